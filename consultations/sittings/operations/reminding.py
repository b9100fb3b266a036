"""What the clock does: meetings that nobody ended, minutes that are due or late. Safe to repeat."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from commons.territories.workdays import add_working_days

from ...meetings.models import Meeting
from .. import notices, permissions, queries
from .running import enter_times

# After its planned end a meeting that was neither ended nor cancelled is taken for held: the days
# for its minutes must not wait for somebody to press a button.
FORGOTTEN_AFTER = timedelta(hours=12)


def end_forgotten(*, meeting: Meeting, at: datetime) -> None:
    """By the times of the notice, or from when it was opened."""
    sitting = permissions.sitting_of(meeting)
    started = sitting.started_at or meeting.starts_at
    enter_times(
        meeting=meeting,
        started_at=started,
        ended_at=max(meeting.ends_at, started + timedelta(minutes=1)),
        actor=None,
        at=at,
    )


@transaction.atomic
def remind_of_minutes(*, at: datetime) -> int:
    """The day before the last one, and once when it has passed. Returns how many were told."""
    today = timezone.localdate(at)
    told = 0
    for meeting in queries.minutes_due(at):
        due = meeting.minutes_due_on
        if due is None:
            continue
        if due < today:
            told += notices.to_leaders(meeting, "minutes_late", at, due=due, key="minutes-late")
        elif due <= add_working_days(today, 1):
            told += notices.to_leaders(meeting, "minutes_due", at, due=due, key="minutes-due")
    return told
