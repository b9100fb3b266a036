"""An indicator over time and across regions, ready for its page."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from commons.territories.models import Territory

from . import words
from .models import Observation, Statistic

Time = tuple[int, str]


@dataclass(frozen=True)
class Latest:
    """The last figure of an indicator for a place, and the one a year or more before it."""

    statistic: Statistic
    place: Territory | None
    year: int
    period: str
    value: Decimal
    before: Observation | None

    @property
    def time(self) -> str:
        return words.time(self.year, self.period)

    @property
    def shown(self) -> str:
        return words.figure(self.value)

    @property
    def change(self) -> str:
        return words.change(self.before.value, self.value) if self.before else ""

    @property
    def before_time(self) -> str:
        return words.time(self.before.year, self.before.period) if self.before else ""


def nearest(rows: Iterable[Observation], places: Sequence[Territory]) -> Territory | None:
    """The first of the places that has a figure, the nearest first; None if only the country."""
    have = {row.territory_id for row in rows}
    return next((place for place in places if place.pk in have), None)


def latest(
    statistic: Statistic, rows: Sequence[Observation], places: Sequence[Territory]
) -> Latest | None:
    """For the nearest place that has any figure; the country where none of them has."""
    place = nearest(rows, places)
    own = [row for row in rows if row.territory_id == (place.pk if place else None)]
    if not own:
        return None
    last = max(own, key=lambda row: (row.year, row.period))
    earlier = [row for row in own if row.period == last.period and row.year < last.year]
    before = max(earlier, key=lambda row: row.year, default=None)
    return Latest(statistic, place, last.year, last.period, last.value, before)


def times(rows: Iterable[Observation]) -> list[Time]:
    """All times there are figures for, the earliest first."""
    return sorted({(row.year, row.period) for row in rows})


def ranking(
    rows: Iterable[Observation], time: Time, level: int
) -> list[tuple[int, Territory, Decimal]]:
    """Places of one level by value, the largest first; equal values share a rank."""
    found = [
        (row.territory, row.value)
        for row in rows
        if row.territory and row.territory.level == level and (row.year, row.period) == time
    ]
    found.sort(key=lambda pair: (-pair[1], pair[0].kato))
    values = [value for _place, value in found]
    return [(values.index(value) + 1, place, value) for place, value in found]
