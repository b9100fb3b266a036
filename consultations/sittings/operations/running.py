"""A meeting is opened, goes through its agenda, and ends."""

from datetime import datetime, timedelta

from django.db import transaction

from commons.interface import official
from commons.interface.official import Texts
from commons.people.models import Person

from ...meetings.enums import MeetingStatus
from ...meetings.models import AgendaItem, Meeting
from ...periods import due_on, periods_of
from ..enums import RollCallStatus
from ..errors import SittingError
from ..models import ItemNote, Minutes, Sitting
from . import speaking
from .states import locked, open_record, record, require_announced, require_here, touch

EARLY = timedelta(hours=2)


@transaction.atomic
def start(*, meeting: Meeting, actor: Person, at: datetime) -> Sitting:
    """Open the meeting at its first item; those who registered to speak come on the list.

    Raises HearingError("wrong_state"), SittingError: ``too_early``, ``started_already``.
    """
    sitting = locked(meeting)
    require_announced(sitting.meeting)
    if sitting.started_at is not None:
        raise SittingError("started_already")
    if at < sitting.meeting.starts_at - EARLY:
        raise SittingError("too_early")
    sitting.started_at = at
    sitting.item = sitting.meeting.agenda.first()
    sitting.save(update_fields=["started_at", "item"])
    speaking.take_registered(sitting.meeting)
    record(sitting.meeting, "meeting_started", sitting.meeting, actor, at)
    touch(sitting)
    return sitting


@transaction.atomic
def go_to(*, meeting: Meeting, item: AgendaItem | None, actor: Person, at: datetime) -> Sitting:
    """Say what is discussed now. None is a break, or the time after the last item."""
    sitting = open_record(meeting)
    _require_running(sitting)
    require_here(meeting, item)
    if sitting.item != item:
        sitting.item = item
        sitting.save(update_fields=["item"])
        touch(sitting)
    return sitting


@transaction.atomic
def write_note(*, item: AgendaItem, texts: Texts, actor: Person, at: datetime) -> ItemNote:
    """What is written down at an item; the minutes need it in Kazakh and in Russian."""
    open_record(item.meeting)
    note, _new = ItemNote.objects.get_or_create(item=item)
    official.write(note, "text", texts)
    note.save()
    return note


@transaction.atomic
def end(*, meeting: Meeting, actor: Person, at: datetime) -> Sitting:
    """End the meeting. From the next day on the days for its minutes are counted.

    Raises SittingError: ``not_started``, ``over``, ``vote_open``.
    """
    sitting = open_record(meeting)
    _require_running(sitting)
    if meeting.roll_calls.filter(status=RollCallStatus.OPEN).exists():
        raise SittingError("vote_open")
    speaking.finish_current(sitting.meeting, at)
    return _held(sitting, sitting.started_at or at, at, actor, at)


@transaction.atomic
def enter_times(
    *,
    meeting: Meeting,
    started_at: datetime,
    ended_at: datetime,
    actor: Person | None,
    at: datetime,
) -> Sitting:
    """A meeting that was held without these pages: when it began and ended. Without an actor it is
    the clock that takes a meeting for held which nobody has cancelled.

    Raises HearingError("wrong_state"), SittingError: ``over``, ``not_over``.
    """
    sitting = locked(meeting)
    require_announced(sitting.meeting)
    if sitting.ended_at is not None:
        raise SittingError("over")
    if ended_at > at or ended_at <= started_at:
        raise SittingError("not_over")
    meeting.roll_calls.filter(status=RollCallStatus.OPEN).update(status=RollCallStatus.DROPPED)
    speaking.take_registered(sitting.meeting)
    speaking.finish_current(sitting.meeting, ended_at)
    return _held(sitting, started_at, ended_at, actor, at)


def _held(
    sitting: Sitting, started_at: datetime, ended_at: datetime, actor: Person | None, at: datetime
) -> Sitting:
    meeting = Meeting.objects.select_for_update(of=("self",)).get(pk=sitting.meeting_id)
    require_announced(meeting)
    sitting.started_at, sitting.ended_at, sitting.item = started_at, ended_at, None
    sitting.save(update_fields=["started_at", "ended_at", "item"])
    due = due_on(ended_at, periods_of(sitting.meeting.akimat).minutes_days)
    meeting.status, meeting.held_at, meeting.minutes_due_on = MeetingStatus.HELD, ended_at, due
    meeting.save(update_fields=["status", "held_at", "minutes_due_on"])
    Minutes.objects.update_or_create(meeting=meeting, defaults={"due_on": due})
    sitting.meeting = meeting
    record(meeting, "meeting_held", meeting, actor, at, minutes_due_on=due.isoformat())
    touch(sitting)
    return sitting


def _require_running(sitting: Sitting) -> None:
    if sitting.started_at is None:
        raise SittingError("not_started")
    if sitting.ended_at is not None:
        raise SittingError("over")
