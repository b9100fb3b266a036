"""Is an indicator on track? The newest reading against the straight line from baseline to target.

The line says how much of the way should be behind us on a day: none on the day of the baseline, all
of it on the day of the target. The reading says how much of the way is. On track is whoever has
gone at least nine tenths of what the line asks for, far behind whoever has not gone half of it.
Progress may be uneven, so this is a first question and no verdict.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from .enums import Course, Direction
from .models import Indicator

ON_TRACK = Decimal("0.9")
FAR_BEHIND = Decimal("0.5")


@dataclass(frozen=True)
class Standing:
    """`gone` and `expected` are shares of the way from baseline to target; `line` is the figure
    that the straight line asks for on the day of the reading."""

    course: Course
    gone: Decimal | None = None
    expected: Decimal | None = None
    line: Decimal | None = None


def expected_share(indicator: Indicator, day: date) -> Decimal:
    """How much of the way the straight line asks for on that day, from 0 to 1."""
    span = (indicator.target_date - indicator.baseline_date).days
    gone = (day - indicator.baseline_date).days
    return min(Decimal(1), max(Decimal(0), Decimal(gone) / Decimal(span)))


def standing(indicator: Indicator, value: Decimal | None, day: date | None) -> Standing:
    """How a reading of that day compares with the line; without a reading there is no course."""
    if value is None or day is None:
        return Standing(Course.NONE)
    expected = expected_share(indicator, day)
    way = indicator.target_value - indicator.baseline_value
    line = indicator.baseline_value + way * expected
    if way == 0:
        return Standing(_holding(indicator, value), None, expected, line)
    gone = (value - indicator.baseline_value) / way
    return Standing(_course(gone, expected), gone, expected, line)


def _course(gone: Decimal, expected: Decimal) -> Course:
    if gone >= 1:
        return Course.REACHED
    if gone < 0:
        return Course.AWAY
    if gone >= ON_TRACK * expected:
        return Course.ON_TRACK
    return Course.BEHIND if gone >= FAR_BEHIND * expected else Course.FAR_BEHIND


def _holding(indicator: Indicator, value: Decimal) -> Course:
    """The target is to stay where we are."""
    rises = indicator.direction == Direction.UP
    holds = value >= indicator.target_value if rises else value <= indicator.target_value
    return Course.REACHED if holds else Course.AWAY
