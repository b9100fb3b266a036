"""The lock of a meeting's record, and what its state allows."""

from datetime import datetime
from typing import Any

from django.db.models import F

from commons.audit import operations as audit

from ...errors import HearingError
from ...meetings.enums import MeetingStatus
from ...meetings.models import Meeting
from .. import permissions
from ..errors import SittingError
from ..models import Sitting


def locked(meeting: Meeting) -> Sitting:
    """The meeting's sitting with its row locked and the meeting read anew, with its akimat."""
    Sitting.objects.get_or_create(meeting=meeting)
    found = Sitting.objects.select_for_update(of=("self",)).select_related(
        "meeting__akimat", "meeting__council", "meeting__minutes"
    )
    return found.get(meeting=meeting)


def open_record(meeting: Meeting) -> Sitting:
    """Locked, for a write into the record: after the notice, before the minutes are published."""
    sitting = locked(meeting)
    if not permissions.is_public(sitting.meeting):
        raise SittingError("not_announced")
    if permissions.is_frozen(sitting.meeting):
        raise SittingError("frozen")
    return sitting


def require_announced(meeting: Meeting) -> None:
    if meeting.status != MeetingStatus.ANNOUNCED:
        raise HearingError("wrong_state", state=meeting.get_status_display())


def require_started(sitting: Sitting) -> None:
    if sitting.started_at is None:
        raise SittingError("not_started")


def require_here(meeting: Meeting, row: Any) -> None:
    """The row, such as an item of the agenda, belongs to the meeting; None does."""
    if row is not None and row.meeting_id != meeting.pk:
        raise SittingError("other_meeting")


def touch(sitting: Sitting) -> None:
    """The live page shows something new."""
    Sitting.objects.filter(pk=sitting.pk).update(revision=F("revision") + 1)


def record(
    subject: Any, verb: str, meeting: Meeting, actor: Any, at: datetime, **more: Any
) -> None:
    audit.record(
        verb=f"hearings.{verb}",
        subject=subject,
        at=at,
        actor=actor,
        akimat=meeting.akimat,
        **more,
    )
