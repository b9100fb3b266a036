"""Daily reminders of replies that are due."""

from celery import shared_task
from django.utils import timezone

from commons.territories.workdays import add_working_days, is_working_day

from . import notices
from .models import Question

SOON = 2


@shared_task(name="consultations.appeals.remind_of_questions")  # type: ignore[untyped-decorator]
def remind_of_questions() -> int:
    """On working days: replies due within two working days, and those due the day before. Safe to
    run twice: a message with the same key is sent once."""
    at = timezone.now()
    today = timezone.localdate(at)
    if not is_working_day(today):
        return 0
    told = 0
    waiting = Question.objects.filter(
        replied_at__isnull=True,
        due_on__lte=add_working_days(today, SOON),
        proposal__status="published",
        akimat__is_active=True,
    ).select_related("akimat", "proposal", "specialist")
    for question in waiting.order_by("due_on", "pk"):
        assert question.due_on is not None
        kind = "question_overdue" if question.due_on < today else "question_due_soon"
        told += notices.remind(question, kind, question.due_on, at)
    return told
