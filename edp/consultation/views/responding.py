"""“You said, we did”: the public page, and where moderators write it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from commons.interface.errors import DomainError
from commons.proposals.models import Comment
from commons.territories.models import Akimat
from commons.territories.permissions import require

from ...models import Round
from ...views.finding import frame, person_of, round_of, round_to_run, staff_page
from .. import operations, permissions, queries
from ..enums import TONES
from ..forms import ResponseForm
from ..models import Response


def _toned(rows: list[Response]) -> list[Response]:
    for row in rows:
        row.tone = TONES[row.outcome]  # type: ignore[attr-defined]
    return rows


@require_safe
def answers(request: HttpRequest, akimat: Akimat, round_slug: str) -> HttpResponse:
    """What people said and what became of it."""
    round = round_of(request, akimat, round_slug)
    at = timezone.now()
    require(permissions.has_begun(round, at))
    answered, commented = queries.answered_share(round)
    context = frame(
        request,
        round,
        rows=_toned(list(queries.published_responses(round))),
        answered=answered,
        commented=commented,
        may_write=permissions.may_write_responses(request.user, round),
        shows_results=permissions.shows_results(round, at),
    )
    return render(request, "edp/consultation/answers.html", context)


@staff_page
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def responses(request: HttpRequest, akimat: Akimat, round_slug: str) -> HttpResponse:
    """All rows, published or not; the button publishes those that are not."""
    round = round_to_run(request, akimat, round_slug)
    if request.method == "POST":
        try:
            operations.publish_responses(round=round, actor=person_of(request), at=timezone.now())
        except DomainError as error:
            messages.error(request, error.message)
        else:
            messages.success(request, _("The answers are public."))
        return redirect("edp:consultation_responses", akimat.slug, round.slug)
    rows = _toned(list(queries.responses(round)))
    waiting = sum(1 for row in rows if row.published_at is None)
    context = frame(request, round, rows=rows, waiting=waiting)
    return render(request, "edp/consultation/responses.html", context)


@staff_page
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def response(
    request: HttpRequest, akimat: Akimat, round_slug: str, pk: int | None = None
) -> HttpResponse:
    """One row: a new one, or one to change."""
    round = round_to_run(request, akimat, round_slug)
    held = get_object_or_404(queries.responses(round), pk=pk) if pk else None
    if request.method == "POST" and held and request.POST.get("drop"):
        return _drop(request, round, held)
    said_by = list(queries.comments(round))
    form = ResponseForm(request.POST or None, said_by=said_by, response=held)
    if request.method == "POST" and form.is_valid():
        try:
            _save(request, round, form, held, said_by)
        except DomainError as error:
            form.add_error(None, error.message)
        else:
            messages.success(request, _("The row is saved."))
            return redirect("edp:consultation_responses", akimat.slug, round.slug)
    context = frame(request, round, form=form, held=held)
    status = 422 if form.errors else 200
    return render(request, "edp/consultation/response.html", context, status=status)


def _save(
    request: HttpRequest,
    round: Round,
    form: ResponseForm,
    held: Response | None,
    said_by: list[Comment],
) -> None:
    chosen = set(form.cleaned_data["comments"])
    operations.save_response(
        round=round,
        theme=form.texts("theme"),
        said=form.texts("said"),
        done=form.texts("done"),
        outcome=form.cleaned_data["outcome"],
        comments=[one for one in said_by if one.pk in chosen],
        response=held,
        actor=person_of(request),
        at=timezone.now(),
    )


def _drop(request: HttpRequest, round: Round, held: Response) -> HttpResponse:
    try:
        operations.drop_response(response=held, actor=person_of(request), at=timezone.now())
    except DomainError as error:
        messages.error(request, error.message)
    else:
        messages.success(request, _("The row is deleted."))
    return redirect("edp:consultation_responses", round.akimat.slug, round.slug)
