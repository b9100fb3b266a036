"""Background work of the room; the schedule is in config/celery.py."""

from celery import shared_task
from django.utils import timezone

from . import operations


@shared_task(name="edp.stakeholders.remind_invited")  # type: ignore[untyped-decorator]
def remind_invited() -> int:
    """Repeat invitations that have waited long enough; each is repeated once."""
    return operations.remind_all(at=timezone.now())
