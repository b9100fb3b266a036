"""Background work of this part: ids in, one operation."""

import logging

from celery import shared_task
from django.utils import timezone

from commons.interface.errors import DomainError

from . import operations, queries
from .models import Minutes
from .operations.reminding import FORGOTTEN_AFTER
from .printing import render_pdfs

log = logging.getLogger(__name__)


@shared_task(name="consultations.sittings.tasks.print_minutes")  # type: ignore[untyped-decorator]
def print_minutes(minutes_id: int) -> int:
    minutes = Minutes.objects.select_related("meeting__akimat").get(pk=minutes_id)
    return render_pdfs(minutes=minutes)


@shared_task(name="consultations.sittings.tasks.sweep_sittings")  # type: ignore[untyped-decorator]
def sweep_sittings() -> None:
    """Meetings that nobody ended, and minutes that are not printed yet."""
    at = timezone.now()
    for meeting in queries.forgotten(at - FORGOTTEN_AFTER):
        try:
            operations.end_forgotten(meeting=meeting, at=at)
        except DomainError:
            log.exception("The sweep could not end meeting %s", meeting.pk)
    for minutes_id in sorted({row.minutes_id for row in queries.without_pdf()}):
        print_minutes(minutes_id)


@shared_task(name="consultations.sittings.tasks.remind_of_minutes")  # type: ignore[untyped-decorator]
def remind_of_minutes() -> int:
    return operations.remind_of_minutes(at=timezone.now())
