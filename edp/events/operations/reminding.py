"""The reminder of the day before."""

from datetime import datetime

from django.db import transaction

from .. import notices
from ..models import Event
from .states import locked, record


@transaction.atomic
def remind(*, event: Event, at: datetime) -> int:
    """Tell all who registered that it begins soon; once, whatever runs twice. Returns how many."""
    event = locked(event)
    if event.reminded_at or event.cancelled_at or event.published_at is None:
        return 0
    if at >= event.starts_at:
        return 0
    event.reminded_at = at
    event.save(update_fields=["reminded_at"])
    key = f"reminder/{event.starts_at.isoformat()}"
    count = notices.to_registered(event, "reminder", at, key=key)
    record(event, "remind_of_event", None, at, people=count)
    return count
