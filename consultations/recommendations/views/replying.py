"""Replying: my queue, the reply with what it promises, its preview, corrections, handing over."""

from typing import Any

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from commons.interface.errors import DomainError
from commons.interface.numbers import row_key
from commons.interface.official import read_texts
from commons.people.views.access import person_of, posted, staff_page
from commons.territories.models import Akimat
from commons.territories.permissions import require

from ...permissions import can_answer, can_run
from .. import operations, queries
from ..enums import Decision, Standing
from ..forms import CorrectionForm, HandoverForm, PromiseFormSet, ReplyForm
from ..forms.replies import as_posted
from ..models import Recommendation, ReplyDraft
from .finding import READ_OR_WRITE, form_page, recommendation_to_answer, saved

PER_PAGE = 25


@staff_page
@require_safe
def queue(request: HttpRequest, akimat: Akimat) -> HttpResponse:
    """What waits for a reply, the most overdue first: mine, or all for who may see all."""
    require(can_answer(request.user, akimat))
    today = timezone.localdate()
    everything = can_run(request.user, akimat)
    rows = queries.unanswered(akimat)
    mine = rows.filter(specialist=person_of(request))
    shown = rows if everything and request.GET.get("show") == "all" else mine
    page = Paginator(shown.select_related("reply_draft"), PER_PAGE).get_page(
        request.GET.get("page")
    )
    context = {
        "page": page,
        "show": "all" if shown is rows else "mine",
        "counts": (mine.count(), rows.count()) if everything else None,
        "today": today,
    }
    return render(request, "consultations/recommendations/queue.html", context)


@staff_page
@READ_OR_WRITE
def reply(request: HttpRequest, akimat: Akimat, pk: int) -> HttpResponse:
    """The draft of a reply is kept on the server, with its files; nothing is public before it is
    published from the preview."""
    found = recommendation_to_answer(request, akimat, pk)
    if found.replied_at is not None:
        return redirect("consultations:recommendation", akimat.slug, pk)
    draft = ReplyDraft.objects.filter(recommendation=found).first()
    kept: dict[str, Any] = draft.data if draft else {}
    strict = "preview" in request.POST
    form, promises = _forms(request, kept, strict=strict)
    if request.method == "POST" and form.is_valid() and promises.is_valid():
        try:
            _keep(request, found, form, promises)
        except DomainError as error:
            form.add_error(None, error.message)
        else:
            if strict:
                return redirect("consultations:reply_preview", akimat.slug, pk)
            messages.success(request, _("The draft is saved. Nobody else sees it yet."))
            return redirect("consultations:reply", akimat.slug, pk)
    context = {
        "one": found,
        "form": form,
        "promises": promises,
        "draft": draft,
        "is_overdue": found.standing(timezone.localdate()) == Standing.OVERDUE,
        "today": timezone.localdate(),
    }
    wrong = bool(form.errors) or (promises.is_bound and not promises.is_valid())
    return render(
        request,
        "consultations/recommendations/reply.html",
        context,
        status=422 if wrong else 200,
    )


@staff_page
@READ_OR_WRITE
def preview(request: HttpRequest, akimat: Akimat, pk: int) -> HttpResponse:
    """The reply as everybody will see it. Publishing it is the button here."""
    found = recommendation_to_answer(request, akimat, pk)
    draft = ReplyDraft.objects.filter(recommendation=found).first()
    if found.replied_at is not None or draft is None:
        return redirect("consultations:recommendation", akimat.slug, pk)
    today = timezone.localdate()
    sent = as_posted(draft.data)
    form = ReplyForm(sent, strict=True)
    promises = PromiseFormSet(sent, prefix="p", form_kwargs={"strict": True, "today": today})
    # A draft of days ago may promise something for a day that has passed.
    if not (form.is_valid() and promises.is_valid()):
        messages.warning(request, _("Something is missing or out of date. Look at it again."))
        return redirect("consultations:reply", akimat.slug, pk)
    texts = read_texts(form.cleaned_data, "reply")
    refusal = ""
    if request.method == "POST":
        try:
            operations.publish_reply(
                recommendation=found,
                decision=form.cleaned_data["decision"],
                reply=texts,
                promises=promises.promises(),
                actor=person_of(request),
                at=timezone.now(),
            )
        except DomainError as error:
            refusal = error.message
        else:
            messages.success(request, _("The reply is public, and the author is told."))
            return redirect("consultations:recommendation", akimat.slug, pk)
    context = {
        "one": found,
        "decision": form.cleaned_data["decision"],
        "decision_words": str(Decision(form.cleaned_data["decision"]).label),
        "texts": [(code, text) for code, text in texts.items() if text],
        "promises": promises.promises(),
        "refusal": refusal,
        "is_overdue": found.standing(today) == Standing.OVERDUE,
        "today": today,
    }
    status = 422 if refusal else 200
    return render(
        request, "consultations/recommendations/reply_preview.html", context, status=status
    )


