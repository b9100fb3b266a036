"""Whom a reply to a question is told, and reminders to who prepares it."""

from datetime import date, datetime

from django.urls import reverse

from commons.interface.official import read
from commons.notifications import operations as notifications
from commons.people.models import Person
from commons.territories.enums import Role

from .models import Question, QuestionReply


def path_of(question: Question) -> str:
    return reverse("consultations:question", args=[question.akimat.slug, question.pk])


def tell_replied(
    question: Question, reply: QuestionReply, is_correction: bool, at: datetime
) -> None:
    """The author follows the question from the moment it was handed in."""
    kind = "question_reply_corrected" if is_correction else "question_replied"
    notifications.notify_followers(
        topic=f"proposal/{question.proposal_id}",
        kind=kind,
        params={"title": question.proposal.title, "office": read(reply, "office")},
        path=path_of(question),
        key=f"question/{question.pk}/reply/{reply.pk}",
        at=at,
    )


def tell_specialist(question: Question, at: datetime) -> None:
    if question.specialist is None:
        return
    notifications.notify(
        person=question.specialist,
        kind="question_to_prepare",
        params={
            "title": question.proposal.title,
            "due_date": question.due_on.isoformat() if question.due_on else "",
        },
        path=path_of(question),
        key=f"question/{question.pk}/prepare/{question.specialist_id}",
        at=at,
    )


def remind(question: Question, kind: str, day: date, at: datetime) -> int:
    """Who prepares the reply, or the moderators while nobody is named."""
    if question.specialist_id is not None:
        people = Person.objects.filter(pk=question.specialist_id)
    else:
        people = Person.objects.filter(
            memberships__akimat=question.akimat, memberships__role=Role.MODERATOR
        )
    return notifications.notify_people(
        people=people,
        kind=kind,
        params={"title": question.proposal.title, "due_date": day.isoformat()},
        path=path_of(question),
        key=f"question/{question.pk}/{kind}/{day.isoformat()}",
        at=at,
    )
