"""Where one question stands, by its dates."""

from datetime import date

from django.utils import timezone

from .enums import TONES, Standing
from .models import Question


def standing_of(question: Question, today: date) -> Standing:
    """Of a published question. A reply counts as given on the day it was written."""
    if question.replied_at is None:
        late = question.due_on is not None and question.due_on < today
        return Standing.OVERDUE if late else Standing.WAITING
    late = question.due_on is not None and timezone.localdate(question.replied_at) > question.due_on
    return Standing.LATE if late else Standing.ANSWERED


def dress(question: Question, today: date) -> Question:
    """Give a question its `standing` and `tone` for a page."""
    standing = standing_of(question, today)
    question.standing, question.tone = standing, TONES[standing]  # type: ignore[attr-defined]
    return question
