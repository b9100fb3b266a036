"""Conversations made through their operations; answers in bulk, as many people gave them."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from commons.people.models import Person
from commons.territories.models import Akimat
from consultations.opinions import operations
from consultations.opinions.models import Conversation, Opinion, Participant, Statement


def texts(words: str) -> dict[str, str]:
    return {"kk": f"{words} (kk)", "ru": f"{words} (ru)", "en": words}


def prepared(akimat: Akimat, moderator: Person, at: datetime, statements: int = 8) -> Conversation:
    """Not open yet, with statements of the akimat."""
    conversation = operations.create(
        akimat=akimat,
        title=texts("How should people get to work?"),
        about=texts("The bus network is planned anew."),
        draft=None,
        actor=moderator,
        at=at,
    )
    for number in range(statements):
        operations.add_statement(
            conversation=conversation,
            texts=texts(f"Statement {number}"),
            language="kk",
            actor=moderator,
            at=at,
        )
    return conversation


def opened(akimat: Akimat, moderator: Person, at: datetime, statements: int = 8) -> Conversation:
    return operations.open_conversation(
        conversation=prepared(akimat, moderator, at, statements),
        closes_on=(at + timedelta(days=20)).date(),
        actor=moderator,
        at=at,
    )


def answered(
    conversation: Conversation, rows: Sequence[Sequence[int | None]], at: datetime
) -> list[Participant]:
    """A row for each of so many nameless participants, an answer for each statement or None."""
    statements = list(Statement.objects.filter(conversation=conversation).order_by("pk"))
    people = Participant.objects.bulk_create(Participant(conversation=conversation) for _ in rows)
    Opinion.objects.bulk_create(
        Opinion(participant=one, statement=statement, answer=answer, given_at=at)
        for one, row in zip(people, rows, strict=True)
        for statement, answer in zip(statements, row, strict=True)
        if answer is not None
    )
    return people


def two_camps(size: int, statements: int = 8) -> list[list[int]]:
    """Half say yes to the first statements and half no; all agree with the last one."""
    half = [1] * (statements - 1) + [1]
    other = [-1] * (statements - 1) + [1]
    return [list(half) for _ in range(size)] + [list(other) for _ in range(size)]
