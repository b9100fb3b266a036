"""An open question beside a draft, answered by three camps that overlap."""

import random
from datetime import datetime, timedelta

from commons.territories.models import Akimat
from consultations.drafts.models import Draft
from consultations.opinions import operations
from consultations.opinions.models import Conversation, Opinion, Participant, Statement

from ..content import load, texts
from ..days import Days
from ..people import Cast

# Of every hundred: by bus, by car, from villages.
CAMPS = (48, 30, 22)


def create(*, akimat: Akimat, cast: Cast, draft: Draft | None, at: datetime) -> Conversation:
    days, content = Days(at), load("hearings/opinions")
    begun = days.moment(-16)
    conversation = operations.create(
        akimat=akimat,
        title=texts(content["title"]),
        about=texts(content["about"]),
        draft=draft,
        actor=cast.moderator,
        at=begun,
    )
    for row in content["statement"]:
        operations.add_statement(
            conversation=conversation,
            texts=texts(row["text"]),
            language="kk",
            actor=cast.moderator,
            at=begun,
        )
    conversation = operations.open_conversation(
        conversation=conversation,
        closes_on=days.moment(12).date(),
        actor=cast.moderator,
        at=begun,
    )
    leans = [row["lean"] for row in content["statement"]] + _said(conversation, cast, days)
    _answers(conversation, cast, leans, days)
    return operations.compute(conversation=conversation, at=at)


def _said(conversation: Conversation, cast: Cast, days: Days) -> list[list[float]]:
    """Two suggestions are open for votes, one was not published, one waits."""
    for number, row in enumerate(load("hearings/opinions")["said"]):
        at = days.moment(-12 + number)
        statement = operations.suggest(
            conversation=conversation,
            text=row["text"],
            language=row["language"],
            actor=cast.residents[row["by"]],
            at=at,
        )
        if "reason" in row:
            operations.hide(statement=statement, reason=row["reason"], actor=cast.moderator, at=at)
        elif number < 2:
            operations.publish(statement=statement, texts={}, actor=cast.moderator, at=at)
    return [[0.3, 0.3, 0.4], [0.5, 0.2, 0.6]]


def _answers(conversation: Conversation, cast: Cast, leans: list[list[float]], days: Days) -> None:
    """As many people would give them over two weeks: most see most statements, some pass."""
    rng = random.Random("opinions")
    shown = Statement.objects.filter(conversation=conversation, status="published").order_by("pk")
    statements = list(shown)
    people = Participant.objects.bulk_create(
        Participant(conversation=conversation, person=person) for person in cast.residents[:128]
    )
    rows = []
    for participant in people:
        camp = rng.choices(range(3), CAMPS)[0]
        when = days.moment(-15) + timedelta(minutes=rng.randrange(14 * 24 * 60))
        for statement, lean in zip(statements, leans, strict=True):
            if rng.random() < 0.18:
                continue
            drawn = lean[camp] + rng.gauss(0, 0.55)
            answer = 0 if abs(drawn) < 0.18 else (1 if drawn > 0 else -1)
            rows.append(
                Opinion(participant=participant, statement=statement, answer=answer, given_at=when)
            )
    Opinion.objects.bulk_create(rows, batch_size=2000)
