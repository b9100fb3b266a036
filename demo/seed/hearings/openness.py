"""Office hours with what came of them, a year of expenses, the fund of a town."""

from datetime import datetime, timedelta
from typing import Any

from commons.interface.official import read
from commons.territories.models import Akimat, Territory
from commons.territories.queries import districts
from consultations.councils.models import Council
from consultations.openness import operations
from consultations.openness.slots import slots

from ..content import load, texts
from ..days import Days
from ..people import Cast


def create(*, akimat: Akimat, cast: Cast, council: Council, at: datetime) -> None:
    days, content = Days(at), load("hearings/openness")
    places = {str(read(place, "name")["kk"]): place for place in districts(akimat)}
    for number, row in enumerate(content["hours"]):
        _hours(council, cast, row, days, places, number)
    _books(council, cast, content, days)
    _fund(council, cast, content, days, _place(places, content["fund"]["district"]))


def _place(places: dict[str, Territory], beginning: str) -> Territory:
    """By the beginning of its Kazakh name, or the first there is."""
    found = (place for name, place in sorted(places.items()) if (name or "").startswith(beginning))
    return next(found, next(iter(places.values())))


def _hours(
    council: Council,
    cast: Cast,
    row: dict[str, Any],
    days: Days,
    places: dict[str, Territory],
    number: int,
) -> None:
    begins = days.moment(row["day"], 15)
    announced = min(begins - timedelta(days=10), days.at - timedelta(days=1))
    hours = operations.announce_hours(
        council=council,
        who=texts(row["who"]),
        place=texts(row["place"]),
        starts_at=begins,
        ends_at=begins + timedelta(hours=2),
        visit_minutes=20,
        territory=_place(places, row["district"]) if "district" in row else None,
        link=row.get("link", ""),
        actor=cast.moderator,
        at=announced,
    )
    outcomes = [*row.get("outcomes", []), *[""] * row["came"]]
    for place in range(max(row["came"], 2)):
        visit = operations.book(
            hours=hours,
            starts_at=slots(hours)[place],
            topic="",
            language="kk",
            by_video=False,
            actor=cast.residents[60 + 5 * number + place],
            at=announced,
        )
        if place < row["came"]:
            operations.settle_visit(
                visit=visit,
                came=True,
                outcome=outcomes[place],
                actor=cast.moderator,
                at=begins + timedelta(hours=3),
            )


def _books(council: Council, cast: Cast, content: dict[str, Any], days: Days) -> None:
    operations.set_budget(
        council=council,
        year=days.at.year,
        amount_tenge=content["budget_tenge"],
        actor=cast.moderator,
        at=days.moment(-200),
    )
    for row in content["expense"]:
        at = days.moment(row["day"], 17)
        line = operations.record_expense(
            council=council,
            on=at.date(),
            kind=row["kind"],
            what=texts(row["what"]),
            amount_tenge=row["tenge"],
            paid_to=row["paid_to"],
            to_member=row.get("to_member", False),
            meeting=None,
            receipt=None,
            actor=cast.moderator,
            at=at,
        )
        if "mistake" in row:
            operations.reverse(
                line=line,
                reason=" / ".join(row["mistake"][:2]),
                actor=cast.moderator,
                at=at + timedelta(days=1),
            )


def _fund(
    council: Council, cast: Cast, content: dict[str, Any], days: Days, town: Territory
) -> None:
    told = content["fund"]
    fund = operations.open_fund(
        council=council,
        territory=town,
        name=texts(told["name"]),
        purpose=texts(told["purpose"]),
        how_to_give=texts(told["how_to_give"]),
        actor=cast.moderator,
        at=days.moment(-110),
    )
    for row in content["gift"]:
        at = days.moment(row["day"], 12)
        operations.record_gift(
            fund=fund,
            on=at.date(),
            kind=row.get("kind", "money"),
            giver_kind=row["giver_kind"],
            giver=row["giver"],
            giver_place=row.get("place", ""),
            note=row["note"],
            amount_tenge=row["tenge"],
            receipt=None,
            actor=cast.moderator,
            at=at,
        )
    for row in content["spending"]:
        at = days.moment(row["day"], 12)
        operations.record_spending(
            fund=fund,
            on=at.date(),
            what=texts(row["what"]),
            amount_tenge=row["tenge"],
            paid_to=row["paid_to"],
            decided=row["decided"],
            receipt=None,
            actor=cast.moderator,
            at=at,
        )
