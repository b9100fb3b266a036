"""Ids in, one operation each. The sweeps find what the clock has brought; safe to run twice."""

import logging
from datetime import timedelta

from celery import shared_task
from django.utils import timezone

from commons.interface.errors import DomainError

from . import operations, queries

log = logging.getLogger(__name__)
REMIND_BEFORE = timedelta(hours=24)


@shared_task(name="edp.events.tasks.make_report_pdf")  # type: ignore[untyped-decorator]
def make_report_pdf(event_id: int) -> bool:
    return operations.make_pdf(event_id=event_id)


@shared_task(name="edp.events.tasks.sweep_events")  # type: ignore[untyped-decorator]
def sweep_events() -> None:
    """Reminders of the day before, and files of reports that no message announced. What fails for
    one event is logged and does not keep the others waiting."""
    at = timezone.now()
    for event in queries.to_remind(at, at + REMIND_BEFORE):
        try:
            operations.remind(event=event, at=at)
        except DomainError:
            log.exception("The sweep could not remind of event %s", event.pk)
    for event in queries.without_pdf():
        try:
            operations.make_pdf(event_id=event.pk)
        except Exception:
            log.exception("The file of the report of event %s could not be drawn", event.pk)
