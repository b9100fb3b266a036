"""The notice of a meeting is published, and a meeting is called off."""

from datetime import datetime

from django.db import transaction

from commons.interface import official
from commons.interface.official import Texts, missing
from commons.people.models import Person
from commons.rounds.checks import require_all

from ... import texts
from .. import checks, legal, notices
from ..enums import MeetingStatus
from ..errors import MeetingError
from ..models import Meeting
from .states import locked, record, require_announced


@transaction.atomic
def announce_meeting(
    *, meeting: Meeting, actor: Person, at: datetime, breach_reason: Texts | None = None
) -> Meeting:
    """Publish the notice and fix every date that follows from it.

    A notice that comes later than the law asks for is refused unless its reason is given in
    Kazakh and Russian; the page then shows the breach and the reason. Raises MeetingError:
    ``already_announced``, ``was_cancelled``, ``checks_failed``, ``notice_late``.
    """
    meeting = locked(meeting)
    if meeting.status == MeetingStatus.CANCELLED:
        raise MeetingError("was_cancelled")
    if meeting.status != MeetingStatus.DRAFT:
        raise MeetingError("already_announced")
    require_all(checks.checks(meeting, at), MeetingError)
    found = legal.notice(meeting, at)
    reason = breach_reason or {}
    if found.breach and missing(reason):
        raise MeetingError("notice_late", days=found.lead, law=found.law)
    meeting.status = MeetingStatus.ANNOUNCED
    meeting.announced_at = meeting.noticed_at = meeting.changed_at = at
    meeting.notice_days = found.law
    meeting.breach_days = found.breach
    official.write(meeting, "breach_reason", reason if found.breach else {})
    for name, day in legal.dates(meeting).items():
        setattr(meeting, name, day)
    meeting.save()
    record(
        meeting,
        "meeting_announced",
        actor,
        at,
        lead=found.lead,
        law=found.law,
        breach=found.breach,
    )
    notices.announced(meeting, at)
    return meeting


@transaction.atomic
def cancel_meeting(*, meeting: Meeting, reason: Texts, actor: Person, at: datetime) -> Meeting:
    """Call an announced meeting off; the page stays, with the reason, and all are told.

    Raises MeetingError: ``not_announced``, ``was_cancelled``, ``has_ended``; HearingError
    ("text_needed") unless the reason exists in Kazakh and in Russian.
    """
    texts.require(reason)
    meeting = locked(meeting)
    require_announced(meeting)
    if at >= meeting.ends_at:
        raise MeetingError("has_ended")
    meeting.status = MeetingStatus.CANCELLED
    meeting.cancelled_at = meeting.changed_at = at
    official.write(meeting, "cancel_reason", reason)
    meeting.sequence += 1
    meeting.save()
    record(meeting, "meeting_cancelled", actor, at, reason=dict(reason))
    notices.to_all(meeting, "cancelled", at, key="cancelled", reason=dict(reason))
    return meeting
