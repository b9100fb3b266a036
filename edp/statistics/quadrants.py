"""The map of regions by level and growth (OECD 2020, figure 1.6)."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from algorithms.specialisation import annual_growth
from algorithms.specialisation import quadrants as quarter_of
from commons.territories.models import Territory

from .charts import Point
from .models import Observation
from .series import Time


@dataclass(frozen=True)
class Map:
    """`references_are` is country, or median where the country's own figures are missing."""

    points: tuple[Point, ...]
    level: float
    growth: float
    references_are: str
    first: Time
    last: Time
    left_out: int


def pairs(rows: Sequence[Observation], level: int) -> list[tuple[Time, Time]]:
    """First and last times, of the same part of the year, that at least three places share."""
    held: dict[Time, set[int]] = {}
    for row in rows:
        if row.territory and row.territory.level == level and row.value > 0:
            held.setdefault((row.year, row.period), set()).add(row.territory.pk)
    return [
        (first, last)
        for first in sorted(held)
        for last in sorted(held)
        if first[1] == last[1] and first[0] < last[0] and len(held[first] & held[last]) >= 3
    ]


def widest(found: Sequence[tuple[Time, Time]]) -> tuple[Time, Time] | None:
    """The pair that reaches the latest year over the longest time."""
    return max(found, key=lambda pair: (pair[1], -pair[0][0]), default=None)


def map_of(
    rows: Sequence[Observation], first: Time, last: Time, level: int, own: Territory | None
) -> Map | None:
    """None where fewer than three places have figures above 0 for both times."""
    before = {row.territory_id: row for row in rows if (row.year, row.period) == first}
    after = {row.territory_id: row for row in rows if (row.year, row.period) == last}
    both = [
        (row.territory, float(before[key].value), float(row.value))
        for key, row in after.items()
        if row.territory
        and row.territory.level == level
        and key in before
        and before[key].value > 0
        and row.value > 0
    ]
    if len(both) < 3:
        return None
    years = last[0] - first[0]
    levels = [now for _place, _then, now in both]
    growths = [float(one) for one in annual_growth([then for _p, then, _n in both], levels, years)]
    country = None in before and None in after and before[None].value > 0 and after[None].value > 0
    if country:
        reference = float(after[None].value)
        pace = float(annual_growth([float(before[None].value)], [reference], years)[0])
    else:
        reference, pace = median(levels), median(growths)
    quarters = quarter_of(levels, growths, level_reference=reference, growth_reference=pace)
    points = tuple(
        Point(place, now, growth, quarter or "", bool(own and own.pk == place.pk))
        for (place, _then, now), growth, quarter in zip(both, growths, quarters, strict=True)
    )
    places = {row.territory_id for row in rows if row.territory and row.territory.level == level}
    ordered = tuple(sorted(points, key=lambda one: (-one.level, one.place.kato)))
    return Map(
        ordered,
        reference,
        pace,
        "country" if country else "median",
        first,
        last,
        len(places) - len(points),
    )
