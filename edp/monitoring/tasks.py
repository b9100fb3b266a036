"""Background work of monitoring. Safe to run twice."""

from celery import shared_task
from django.utils import timezone

from .operations.reminding import remind


@shared_task(name="edp.monitoring.tasks.remind_of_readings")  # type: ignore[untyped-decorator]
def remind_of_readings() -> None:
    """Every morning; on days off it sends nothing."""
    remind(at=timezone.now())
