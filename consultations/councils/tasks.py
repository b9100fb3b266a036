"""Background work of this part: ids in, one operation."""

from celery import shared_task
from django.utils import timezone

from . import operations


@shared_task(name="consultations.councils.tasks.look_after_terms")  # type: ignore[untyped-decorator]
def look_after_terms() -> int:
    """Every morning: terms end, and what must begin is announced to moderators."""
    return operations.look_after_terms(at=timezone.now())