@staff_page
@READ_OR_WRITE
def correct(request: HttpRequest, akimat: Akimat, pk: int) -> HttpResponse:
    found = recommendation_to_answer(request, akimat, pk)
    require(found.replied_at is not None)
    form = CorrectionForm(posted(request), recommendation=found)
    done = saved(
        request,
        form,
        lambda: operations.correct_reply(
            recommendation=found,
            decision=form.cleaned_data["decision"],
            reply=form.texts("reply"),
            reason=form.texts("reason"),
            actor=person_of(request),
            at=timezone.now(),
        ),
    )
    return _done_or_form(
        request,
        akimat,
        found,
        done,
        form,
        title=_("Correct the reply"),
        lead=_("The reply as it was stays readable, with your reason."),
        button=_("Publish the correction"),
        words=_("The correction is public."),
    )


@staff_page
@READ_OR_WRITE
def hand_over(request: HttpRequest, akimat: Akimat, pk: int) -> HttpResponse:
    found = recommendation_to_answer(request, akimat, pk)
    require(found.replied_at is None)
    form = HandoverForm(posted(request), recommendation=found)
    done = saved(
        request,
        form,
        lambda: operations.hand_over(
            recommendation=found,
            to=form.cleaned_data["to"],
            reason=form.reason(),
            actor=person_of(request),
            at=timezone.now(),
        ),
    )
    return _done_or_form(
        request,
        akimat,
        found,
        done,
        form,
        title=_("Hand the recommendation over"),
        button=_("Hand over"),
        words=_("Handed over. Both the author and the new person are told."),
    )


def _done_or_form(
    request: HttpRequest,
    akimat: Akimat,
    found: Recommendation,
    done: Any,
    form: Any,
    *,
    words: str,
    **more: Any,
) -> HttpResponse:
    back = reverse("consultations:recommendation", args=[akimat.slug, found.pk])
    if done is not None:
        messages.success(request, words)
        return redirect(back)
    return form_page(request, form=form, back=back, back_words=found.document.title, **more)


def _forms(request: HttpRequest, kept: dict[str, Any], *, strict: bool) -> tuple[Any, Any]:
    today = timezone.localdate()
    sent, files = posted(request), request.FILES if request.method == "POST" else None
    first = {name: value for name, value in kept.items() if name != "promises"}
    promised = [
        {name: value for name, value in one.items() if value} for one in kept.get("promises", [])
    ]
    form = ReplyForm(sent, files, strict=strict, initial=first)
    promises = PromiseFormSet(
        sent, prefix="p", form_kwargs={"strict": strict, "today": today}, initial=promised
    )
    # Those with words in them come first; the rest of the five are empty.
    promises.extra = promises.max_num - len(promised)
    return form, promises


def _keep(request: HttpRequest, found: Recommendation, form: Any, promises: Any) -> None:
    person, at = person_of(request), timezone.now()
    kept = [one.data_to_keep() for one in promises.forms if one.cleaned_data]
    data = {**form.data_to_keep(), "promises": [one for one in kept if any(one.values())]}
    operations.save_draft(recommendation=found, data=data, actor=person, at=at)
    if (key := row_key(request.POST.get("remove", ""))) is not None:
        operations.detach(recommendation=found, file_pk=key)
    upload = form.cleaned_data.get("upload")
    if isinstance(upload, UploadedFile):
        operations.attach(recommendation=found, upload=upload, at=at)
