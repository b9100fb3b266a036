"""Questions to the akim, made through their operations."""

from datetime import datetime

from commons.people.models import Person
from commons.proposals import operations as proposals
from commons.territories.models import Akimat
from consultations.appeals import operations
from consultations.appeals.models import Question, QuestionReply


def texts(words: str) -> dict[str, str]:
    return {"kk": f"{words} (kk)", "ru": f"{words} (ru)", "en": words}


def asked(
    akimat: Akimat, author: Person, at: datetime, title: str = "When will the road be repaired?"
) -> Question:
    """Handed in and not read by a moderator yet."""
    question = operations.start(akimat=akimat, author=author, language="en", at=at)
    fields = {"title": title, "description": "From Aksu to Kalkaman."}
    operations.save(question=question, fields=fields, actor=author, at=at)
    question.refresh_from_db()
    operations.ask(question=question, actor=author, at=at)
    return question


def published(
    akimat: Akimat, author: Person, moderator: Person, at: datetime, **more: str
) -> Question:
    question = asked(akimat, author, at, **more)
    question.proposal.refresh_from_db()
    proposals.publish(proposal=question.proposal, actor=moderator, at=at)
    return Question.objects.get(pk=question.pk)


def replied(question: Question, actor: Person, at: datetime) -> QuestionReply:
    return operations.reply(
        question=question,
        office=texts("Department of Roads"),
        text=texts("Next May."),
        reason={},
        actor=actor,
        at=at,
    )
