"""Decisions of meetings in which nobody has a seat: staff write them down."""

from datetime import datetime

from django.db import transaction
from django.db.models import Max

from commons.interface import official
from commons.interface.official import Texts
from commons.people.models import Person

from ... import texts as required
from ...meetings.models import AgendaItem, Meeting
from ..errors import SittingError
from ..models import MeetingDecision
from .states import open_record, record, require_here, require_started, touch


@transaction.atomic
def decide(
    *, meeting: Meeting, texts: Texts, item: AgendaItem | None = None, actor: Person, at: datetime
) -> MeetingDecision:
    """Raises HearingError("text_needed"), SittingError: ``voted_decision`` where a council votes,
    ``not_started``."""
    sitting = open_record(meeting)
    require_started(sitting)
    if meeting.council_id is not None:
        raise SittingError("voted_decision")
    require_here(meeting, item)
    required.require(texts)
    made = MeetingDecision(meeting=meeting, number=next_number(meeting), item=item, decided_at=at)
    official.write(made, "text", texts)
    made.save()
    record(made, "meeting_decided", sitting.meeting, actor, at, number=made.number)
    touch(sitting)
    return made


@transaction.atomic
def reword(
    *, decision: MeetingDecision, texts: Texts, actor: Person, at: datetime
) -> MeetingDecision:
    """Correct the words before the minutes are published. What was voted on cannot change."""
    sitting = open_record(decision.meeting)
    if decision.roll_call_id is not None:
        raise SittingError("voted_decision")
    required.require(texts)
    official.write(decision, "text", texts)
    decision.save()
    record(decision, "meeting_decision_reworded", sitting.meeting, actor, at)
    touch(sitting)
    return decision


def next_number(meeting: Meeting) -> int:
    """Inside the lock of the meeting."""
    last: int | None = meeting.decisions.aggregate(last=Max("number"))["last"]
    return (last or 0) + 1
