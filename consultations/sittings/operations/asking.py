"""Questions at a meeting: asked, voted on, answered, hidden."""

from datetime import datetime

from django.db import transaction
from django.db.models import F

from commons.people.models import Person

from ...meetings.models import Meeting
from .. import notices, permissions
from ..enums import AnswerKind
from ..errors import SittingError
from ..models import MeetingQuestion, MeetingQuestionVote
from .states import locked, open_record, record, touch

# Of one person at one meeting.
MOST_QUESTIONS = 5


@transaction.atomic
def ask(
    *, meeting: Meeting, author: Person, text: str, language: str, at: datetime
) -> MeetingQuestion:
    """Raises SittingError: ``questions_closed``, ``too_many_questions``."""
    sitting = locked(meeting)
    if not permissions.questions_open(sitting.meeting, at):
        raise SittingError("questions_closed")
    if MeetingQuestion.objects.filter(meeting=meeting, author=author).count() >= MOST_QUESTIONS:
        raise SittingError("too_many_questions", most=MOST_QUESTIONS)
    made = MeetingQuestion.objects.create(
        meeting=meeting, author=author, text=text.strip(), language=language, asked_at=at
    )
    touch(sitting)
    return made


@transaction.atomic
def vote(*, question: MeetingQuestion, person: Person, at: datetime) -> MeetingQuestion:
    """One vote each; voting twice changes nothing. The count follows the rows that are made, so
    that votes at the same moment are all counted.

    Raises SittingError: ``question_hidden``, ``own_question``, ``questions_closed``.
    """
    _require_open(question, person, at)
    _row, is_new = MeetingQuestionVote.objects.get_or_create(
        question=question, person=person, defaults={"voted_at": at}
    )
    if is_new:
        MeetingQuestion.objects.filter(pk=question.pk).update(votes=F("votes") + 1)
    question.refresh_from_db(fields=["votes"])
    return question


@transaction.atomic
def unvote(*, question: MeetingQuestion, person: Person, at: datetime) -> MeetingQuestion:
    _require_open(question, person, at)
    gone, _kinds = MeetingQuestionVote.objects.filter(question=question, person=person).delete()
    if gone:
        MeetingQuestion.objects.filter(pk=question.pk).update(votes=F("votes") - 1)
    question.refresh_from_db(fields=["votes"])
    return question


def _require_open(question: MeetingQuestion, person: Person, at: datetime) -> None:
    question.refresh_from_db(fields=["hidden_at"])
    if question.hidden_at is not None:
        raise SittingError("question_hidden")
    if question.author_id == person.pk:
        raise SittingError("own_question")
    meeting = Meeting.objects.select_related("sitting").get(pk=question.meeting_id)
    if not permissions.questions_open(meeting, at):
        raise SittingError("questions_closed")


@transaction.atomic
def answer(
    *,
    question: MeetingQuestion,
    kind: str,
    text: str,
    language: str,
    answerer: str,
    actor: Person,
    at: datetime,
) -> MeetingQuestion:
    """Answer in writing, or write down in short what was answered in the room. Until the minutes
    are published an answer can be corrected. Raises SittingError: ``question_hidden``,
    ``frozen``."""
    sitting = open_record(question.meeting)
    question = _fresh(question)
    if question.hidden_at is not None:
        raise SittingError("question_hidden")
    is_first = question.answered_at is None
    question.answer_kind = AnswerKind(kind)
    question.answer, question.answer_language = text.strip(), language
    question.answerer = answerer.strip()
    question.answered_by = actor
    question.answered_at = question.answered_at or at
    question.save()
    record(question, "meeting_question_answered", sitting.meeting, actor, at, kind=kind)
    if is_first:
        notices.of_question(question, "answered", at)
    touch(sitting)
    return question


@transaction.atomic
def hide(*, question: MeetingQuestion, reason: str, actor: Person, at: datetime) -> MeetingQuestion:
    """Take a question off the page; that it was hidden, and why, stays public."""
    sitting = open_record(question.meeting)
    question = _fresh(question)
    question.hidden_at, question.hidden_by = at, actor
    question.hidden_reason = reason.strip()
    question.save(update_fields=["hidden_at", "hidden_by", "hidden_reason"])
    record(question, "meeting_question_hidden", sitting.meeting, actor, at, reason=reason)
    notices.of_question(question, "hidden", at)
    touch(sitting)
    return question


@transaction.atomic
def show_again(*, question: MeetingQuestion, actor: Person, at: datetime) -> MeetingQuestion:
    sitting = open_record(question.meeting)
    question = _fresh(question)
    question.hidden_at = question.hidden_by = None
    question.hidden_reason = ""
    question.save(update_fields=["hidden_at", "hidden_by", "hidden_reason"])
    record(question, "meeting_question_shown", sitting.meeting, actor, at)
    touch(sitting)
    return question


def _fresh(question: MeetingQuestion) -> MeetingQuestion:
    found = MeetingQuestion.objects.select_for_update(of=("self",)).select_related(
        "meeting__akimat", "author"
    )
    return found.get(pk=question.pk)
