"""A person's share of meetings: the copy they may download, and what goes when they go."""

from typing import Any

from django.db.models import F, Q

from commons.people.models import Person

from .models import MeetingQuestion, MeetingQuestionVote, Minutes, MinutesAppeal, Speaker
from .operations import order_pdfs


def export(person: Person) -> dict[str, Any]:
    """What they asked, what they voted for among questions, when they spoke, what they appealed
    against. How members of councils voted is public and stands in the minutes."""
    questions = MeetingQuestion.objects.filter(author=person).order_by("pk")
    votes = MeetingQuestionVote.objects.filter(person=person).order_by("pk")
    turns = Speaker.objects.filter(person=person).order_by("pk")
    appeals = MinutesAppeal.objects.filter(author=person).order_by("pk")
    return {
        "questions": [
            {
                "meeting": row.meeting_id,
                "text": row.text,
                "asked_at": row.asked_at.isoformat(),
                "answer": row.answer,
                "hidden": row.hidden_reason,
            }
            for row in questions
        ],
        "question_votes": [
            {"question": row.question_id, "at": row.voted_at.isoformat()} for row in votes
        ],
        "turns": [
            {"meeting": row.meeting_id, "topic": row.topic, "state": row.status} for row in turns
        ],
        "appeals": [
            {
                "meeting": row.minutes.meeting_id,
                "text": row.text,
                "filed_at": row.filed_at.isoformat(),
                "decision": row.decision,
                "answer": row.answer,
            }
            for row in appeals.select_related("minutes")
        ],
    }


def erase(person: Person) -> None:
    """Votes for questions go, with their count. What was asked and said stays without a name:
    minutes name accounts when they are read, and their files are printed anew."""
    held = MeetingQuestionVote.objects.filter(person=person)
    MeetingQuestion.objects.filter(pk__in=held.values("question")).update(votes=F("votes") - 1)
    held.delete()
    named = Minutes.objects.filter(published_at__isnull=False).filter(
        Q(meeting__questions__author=person) | Q(meeting__speakers__person=person)
    )
    for minutes in named.order_by("pk").distinct():
        order_pdfs(minutes, anew=True)
