"""What the round knows: strengths with their disputes, SWOT, trends, what others tried."""

from datetime import datetime, timedelta
from typing import Any

from commons.people.models import Person
from edp.evidence import operations
from edp.models import Asset, Round, Stakeholder

from ..people import Cast
from .content import load, texts

HOUR = timedelta(hours=1)


def create(
    *, round: Round, seats: list[Stakeholder], cast: Cast, first: datetime
) -> dict[str, Asset]:
    """Everything in the evidence stage; strengths by their code."""
    people = [seat.person for seat in seats if seat.person]
    assets = _assets(round, people, first)
    _swot(round, people, cast, first + timedelta(days=20))
    for number, row in enumerate(load("round")["trend"]):
        moment = first + timedelta(days=30 + number)
        fields = _trend(row)
        operations.add_trend(round=round, fields=fields, actor=people[number], at=moment)
    _library(round, cast, first)
    return assets


def _assets(round: Round, people: list[Person], first: datetime) -> dict[str, Asset]:
    made: dict[str, Asset] = {}
    for number, row in enumerate(load("round")["asset"]):
        fields = {name: value for name, value in row.items() if name != "code"}
        made[row["code"]] = operations.add_asset(
            round=round,
            fields=fields,
            actor=people[number % len(people)],
            at=first + timedelta(days=2 + number),
        )
    for number, row in enumerate(load("round")["dispute"]):
        operations.remark_on_asset(
            asset=made[row["asset"]],
            kind="dispute",
            text=row["text"],
            language=row["language"],
            actor=people[-1 - number],
            at=first + timedelta(days=40 + number),
        )
    return made


def _swot(round: Round, people: list[Person], cast: Cast, first: datetime) -> None:
    for number, row in enumerate(load("round")["swot"]):
        moment = first + number * HOUR
        item = operations.add_swot_item(
            round=round,
            quadrant=row["quadrant"],
            text=row["text"],
            language=row["language"],
            actor=people[number % len(people)],
            at=moment,
        )
        for person in people[number + 1 : number + 2 + number * 3 % 8]:
            operations.set_support(item=item, supports=True, actor=person, at=moment + HOUR)
        if number % 3 == 0:
            operations.agree_item(item=item, agreed=True, actor=cast.moderator, at=moment + HOUR)


def _trend(row: dict[str, Any]) -> dict[str, Any]:
    names = ("title", "text", "language", "source")
    return {name: row[name] for name in names} | {"horizon_years": row["horizon"]}


def _library(round: Round, cast: Cast, first: datetime) -> None:
    for row in load("round")["library"]:
        operations.add_entry(
            akimat=round.akimat,
            texts={
                "title": texts(row["title"]),
                "place": texts(row["place"]),
                "tried": texts(row["tried"]),
                "result": texts(row["outcome"]),
            },
            fields={
                "area": row["area"],
                "strength": row["strength"],
                "source": row["source"],
                "source_url": "",
            },
            actor=cast.moderator,
            at=first + timedelta(days=1),
        )
