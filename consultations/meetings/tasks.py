"""Background work of this part: each finds what the clock has brought; safe to run twice."""

import logging
from datetime import timedelta

from celery import shared_task
from django.utils import timezone

from . import notices, operations, queries

log = logging.getLogger(__name__)
REMIND_BEFORE = timedelta(hours=24)


@shared_task(name="consultations.meetings.tasks.remind_of_meetings")  # type: ignore[untyped-decorator]
def remind_of_meetings() -> None:
    """The reminder of the day before. One meeting that fails does not keep the others waiting."""
    at = timezone.now()
    for meeting in queries.to_remind(at, at + REMIND_BEFORE):
        try:
            operations.remind(meeting=meeting, at=at)
        except Exception:
            log.exception("Nobody could be reminded of meeting %s", meeting.pk)


@shared_task(name="consultations.meetings.tasks.settle_the_day")  # type: ignore[untyped-decorator]
def settle_the_day() -> None:
    """Once for each proposal and request that is overdue: who should have decided is told. Needs
    and addresses of people who came long ago are forgotten."""
    at = timezone.now()
    for proposal in queries.proposals_overdue(at):
        notices.proposal_late(proposal, at)
    for request in queries.requests_overdue(at):
        notices.request_late(request, at)
    operations.forget(at=at)
