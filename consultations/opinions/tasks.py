"""Groups are computed in the background, and conversations end on their last day."""

from celery import shared_task
from django.utils import timezone

from . import operations, queries


@shared_task(name="consultations.opinions.sweep")  # type: ignore[untyped-decorator]
def sweep_conversations() -> int:
    """Compute what changed and close what is over; safe to run twice. Returns how many were
    touched."""
    at = timezone.now()
    today = timezone.localdate(at)
    touched = 0
    for conversation in queries.running():
        over = conversation.closes_on is not None and conversation.closes_on < today
        if over:
            operations.close(conversation=conversation, actor=None, at=at)
        else:
            operations.compute(conversation=conversation, at=at)
        touched += 1
    return touched
