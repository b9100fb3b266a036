"""Background work of this part. Safe to run twice."""

from celery import shared_task
from django.utils import timezone

from . import operations


@shared_task(name="consultations.drafts.tasks.sweep_drafts")  # type: ignore[untyped-decorator]
def sweep_drafts() -> None:
    """Every few minutes past midnight and later: what the clock ended is marked so."""
    operations.end_discussions(at=timezone.now())


@shared_task(name="consultations.drafts.tasks.remind_of_answers")  # type: ignore[untyped-decorator]
def remind_of_answers() -> None:
    """Every morning; on days off it sends nothing."""
    operations.remind(at=timezone.now())
