"""Background work of this part. Safe to run twice."""

from celery import shared_task
from django.utils import timezone

from .operations import remind


@shared_task(name="consultations.recommendations.tasks.remind_of_replies")  # type: ignore[untyped-decorator]
def remind_of_replies() -> None:
    """Every morning; on days off it sends nothing."""
    remind(at=timezone.now())
