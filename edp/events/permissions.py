"""Who may see, enter and write up an event."""

from datetime import datetime
from typing import Any

from ..permissions import can_assist, can_run, seat_of
from . import queries
from .enums import RegistrationStatus
from .models import Event, Registration


def can_see_event(person: Any, event: Event) -> bool:
    """Everyone, once it is announced; before that the akimat's staff and who will lead it."""
    if event.published_at is not None:
        return True
    return can_assist(person, event.round) or _leads(person, event)


def takes_registrations(event: Event, at: datetime) -> bool:
    return event.published_at is not None and event.cancelled_at is None and at < event.starts_at


def can_register(person: Any, event: Event, at: datetime) -> bool:
    if not person.is_authenticated or not takes_registrations(event, at):
        return False
    return event.is_open or seat_of(person, event.round) is not None


def is_registered(registration: Registration | None) -> bool:
    return registration is not None and registration.status == RegistrationStatus.REGISTERED


def can_see_link(person: Any, event: Event, registration: Registration | None) -> bool:
    """The link to take part is for those who have a place, and those who run the event."""
    return is_registered(registration) or _leads(person, event) or can_assist(person, event.round)


def can_read_notes(person: Any, event: Event) -> bool:
    """The group: stakeholders with a place, facilitator, rapporteur, moderators. Nobody else,
    before and after the report, which carries what the group agreed to make public."""
    if event.published_at is None or event.cancelled_at is not None:
        return False
    if can_run(person, event.round) or _leads(person, event):
        return True
    seat = seat_of(person, event.round)
    return seat is not None and is_registered(queries.registration_of(event, person, seat))


def can_write_notes(person: Any, event: Event) -> bool:
    return event.report_published_at is None and can_read_notes(person, event)


def can_report(person: Any, event: Event) -> bool:
    """The rapporteur, and the moderators."""
    if event.published_at is None or event.cancelled_at is not None:
        return False
    seat = seat_of(person, event.round)
    is_rapporteur = seat is not None and event.rapporteur_id == seat.pk
    return is_rapporteur or can_run(person, event.round)


def _leads(person: Any, event: Event) -> bool:
    seat = seat_of(person, event.round)
    return seat is not None and seat.pk in (event.facilitator_id, event.rapporteur_id)
