"""What the clock brings: the reminder of the day before, and the end of what was kept."""

from datetime import datetime, timedelta

from django.db import transaction

from .. import notices
from ..enums import MeetingStatus
from ..models import Meeting, MeetingRegistration
from .states import locked, record

KEPT = timedelta(days=30)


@transaction.atomic
def remind(*, meeting: Meeting, at: datetime) -> int:
    """Tell all who registered or follow that it begins soon; once, whatever runs twice. Returns
    how many."""
    meeting = locked(meeting)
    if meeting.reminded_at or meeting.status != MeetingStatus.ANNOUNCED or at >= meeting.starts_at:
        return 0
    meeting.reminded_at = at
    meeting.save(update_fields=["reminded_at"])
    key = f"reminder/{meeting.starts_at.isoformat()}"
    count = notices.to_all(meeting, "reminder", at, key=key)
    record(meeting, "meeting_reminded", None, at, people=count)
    return count


def forget(*, at: datetime) -> int:
    """Needs and addresses served their purpose a month after the meeting. Returns how many rows
    were emptied."""
    old = MeetingRegistration.objects.filter(meeting__ends_at__lt=at - KEPT)
    held = old.exclude(needs=[], needs_text="", email="")
    return held.update(needs=[], needs_text="", email="")
