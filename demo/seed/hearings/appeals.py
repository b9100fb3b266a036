"""Questions to the akim, with replies in time, one late, one overdue and one not published."""

from datetime import datetime
from typing import Any

from commons.people.models import Person
from commons.proposals import operations as proposals
from commons.proposals.models import Support
from commons.territories.models import Akimat
from consultations.appeals import operations
from consultations.appeals.models import Question

from ..content import load
from ..days import Days
from ..people import Cast


def create(*, akimat: Akimat, cast: Cast, at: datetime) -> list[Question]:
    """The questions in the order of the content."""
    days, content = Days(at), load("hearings/appeals")
    authors = iter(cast.residents[20:])
    operations.call_of(akimat, days.moment(-120))
    found = []
    for row in content["question"]:
        question = _asked(akimat, next(authors), row, days)
        asked_at = days.moment(row["day"], 14)
        proposals.publish(proposal=question.proposal, actor=cast.moderator, at=asked_at)
        question.refresh_from_db()
        _support(question, cast, row["supports"], asked_at)
        if "reply" in row:
            operations.reply(
                question=question,
                office=content["office"],
                text=row["reply"],
                reason={},
                actor=cast.specialist,
                at=days.moment(row["reply_day"], 11),
            )
        found.append(question)
    for row in content["rejected"]:
        question = _asked(akimat, next(authors), row, days)
        proposals.reject(
            proposal=question.proposal,
            reason=row["reason"],
            actor=cast.moderator,
            at=days.moment(row["day"], 16),
        )
    return found


def _asked(akimat: Akimat, author: Person, row: dict[str, Any], days: Days) -> Question:
    at = days.moment(row["day"])
    question = operations.start(akimat=akimat, author=author, language=row["language"], at=at)
    fields = {"title": row["title"], "description": row["text"]}
    operations.save(question=question, fields=fields, actor=author, at=at)
    return operations.ask(question=question, actor=author, at=at)


def _support(question: Question, cast: Cast, count: int, at: datetime) -> None:
    Support.objects.bulk_create(
        Support(proposal=question.proposal, person=person, supported_at=at)
        for person in cast.residents[40 : 40 + count]
    )
