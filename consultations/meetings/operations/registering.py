"""Who comes: places in the room taken, waited for, given back. The meeting's row is the lock."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from commons.people.models import Person

from .. import notices, queries
from ..enums import MeetingStatus, Mode, RegistrationStatus
from ..errors import MeetingError
from ..models import Meeting, MeetingRegistration
from .states import locked, record, require_announced

R = RegistrationStatus


@transaction.atomic
def register(
    *,
    meeting: Meeting,
    person: Person,
    at: datetime,
    mode: str = Mode.IN_PERSON,
    wants_to_speak: bool = False,
    topic: str = "",
    language: str = "kk",
    needs: Sequence[str] = (),
    needs_text: str = "",
) -> MeetingRegistration:
    """Take a place, or the next one on the waiting list; done again it changes what was said.

    Places are counted in the room only. Who has a remote place and asks for the room when it is
    full keeps the remote place. Raises MeetingError: ``not_announced``, ``was_cancelled``,
    ``has_begun``, ``not_remote``, ``only_remote``, ``topic_needed``, ``room_full``.
    """
    meeting = locked(meeting)
    require_announced(meeting)
    if at >= meeting.starts_at:
        raise MeetingError("has_begun")
    _require_mode(meeting, mode)
    _require_topic(wants_to_speak, topic)
    held = meeting.registrations.select_for_update().filter(person=person).first()
    row = held or MeetingRegistration(meeting=meeting, person=person)
    row.meeting = meeting
    was = row.status if held else R.CANCELLED
    if was == R.CANCELLED:
        row.registered_at = at
    row.status = _status(meeting, row, was, mode)
    row.mode = mode
    row.wants_to_speak, row.topic = wants_to_speak, topic.strip() if wants_to_speak else ""
    row.language = language
    row.needs, row.needs_text = sorted(set(needs)), needs_text.strip()
    row.save()
    if row.status != was:
        notices.to_one(row, "registered" if row.status == R.REGISTERED else "waiting", at)
    if was == R.REGISTERED:
        move_up(meeting, at)
    return row


@transaction.atomic
def enter(
    *,
    meeting: Meeting,
    name: str,
    actor: Person,
    at: datetime,
    email: str = "",
    mode: str = Mode.IN_PERSON,
    wants_to_speak: bool = False,
    topic: str = "",
    language: str = "kk",
    needs: Sequence[str] = (),
    needs_text: str = "",
) -> MeetingRegistration:
    """Somebody without an account, by hand; until the meeting ends, so at its door too.

    Raises MeetingError: ``name_needed``, ``entered_already``, ``has_account``, ``not_announced``,
    ``was_cancelled``, ``has_ended``, ``not_remote``, ``only_remote``, ``topic_needed``.
    """
    meeting = locked(meeting)
    require_announced(meeting)
    if at >= meeting.ends_at:
        raise MeetingError("has_ended")
    _require_mode(meeting, mode)
    _require_topic(wants_to_speak, topic)
    name, email = " ".join(name.split()), email.strip()
    if not name:
        raise MeetingError("name_needed")
    row = MeetingRegistration(meeting=meeting)
    if email:
        row = _by_address(meeting, email) or row
    row.meeting, row.name, row.email = meeting, name, email
    row.mode, row.language = mode, language
    row.status = R.REGISTERED if _has_room(meeting, mode) else R.WAITING
    row.wants_to_speak, row.topic = wants_to_speak, topic.strip() if wants_to_speak else ""
    row.needs, row.needs_text = sorted(set(needs)), needs_text.strip()
    row.registered_at, row.entered_by = at, actor
    row.save()
    record(meeting, "visitor_entered", actor, at, registration=row.pk)
    return row


@transaction.atomic
def cancel_registration(
    *, registration: MeetingRegistration, at: datetime, actor: Person | None = None
) -> MeetingRegistration:
    """Give the place back; who waits longest gets it. `actor` is staff who do it for somebody.

    Raises MeetingError("has_begun").
    """
    meeting = locked(registration.meeting)
    row = MeetingRegistration.objects.select_for_update().get(pk=registration.pk)
    row.meeting = meeting
    if row.status == R.CANCELLED:
        return row
    if at >= meeting.starts_at:
        raise MeetingError("has_begun")
    row.status = R.CANCELLED
    row.wants_to_speak, row.topic = False, ""
    row.needs, row.needs_text = [], ""
    row.save()
    if actor is not None:
        record(meeting, "registration_cancelled", actor, at, registration=row.pk)
    move_up(meeting, at)
    return row


def move_up(meeting: Meeting, at: datetime) -> list[MeetingRegistration]:
    """Free places go to those who wait longest, who are told. The meeting must be locked."""
    if meeting.status != MeetingStatus.ANNOUNCED or at >= meeting.starts_at:
        return []
    room = _room(meeting)
    waiting = (
        meeting.registrations.filter(status=R.WAITING)
        .select_related("person")
        .order_by("registered_at", "pk")
    )
    moved = list(waiting if room is None else waiting[:room])
    for row in moved:
        row.status, row.meeting = R.REGISTERED, meeting
        row.save(update_fields=["status"])
        notices.to_one(row, "moved_up", at)
    return moved


def _status(meeting: Meeting, row: MeetingRegistration, was: str, mode: str) -> str:
    """How the registration stands if it asks for this mode now."""
    if mode == Mode.REMOTE:
        return R.REGISTERED
    if row.pk and row.mode == Mode.IN_PERSON and was != R.CANCELLED:
        return was
    if _has_room(meeting, mode):
        return R.REGISTERED
    if was == R.REGISTERED:
        raise MeetingError("room_full")
    return R.WAITING


def _has_room(meeting: Meeting, mode: str) -> bool:
    return mode == Mode.REMOTE or _room(meeting) != 0


def _room(meeting: Meeting) -> int | None:
    """Free places; None where there is no limit."""
    if meeting.capacity is None:
        return None
    return max(0, meeting.capacity - queries.taken(meeting))


def _require_mode(meeting: Meeting, mode: str) -> None:
    if mode == Mode.REMOTE and not meeting.is_remote:
        raise MeetingError("not_remote")
    if mode == Mode.IN_PERSON and meeting.is_remote and not meeting.place:
        raise MeetingError("only_remote")


def _require_topic(wants_to_speak: bool, topic: str) -> None:
    if wants_to_speak and not topic.strip():
        raise MeetingError("topic_needed")


def _by_address(meeting: Meeting, email: str) -> MeetingRegistration | None:
    """The row of somebody who was entered and cancelled since, to be used again."""
    own = meeting.registrations.filter(person__email__iexact=email).exclude(status=R.CANCELLED)
    if (held := own.select_related("person").first()) is not None:
        raise MeetingError("has_account", name=held.public_name)
    row = meeting.registrations.filter(person=None, email__iexact=email).first()
    if row is not None and row.status != R.CANCELLED:
        raise MeetingError("entered_already")
    return row
