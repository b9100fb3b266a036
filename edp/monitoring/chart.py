"""Readings of one indicator as a line, beside the straight line from its baseline to its target."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from commons.interface.dates import long_date
from commons.interface.numbers import decimal

from .models import Indicator, Reading


@dataclass(frozen=True)
class Dot:
    x: str
    y: str
    label: str


@dataclass(frozen=True)
class Mark:
    """A label on an axis, `at` along it."""

    at: str
    label: str


@dataclass(frozen=True)
class Chart:
    """Everything in units of the view box; strings, so that no locale puts a comma into them."""

    width: int
    height: int
    path: tuple[str, str, str, str]
    target_y: str
    points: str
    dots: list[Dot]
    levels: list[Mark]
    days: list[Mark]
    left: int
    right: int
    bottom: int


def spark(indicator: Indicator, readings: Sequence[Reading]) -> Chart:
    """Small enough for a row of the board: no words in it."""
    return draw(indicator, readings, width=132, height=40, margins=(5, 5, 5, 5))


def chart(indicator: Indicator, readings: Sequence[Reading]) -> Chart:
    return draw(indicator, readings, width=360, height=200, margins=(12, 14, 26, 46))


def draw(
    indicator: Indicator,
    readings: Sequence[Reading],
    *,
    width: int,
    height: int,
    margins: tuple[int, int, int, int],
) -> Chart:
    """`margins` are top, right, bottom, left."""
    top, right, bottom, left = margins
    first = min([indicator.baseline_date, *[r.date for r in readings]])
    last = max([indicator.target_date, *[r.date for r in readings]])
    values = [indicator.baseline_value, indicator.target_value, *[r.value for r in readings]]
    low, high = min(values), max(values)
    room = (high - low) / 10 or Decimal(1)
    low, high = low - room, high + room
    days = (last - first).days or 1

    def x(day: date) -> str:
        return f"{left + (width - left - right) * (day - first).days / days:.1f}"

    def y(value: Decimal) -> str:
        share = float((value - low) / (high - low))
        return f"{height - bottom - (height - top - bottom) * share:.1f}"

    dots = [
        Dot(x(r.date), y(r.value), f"{long_date(r.date)}: {decimal(r.value, 4)}") for r in readings
    ]
    start = (x(indicator.baseline_date), y(indicator.baseline_value))
    return Chart(
        width=width,
        height=height,
        path=(*start, x(indicator.target_date), y(indicator.target_value)),
        target_y=y(indicator.target_value),
        # The line of readings begins where the baseline was measured.
        points=" ".join([",".join(start), *[f"{dot.x},{dot.y}" for dot in dots]]),
        dots=dots,
        levels=_levels(indicator, y),
        days=[Mark(x(first), str(first.year)), Mark(x(last), str(last.year))],
        left=left,
        right=width - right,
        bottom=height - bottom,
    )


def _levels(indicator: Indicator, y: object) -> list[Mark]:
    assert callable(y)
    values = {indicator.baseline_value, indicator.target_value}
    return [Mark(y(value), decimal(value, 4)) for value in sorted(values)]
