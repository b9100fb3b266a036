"""Where staff answer remarks, one after the other or several that say the same."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from commons.interface.errors import DomainError
from commons.interface.numbers import row_key
from commons.people.views.access import person_of, posted, staff_page
from commons.proposals.plain_words import words
from commons.territories.models import Akimat
from commons.territories.permissions import require

from .. import operations, queries
from ..forms import AnswerForm, HideForm
from ..models import Draft, Remark
from ..permissions import may_hide
from .finding import draft_of, draft_to_answer, dressed, frame, remarks_shown
from .remarks import address_of

PER_PAGE = 25
MOST_AT_ONCE = 100
ORDERS = {"oldest": ("created_at", "pk"), "agreed": ("-agreed", "created_at", "pk")}


@staff_page
@require_safe
def queue(request: HttpRequest, akimat: Akimat, pk: int) -> HttpResponse:
    """What waits, the oldest or the most agreed first; several can be chosen to be answered."""
    draft = draft_to_answer(request, akimat, pk)
    order = request.GET.get("order", "")
    order = order if order in ORDERS else "oldest"
    page = Paginator(_waiting(draft, order), PER_PAGE).get_page(request.GET.get("page"))
    dressed(request, list(page.object_list), timezone.now())
    context = frame(
        request,
        draft,
        page=page,
        order=order,
        orders=[("oldest", _("Oldest first")), ("agreed", _("Most agreed first"))],
        numbers=queries.standing_of(draft, timezone.now()),
    )
    return render(request, "consultations/drafts/queue.html", context)


def _waiting(draft: Draft, order: str) -> QuerySet[Remark]:
    return queries.waiting_remarks(draft).order_by(*ORDERS[order])


@staff_page
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, akimat: Akimat, pk: int) -> HttpResponse:
    """Answers the remarks that `?r=` names, and those beside them that are ticked."""
    draft = draft_to_answer(request, akimat, pk)
    order = request.GET.get("order", "")
    order = order if order in ORDERS else "oldest"
    chosen = _chosen(request, draft)
    first = chosen[0]
    again = len(chosen) == 1 and first.is_answered
    versions = queries.published(draft)
    form = AnswerForm(posted(request), versions=versions, initial=_initial(first))
    keys = {row_key(key) for key in request.POST.getlist("also")}
    alike = [] if again else _alike(draft, chosen)
    if form.is_valid():
        also = [one for one in alike if one.pk in keys]
        try:
            done = operations.answer_remarks(
                draft=draft,
                remarks=[*chosen, *also],
                **form.cleaned_data,
                again=again,
                actor=person_of(request),
                at=timezone.now(),
            )
        except DomainError as error:
            form.add_error(None, error.message)
        else:
            return _next(request, draft, done, order, again)
    dressed(request, [*chosen, *alike], timezone.now())
    for one in alike:
        ticked: Any = one
        same = _key(one) == _key(first)
        ticked.is_ticked = one.pk in keys if form.is_bound else same
    context = frame(
        request,
        draft,
        form=form,
        chosen=chosen,
        alike=alike,
        again=again,
        order=order,
        left=_waiting(draft, order).exclude(pk__in=[one.pk for one in chosen]).count(),
        skip=_skip(draft, chosen, order),
    )
    status = 422 if form.errors else 200
    return render(request, "consultations/drafts/answer.html", context, status=status)


def _chosen(request: HttpRequest, draft: Draft) -> list[Remark]:
    keys = [key for text in request.GET.getlist("r")[:MOST_AT_ONCE] if (key := row_key(text))]
    found = list(queries.shown_remarks(draft).filter(pk__in=keys))
    if len(found) > 1:
        # An answer is corrected by itself, never along with others.
        found = [one for one in found if not one.is_answered]
    if not found:
        raise Http404
    return found


def _initial(first: Remark) -> dict[str, Any]:
    return {
        "decision": first.decision,
        "answer": first.answer,
        "language": first.answer_language or first.language,
        "taken_in": first.taken_in_id,
    }


def _alike(draft: Draft, chosen: list[Remark]) -> list[Remark]:
    """What waits at the same paragraph; the same words anywhere come first."""
    keys = {_key(one) for one in chosen}
    waiting = queries.waiting_remarks(draft).exclude(pk__in=[one.pk for one in chosen])
    rows = list(waiting)
    same = [one for one in rows if _key(one) in keys]
    places = {one.paragraph_id for one in chosen}
    beside = [one for one in rows if one.paragraph_id in places and _key(one) not in keys]
    return [*same, *beside][:PER_PAGE]


def _key(remark: Remark) -> tuple[str, ...]:
    """Remarks with the same plain words and the same suggestion are identical."""
    return (*words(remark.text), "/", *words(remark.suggestion))


def _skip(draft: Draft, chosen: list[Remark], order: str) -> int | None:
    """The key of the next remark in the queue after the first chosen one."""
    keys = list(_waiting(draft, order).values_list("pk", flat=True))
    here = keys.index(chosen[0].pk) + 1 if chosen[0].pk in keys else 0
    rest = [*keys[here:], *keys[:here]]
    taken = {one.pk for one in chosen}
    return next((key for key in rest if key not in taken), None)


def _next(
    request: HttpRequest, draft: Draft, done: list[Remark], order: str, again: bool
) -> HttpResponse:
    text = ngettext(
        "%(count)s remark is answered, and its author is told.",
        "%(count)s remarks are answered, and their authors are told.",
        len(done),
    )
    messages.success(request, text % {"count": len(done)})
    if again:
        return redirect(address_of(done[0]))
    following = _waiting(draft, order).values_list("pk", flat=True).first()
    args = [draft.akimat.slug, draft.pk]
    if following is None:
        return redirect("consultations:draft_queue", *args)
    page = reverse("consultations:draft_answer", args=args)
    return redirect(f"{page}?r={following}&order={order}")


@staff_page
@require_http_methods(["GET", "HEAD", "POST"])
def hide(request: HttpRequest, akimat: Akimat, pk: int, remark_pk: int) -> HttpResponse:
    """Hides a remark with a public reason, or shows it again."""
    draft = draft_of(request, akimat, pk)
    require(may_hide(request.user, draft))
    remark = get_object_or_404(remarks_shown(request, draft), pk=remark_pk)
    form = HideForm(posted(request)) if not remark.is_hidden else None
    if request.method == "POST":
        at, actor = timezone.now(), person_of(request)
        if form is None:
            operations.restore_remark(remark=remark, actor=actor, at=at)
            messages.success(request, _("The remark is shown again."))
            return redirect(address_of(remark))
        if form.is_valid():
            try:
                operations.hide_remark(
                    remark=remark, reason=form.texts("reason"), actor=actor, at=at
                )
            except DomainError as error:
                form.add_error(None, error.message)
            else:
                messages.success(request, _("The remark is hidden, and its author is told."))
                return redirect(address_of(remark))
    dressed(request, [remark], timezone.now())
    status = 422 if form is not None and form.errors else 200
    context = frame(request, draft, remark=remark, form=form)
    return render(request, "consultations/drafts/hide.html", context, status=status)
