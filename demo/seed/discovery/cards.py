"""Opportunity cards: from the four groups and from the open call."""

import random
from datetime import datetime, timedelta
from typing import Any

from commons.people.models import Person
from commons.proposals.models import Support
from commons.proposals.operations import discussing, moderating
from edp.events.models import Event, Registration
from edp.models import Asset, Opportunity, Round, Stakeholder
from edp.opportunities import operations
from edp.opportunities.operations.writing import PartnerFields

from ..people import Cast
from .content import MILLION, load, texts

HOUR = timedelta(hours=1)
COMMENTS = (
    ("ru", "Хорошая мысль. Кто первый покупатель и сколько он готов платить?"),
    ("kk", "Бізде осындай цех бар, тәжірибемен бөлісуге дайынбыз."),
    ("ru", "Важно, чтобы это не закончилось после первого гранта."),
    ("kk", "Ауданда мұндай жұмыс орны жастарға керек."),
)
REASON = [
    "Екі карточка бір нәрсе туралы: баға картасы паспорттың бөлігі болады.",
    "Обе карточки об одном: карта цен станет частью паспорта.",
    "Both cards are about the same thing: the price map becomes part of the passport.",
]


def create(
    *,
    round: Round,
    seats: list[Stakeholder],
    events: dict[str, Event],
    assets: dict[str, Asset],
    cast: Cast,
    at: datetime,
    rows: list[dict[str, Any]] | None = None,
) -> dict[str, Opportunity]:
    """All cards by key, published, supported and discussed."""
    assert round.call is not None
    rng = random.Random(f"cards/{round.slug}")
    rows = load("cards")["card"] if rows is None else rows
    last = min(round.call.closes_at, at)
    group = events.get("plenary")
    first = (group.ends_at if group else round.call.opens_at) + HOUR
    step = (last - first) / (len(rows) + 1)
    cards: dict[str, Opportunity] = {}
    for number, row in enumerate(rows):
        moment = first + step * number
        event = events.get(f"group-{row['group']}")
        author = _author(event, seats, number, moment)
        card = _write(round, row, author, event, assets, moment)
        moderating.publish(proposal=card.proposal, actor=cast.moderator, at=moment + HOUR)
        cards[row["key"]] = card
        _back(card, seats, cast, moment + 2 * HOUR, last, rng)
    for row in rows:
        if "merged" in row:
            operations.merge_cards(
                sources=[cards[row["key"]]],
                target=cards[row["merged"]],
                reason=texts(REASON),
                actor=cast.moderator,
                at=last,
            )
    return cards


def _author(event: Event | None, seats: list[Stakeholder], number: int, moment: datetime) -> Person:
    """A group's card is written by one of the group; the call takes anybody who has joined."""
    if event is not None:
        there = Registration.objects.filter(event=event, stakeholder__person__isnull=False)
        held = [row.stakeholder for row in there.select_related("stakeholder__person")]
        person = held[number % len(held)].person if held else None  # type: ignore[union-attr]
    else:
        joined = [seat for seat in seats if seat.joined_at and seat.joined_at <= moment]
        person = joined[(number * 7) % len(joined)].person
    assert person is not None
    return person


def _write(
    round: Round,
    row: dict[str, Any],
    author: Person,
    event: Event | None,
    assets: dict[str, Asset],
    moment: datetime,
) -> Opportunity:
    card = operations.start_card(
        round=round, author=author, language=row["language"], at=moment, event=event
    )
    fields = {
        "language": row["language"],
        "title": row["title"],
        "problem": row["problem"],
        "description": row["new"],
        "activity": row["activity"],
        "market": row["market"],
        "trl": row["trl"],
        "cost_low_tenge": row["cost"][0] * MILLION,
        "cost_high_tenge": row["cost"][1] * MILLION,
        "risks": row["risks"],
        "assets": [assets[code] for code in row["assets"] if code in assets],
        "partners": [PartnerFields(*partner) for partner in row["partners"]],
    }
    card = operations.save_card(opportunity=card, fields=fields, actor=author, at=moment)
    return operations.submit_card(opportunity=card, actor=author, at=moment)


def _back(
    card: Opportunity,
    seats: list[Stakeholder],
    cast: Cast,
    first: datetime,
    last: datetime,
    rng: random.Random,
) -> None:
    """Support from the room and from residents; a comment on every second card."""
    room = [s.person for s in seats if s.person and s.joined_at and s.joined_at <= last]
    people = rng.sample(room, min(len(room), rng.randint(3, 22)))
    people += rng.sample(cast.residents[2:], rng.randint(2, 18))
    span = max(last - first, HOUR)
    Support.objects.bulk_create(
        Support(proposal=card.proposal, person=person, supported_at=first + span * rng.random())
        for person in people
        if person.pk != card.proposal.author_id
    )
    if card.pk % 2:
        language, text = COMMENTS[card.pk // 2 % len(COMMENTS)]
        discussing.comment(
            proposal=card.proposal, author=people[0], text=text, language=language, at=first
        )
