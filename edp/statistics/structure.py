"""What a place does more than others: employment by activity against all places of its level."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from algorithms import specialisation
from commons.territories.models import Territory

from .models import Activity, Employment

STRONG = 1.5


@dataclass(frozen=True)
class Row:
    """One activity. What has no meaning is None; the parts of `change` add up to it."""

    activity: Activity
    persons: int
    share: float | None
    country_share: float | None
    quotient: float | None
    quotient_change: float | None
    density: float | None
    change: int | None = None
    national: float | None = None
    mix: float | None = None
    own: float | None = None

    @property
    def is_specialised(self) -> bool:
        return self.quotient is not None and self.quotient >= 1 - 1e-12

    @property
    def is_strong(self) -> bool:
        return self.quotient is not None and self.quotient >= STRONG


@dataclass(frozen=True)
class Total:
    change: int
    national: float
    mix: float
    own: float


@dataclass(frozen=True)
class Structure:
    """`places` are compared; `left_out` lack one of the two years. `first` is None where there is
    one year only."""

    rows: tuple[Row, ...]
    year: int
    first: int | None
    persons: int
    country: int
    places: int
    left_out: int
    gaps: int
    total: Total | None

    @property
    def specialised(self) -> list[Row]:
        found = [row for row in self.rows if row.is_specialised]
        return sorted(found, key=lambda row: (-(row.quotient or 0), row.activity.code))

    @property
    def near(self) -> list[Row]:
        """What the place is not specialised in, the most related first."""
        found = [row for row in self.rows if not row.is_specialised and row.density is not None]
        return sorted(found, key=lambda row: (-(row.density or 0), row.activity.code))


def depths(rows: Sequence[Employment]) -> list[int]:
    """Depths of the classifier that the figures have, the coarsest first."""
    return sorted({row.activity.depth for row in rows})


def structure_of(
    rows: Sequence[Employment], place: Territory, year: int, first: int | None, depth: int
) -> Structure | None:
    """None where the place has no employment in the year. A place that lacks a year is left out,
    an activity without a line in a place counts as 0."""
    held = [row for row in rows if row.activity.depth == depth]
    years = [year] if first is None else [first, year]
    known = {row.territory_id: row.territory for row in held}
    present = {one: {row.territory_id for row in held if row.year == one} for one in years}
    shared = set.intersection(*present.values()) if present else set()
    if place.pk not in shared:
        return None
    order = sorted(shared, key=lambda pk: known[pk].kato)
    activities = sorted({row.activity_id: row.activity for row in held}.values(), key=_by_code)
    tables = {one: _table(held, one, order, activities) for one in years}
    here, after = order.index(place.pk), tables[year]
    if not after[here].sum():
        return None
    quotient = specialisation.location_quotient(after)[here]
    density = specialisation.relatedness_density(after)[here]
    moved = split = None
    if first is not None and tables[first].sum():
        moved = specialisation.location_quotient_change(tables[first], after)[here]
        split = specialisation.shift_share(tables[first], after)
    whole = after.sum(axis=0)
    found = [
        Row(
            activity=activity,
            persons=int(after[here, n]),
            share=_known(after[here, n] / after[here].sum()),
            country_share=_known(whole[n] / whole.sum()),
            quotient=_known(quotient[n]),
            quotient_change=None if moved is None else _known(moved[n]),
            density=_known(density[n]),
            change=None if split is None else int(split.change[here, n]),
            national=None if split is None else float(split.national[here, n]),
            mix=None if split is None else float(split.industry_mix[here, n]),
            own=None if split is None else float(split.competitive[here, n]),
        )
        for n, activity in enumerate(activities)
        if whole[n]
    ]
    return Structure(
        rows=tuple(found),
        year=year,
        first=None if split is None else first,
        persons=int(after[here].sum()),
        country=int(whole.sum()),
        places=len(order),
        left_out=len(known) - len(order),
        gaps=_gaps(held, year, order, activities),
        total=None
        if split is None
        else Total(
            int(split.change[here].sum()),
            float(split.national[here].sum()),
            float(split.industry_mix[here].sum()),
            float(split.competitive[here].sum()),
        ),
    )


def _by_code(activity: Activity) -> str:
    return activity.code


def _table(
    rows: Sequence[Employment], year: int, order: Sequence[int], activities: Sequence[Activity]
) -> NDArray[np.float64]:
    line = {pk: n for n, pk in enumerate(order)}
    column = {activity.pk: n for n, activity in enumerate(activities)}
    table = np.zeros((len(order), len(activities)))
    for row in rows:
        if row.year == year and row.territory_id in line:
            table[line[row.territory_id], column[row.activity_id]] = row.persons
    return table


def _gaps(
    rows: Sequence[Employment], year: int, order: Sequence[int], activities: Sequence[Activity]
) -> int:
    """Cells of the table that no line of the data fills."""
    places = set(order)
    filled = sum(row.year == year and row.territory_id in places for row in rows)
    return len(order) * len(activities) - filled


def _known(value: float) -> float | None:
    return None if math.isnan(value) else float(value)
