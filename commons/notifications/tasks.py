"""Background delivery; the schedule in config/celery.py runs it each minute."""

from celery import shared_task
from django.utils import timezone

from .delivery import deliver_next

AT_ONCE = 500


@shared_task  # type: ignore[untyped-decorator]
def deliver_outbox() -> int:
    """Send what waits, up to AT_ONCE messages; the next sweep takes the rest."""
    done = 0
    while done < AT_ONCE and deliver_next(at=timezone.now()):
        done += 1
    return done
