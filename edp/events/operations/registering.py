"""Places at an event: taken, waited for, given back. The event's row is the lock."""

from datetime import datetime

from django.db import transaction

from commons.people.models import Person

from ...stakeholders.enums import StakeholderStatus
from ...stakeholders.models import Stakeholder
from .. import notices, queries
from ..enums import RegistrationStatus
from ..errors import EventError
from ..models import Event, Registration
from .states import locked, require_announced

R = RegistrationStatus


@transaction.atomic
def register(
    *,
    event: Event,
    at: datetime,
    stakeholder: Stakeholder | None = None,
    person: Person | None = None,
) -> Registration:
    """Take a place, or the next one on the waiting list. Done twice it is one registration.

    A person with a seat in the round registers by it. Raises EventError: ``not_published``,
    ``was_cancelled``, ``has_begun``, ``seats_only``, ``other_group``.
    """
    event = locked(event)
    require_announced(event)
    if at >= event.starts_at:
        raise EventError("has_begun")
    seat = stakeholder or _seat(event, person)
    if seat is None and (person is None or not event.is_open):
        raise EventError("seats_only")
    if seat is not None and (
        seat.round_id != event.round_id or seat.status != StakeholderStatus.ACCEPTED
    ):
        raise EventError("seats_only")
    held = _held(event, seat, person)
    if held is not None and held.status != R.CANCELLED:
        return held
    _require_one_group(event, seat, person)
    made = held or Registration(event=event)
    made.event, made.stakeholder = event, seat
    made.person = None if seat else person
    made.status = R.REGISTERED if _room(event) != 0 else R.WAITING
    made.registered_at, made.attended, made.attended_marked_at = at, None, None
    made.save()
    notices.to_one(made, "registered" if made.status == R.REGISTERED else "waiting", at)
    return made


@transaction.atomic
def cancel_registration(*, registration: Registration, at: datetime) -> Registration:
    """Give the place back; who waits longest gets it. Raises EventError("has_begun")."""
    event = locked(registration.event)
    row = Registration.objects.select_for_update().get(pk=registration.pk)
    row.event = event
    if row.status == R.CANCELLED:
        return row
    if at >= event.starts_at:
        raise EventError("has_begun")
    row.status = R.CANCELLED
    row.save(update_fields=["status"])
    move_up(event, at)
    return row


def move_up(event: Event, at: datetime) -> list[Registration]:
    """Free places go to those who wait longest, who are told. The event must be locked."""
    if event.cancelled_at is not None or at >= event.starts_at:
        return []
    room = _room(event)
    waiting = (
        event.registrations.filter(status=R.WAITING)
        .select_related("stakeholder__person", "person")
        .order_by("registered_at", "pk")
    )
    moved = list(waiting if room is None else waiting[:room])
    for row in moved:
        row.status, row.event = R.REGISTERED, event
        row.save(update_fields=["status"])
        notices.to_one(row, "moved_up", at)
    return moved


def _room(event: Event) -> int | None:
    """Free places; None where there is no limit."""
    if event.capacity is None:
        return None
    return max(0, event.capacity - queries.taken(event))


def _seat(event: Event, person: Person | None) -> Stakeholder | None:
    if person is None:
        return None
    return Stakeholder.objects.filter(
        round=event.round_id, person=person, status=StakeholderStatus.ACCEPTED
    ).first()


def _held(event: Event, seat: Stakeholder | None, person: Person | None) -> Registration | None:
    """What they registered before, perhaps as a resident who has joined the round since."""
    rows = Registration.objects.select_for_update().filter(event=event)
    found = rows.filter(stakeholder=seat).first() if seat else None
    owner = seat.person_id if seat else (person.pk if person else None)
    if found is None and owner is not None:
        found = rows.filter(person=owner).first()
    return found


def _require_one_group(event: Event, seat: Stakeholder | None, person: Person | None) -> None:
    """Nobody sits in two groups of one plenary at the same time."""
    if event.inside_id is None:
        return
    others = Registration.objects.filter(
        event__inside=event.inside_id,
        event__starts_at__lt=event.ends_at,
        event__ends_at__gt=event.starts_at,
        event__cancelled_at=None,
    ).exclude(event=event)
    others = others.exclude(status=R.CANCELLED)
    mine = others.filter(stakeholder=seat) if seat else others.filter(person=person)
    other = mine.select_related("event").first()
    if other is not None:
        raise EventError("other_group", title=other.event.title)
