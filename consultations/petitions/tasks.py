"""Background work of this part: ids in, one operation."""

from celery import shared_task
from django.utils import timezone

from .operations import sweep


@shared_task(name="consultations.petitions.tasks.sweep_petitions")  # type: ignore[untyped-decorator]
def sweep_petitions() -> None:
    """Every morning: what had its time ends, and what is due is reminded of. Safe to run twice."""
    sweep(at=timezone.now())
