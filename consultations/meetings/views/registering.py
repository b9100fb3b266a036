"""People register for a meeting, and staff keep the list of who comes."""

from datetime import datetime

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from commons.interface.spreadsheets import csv_response
from commons.people.models import Person
from commons.people.views.access import posted, staff_page
from commons.territories.models import Akimat
from commons.territories.permissions import require

from .. import operations, permissions, queries
from ..enums import Need, RegistrationStatus
from ..forms.taking_part import EnterForm, RegisterForm
from ..models import Meeting, MeetingRegistration
from .finding import answer, form_page, meeting_of, press, url_of


@login_required
@form_page
def register(request: HttpRequest, akimat: Akimat, pk: int) -> HttpResponse:
    """Register, or change what was said before."""
    meeting = meeting_of(request, akimat, pk)
    if not permissions.takes_registrations(meeting, timezone.now()):
        return redirect(url_of(meeting))
    held = queries.registration_of(meeting, request.user)
    if held is not None and held.status == RegistrationStatus.CANCELLED:
        held = None
    form = RegisterForm(
        posted(request), meeting=meeting, held=held, initial={"language": get_language()}
    )

    def act(person: Person, at: datetime) -> str:
        made = operations.register(meeting=meeting, person=person, at=at, **form.cleaned_data)
        if made.status == RegistrationStatus.WAITING:
            return _("All places are taken. You are on the waiting list and move up by yourself.")
        return _("Saved.") if held else _("You are registered. We remind you the day before.")

    taken: int = meeting.taken_count  # type: ignore[attr-defined]
    context = {
        "meeting": meeting,
        "held": held,
        "is_full": meeting.capacity is not None and taken >= meeting.capacity,
    }
    template = "consultations/meetings/register.html"
    return answer(request, form, act, template, context, url_of(meeting))


@login_required
@form_page
def unregister(request: HttpRequest, akimat: Akimat, pk: int) -> HttpResponse:
    meeting = meeting_of(request, akimat, pk)

    def act(person: Person, at: datetime) -> str:
        mine = queries.registration_of(meeting, person)
        if mine is not None:
            operations.cancel_registration(registration=mine, at=at)
        return _("Your registration is cancelled.")

    return press(request, act, url_of(meeting))


def _kept(request: HttpRequest, akimat: Akimat, pk: int) -> Meeting:
    meeting = meeting_of(request, akimat, pk)
    require(permissions.may_keep_desk(request.user, meeting))
    return meeting


def _needs(row: MeetingRegistration) -> list[str]:
    named = [str(Need(code).label) for code in row.needs]
    return [*named, row.needs_text] if row.needs_text else named


@staff_page
@login_required
@form_page
def desk(request: HttpRequest, akimat: Akimat, pk: int) -> HttpResponse:
    """Who comes, who speaks, who needs what; and a form for those without an account."""
    meeting = _kept(request, akimat, pk)
    form = EnterForm(posted(request), meeting=meeting, initial={"language": "kk"})

    def act(actor: Person, at: datetime) -> str:
        made = operations.enter(meeting=meeting, actor=actor, at=at, **form.cleaned_data)
        if made.status == RegistrationStatus.WAITING:
            return _("All places are taken: %(name)s is on the waiting list.") % {"name": made.name}
        return _("%(name)s is registered.") % {"name": made.name}

    rows = list(queries.desk(meeting))
    at = timezone.now()
    context = {
        "meeting": meeting,
        "rows": [{"row": row, "needs": _needs(row)} for row in rows],
        "has_needs": any(row.needs or row.needs_text for row in rows),
        "may_enter": meeting.status == "announced" and at < meeting.ends_at,
        "may_cancel": permissions.takes_registrations(meeting, at),
    }
    leads = url_of(meeting, "meeting_desk")
    return answer(request, form, act, "consultations/meetings/desk.html", context, leads)


@staff_page
@login_required
@require_safe
def desk_table(request: HttpRequest, akimat: Akimat, pk: int) -> HttpResponse:
    """The same list for a spreadsheet, to print at the door."""
    meeting = _kept(request, akimat, pk)
    header = [
        _("Name"),
        _("How they take part"),
        _("State"),
        _("Wishes to speak on"),
        _("Speaks in"),
        _("Needs"),
    ]
    rows = [
        [
            row.public_name,
            row.get_mode_display(),
            row.get_status_display(),
            row.topic,
            row.get_language_display() if row.wants_to_speak else "",
            ", ".join(_needs(row)),
        ]
        for row in queries.desk(meeting)
    ]
    return csv_response(f"{akimat.slug}-meeting-{meeting.pk}.csv", header, rows)


@staff_page
@login_required
@form_page
def strike(request: HttpRequest, akimat: Akimat, pk: int, row_pk: int) -> HttpResponse:
    """Staff cancel the registration of somebody who called."""
    meeting = _kept(request, akimat, pk)
    row = get_object_or_404(queries.desk(meeting), pk=row_pk)
    if request.method != "POST":
        context = {"meeting": meeting, "row": row}
        return render(request, "consultations/meetings/strike.html", context)

    def act(actor: Person, at: datetime) -> str:
        operations.cancel_registration(registration=row, actor=actor, at=at)
        return _("The registration of %(name)s is cancelled.") % {"name": row.public_name}

    return press(request, act, url_of(meeting, "meeting_desk"))
