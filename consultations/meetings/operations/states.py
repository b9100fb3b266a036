"""Locks that all writes of a meeting share, and the records they leave."""

from datetime import datetime
from typing import Any

from commons.audit.operations import record as audit
from commons.people.models import Person

from ..enums import MeetingStatus
from ..errors import MeetingError
from ..models import Meeting


def locked(meeting: Meeting) -> Meeting:
    """The meeting as it stands, held until the transaction ends."""
    rows = Meeting.objects.select_related("akimat__territory", "council")
    return rows.select_for_update(of=("self",), no_key=True).get(pk=meeting.pk)


def require_announced(meeting: Meeting) -> None:
    if meeting.status == MeetingStatus.CANCELLED:
        raise MeetingError("was_cancelled")
    if meeting.status == MeetingStatus.DRAFT:
        raise MeetingError("not_announced")
    if meeting.status == MeetingStatus.HELD:
        raise MeetingError("has_ended")


def record(meeting: Meeting, verb: str, actor: Person | None, at: datetime, **detail: Any) -> None:
    audit(
        verb=f"hearings.{verb}",
        subject=meeting,
        at=at,
        actor=actor,
        akimat=meeting.akimat,
        **detail,
    )
