"""One seat in a moderator's hands; the queue of those who ask for one or were named."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from commons.interface.errors import DomainError
from commons.territories.models import Akimat

from ...models import Round, Stakeholder
from ...views.finding import frame, person_of, round_to_run, staff_page
from .. import operations, queries
from ..enums import NominationStatus, StakeholderStatus
from ..forms import AdmitForm, PassForm, ReasonForm, SeatForm
from ..names import near

PER_PAGE = 25


@staff_page
@require_safe
def queue(request: HttpRequest, akimat: Akimat, round_slug: str) -> HttpResponse:
    """Who asks for a seat and who was named, the longest waiting first."""
    round = round_to_run(request, akimat, round_slug)
    page = Paginator(queries.applications(round), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "nominations": Paginator(queries.nominations(round), PER_PAGE).get_page(
            request.GET.get("named")
        ),
    }
    return render(request, "edp/stakeholders/queue.html", frame(request, round, **context))


def _seat(round: Round, pk: int) -> Stakeholder:
    seat = get_object_or_404(queries.of_round(round).select_related("replaces"), pk=pk)
    seat.round = round
    return seat


@staff_page
@require_http_methods(["GET", "HEAD", "POST"])
def application(request: HttpRequest, akimat: Akimat, round_slug: str, pk: int) -> HttpResponse:
    """Admit, or refuse with a reason. `do` says which."""
    round = round_to_run(request, akimat, round_slug)
    seat = _seat(round, pk)
    if seat.status not in (StakeholderStatus.APPLIED, StakeholderStatus.REFUSED):
        return redirect("edp:people_seat", akimat.slug, round.slug, seat.pk)
    known = queries.organisations(akimat)
    alike = [] if seat.organisation else near(seat.claimed_organisation, known)
    do = request.POST.get("do", "")
    admit = AdmitForm(
        request.POST if do == "admit" else None, claimed=seat.claimed_organisation, alike=alike
    )
    hint = _("The applicant reads it.")
    refuse = ReasonForm(request.POST if do == "refuse" else None, hint=hint)
    status = 200
    if request.method == "POST":
        form: Any = {"admit": admit, "refuse": refuse}.get(do)
        if form is not None and form.is_valid():
            try:
                _decide(seat, do, form, person_of(request))
            except DomainError as error:
                form.add_error(None, error.message)
            else:
                done = _("%(name)s is admitted.") if do == "admit" else _("The answer is sent.")
                messages.success(request, done % {"name": seat.name})
                return redirect("edp:people_queue", akimat.slug, round.slug)
        status = 422
    context = {"seat": seat, "admit": admit, "refuse": refuse}
    found = frame(request, round, **context)
    return render(request, "edp/stakeholders/application.html", found, status=status)


def _decide(seat: Stakeholder, do: str, form: Any, actor: Any) -> None:
    at = timezone.now()
    if do == "admit":
        operations.admit(stakeholder=seat, actor=actor, at=at, organisation=form.organisation())
    else:
        operations.refuse(stakeholder=seat, reason=form.cleaned_data["reason"], actor=actor, at=at)


@staff_page
@require_http_methods(["GET", "HEAD", "POST"])
def set_aside(request: HttpRequest, akimat: Akimat, round_slug: str, pk: int) -> HttpResponse:
    """A suggestion that is not followed, with the reason."""
    round = round_to_run(request, akimat, round_slug)
    rows = queries.nominations(round, waiting=False)
    nomination = get_object_or_404(rows, pk=pk, status=NominationStatus.WAITING)

    def act(form: forms.Form) -> None:
        operations.settle_nomination(
            nomination=nomination,
            reason=form.cleaned_data["reason"],
            actor=person_of(request),
            at=timezone.now(),
        )

    form = ReasonForm(request.POST or None, hint=_("Kept in the record."))
    return _form_page(
        request,
        round,
        form,
        act,
        done=_("The suggestion is set aside."),
        leads_to=("edp:people_queue", akimat.slug, round.slug),
        title=_("Set the suggestion aside"),
        lede=nomination.name,
        button=_("Set aside"),
        back="edp:people_queue",
    )


@staff_page
@require_http_methods(["GET", "HEAD", "POST"])
def seat_page(request: HttpRequest, akimat: Akimat, round_slug: str, pk: int) -> HttpResponse:
    """What is known of one person, and the form to correct what is counted."""
    round = round_to_run(request, akimat, round_slug)
    seat = _seat(round, pk)
    form = SeatForm(request.POST or None, stakeholder=seat)
    status = 200
    if request.method == "POST":
        if form.is_valid():
            operations.change_seat(
                stakeholder=seat,
                changes=form.cleaned_data,
                actor=person_of(request),
                at=timezone.now(),
            )
            messages.success(request, _("Saved."))
            return redirect("edp:people_seat", akimat.slug, round.slug, seat.pk)
        status = 422
    context = {"seat": seat, "form": form}
    found = frame(request, round, **context)
    return render(request, "edp/stakeholders/seat.html", found, status=status)


@staff_page
@require_http_methods(["GET", "HEAD", "POST"])
def act_on_seat(
    request: HttpRequest, akimat: Akimat, round_slug: str, pk: int, act: str
) -> HttpResponse:
    """`act`: remind, withdraw, remove, pass, again. Each asks before it is done."""
    round = round_to_run(request, akimat, round_slug)
    seat = _seat(round, pk)
    title, button, form, done = _act_words(act, seat, request)

    def run(bound: forms.Form) -> None:
        _ACTS[act](seat, bound.cleaned_data, person_of(request))

    return _form_page(
        request,
        round,
        form,
        run,
        done=done,
        leads_to=("edp:people_seat", akimat.slug, round.slug, seat.pk),
        title=title,
        lede=f"{seat.name}, {seat.organisation}" if seat.organisation else seat.name,
        button=button,
        seat=seat,
    )


def _act_words(act: str, seat: Stakeholder, request: HttpRequest) -> tuple[str, str, Any, str]:
    """Title, button, form and what is said when it is done."""
    data = request.POST if request.method == "POST" else None
    name = {"name": seat.name}
    if act == "remind":
        return (
            _("Repeat the invitation"),
            _("Send the reminder"),
            forms.Form(data),
            _("The reminder is on its way."),
        )
    if act == "withdraw":
        form = ReasonForm(data, required=False, hint=_("For the record; the person is not told."))
        return _("Take the invitation back"), _("Take it back"), form, _("Taken back.")
    if act == "remove":
        form = ReasonForm(data, hint=_("For the record."))
        done = _("%(name)s no longer takes part.") % name
        return _("End this seat"), _("End the seat"), form, done
    if act == "again":
        done = _("%(name)s is invited.") % name
        return _("Invite once more"), _("Invite"), forms.Form(data), done
    return (
        _("Pass the seat to a colleague"),
        _("Invite the colleague"),
        PassForm(data, initial={"language": seat.language}),
        _("Invited. The seat passes as soon as they accept."),
    )


def _remind(seat: Stakeholder, data: dict[str, Any], actor: Any) -> None:
    operations.remind(stakeholder=seat, at=timezone.now(), actor=actor)


def _withdraw(seat: Stakeholder, data: dict[str, Any], actor: Any) -> None:
    operations.withdraw(
        stakeholder=seat, actor=actor, at=timezone.now(), reason=data.get("reason", "")
    )


def _remove(seat: Stakeholder, data: dict[str, Any], actor: Any) -> None:
    operations.leave(stakeholder=seat, at=timezone.now(), actor=actor, reason=data["reason"])


def _again(seat: Stakeholder, data: dict[str, Any], actor: Any) -> None:
    operations.invite(
        round=seat.round,
        name=seat.name,
        email=seat.email,
        sector=seat.sector,
        organisation=seat.organisation,
        position=seat.position,
        territory=seat.territory,
        is_woman=seat.is_woman,
        language=seat.language,
        actor=actor,
        at=timezone.now(),
    )


def _pass(seat: Stakeholder, data: dict[str, Any], actor: Any) -> None:
    operations.pass_seat(seat=seat, actor=actor, at=timezone.now(), **data)


_ACTS: dict[str, Callable[[Stakeholder, dict[str, Any], Any], None]] = {
    "remind": _remind,
    "withdraw": _withdraw,
    "remove": _remove,
    "again": _again,
    "pass": _pass,
}


def _form_page(
    request: HttpRequest,
    round: Round,
    form: Any,
    act: Callable[[Any], None],
    *,
    done: str,
    leads_to: tuple[Any, ...],
    **context: Any,
) -> HttpResponse:
    """A page with one form: shows it, or does what it asks and leads on."""
    status = 200
    if request.method == "POST":
        if form.is_valid():
            try:
                act(form)
            except DomainError as error:
                form.add_error(None, error.message)
            else:
                messages.success(request, done)
                return redirect(*leads_to)
        status = 422
    found = frame(request, round, form=form, **context)
    return render(request, "edp/stakeholders/act.html", found, status=status)
