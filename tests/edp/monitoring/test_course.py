"""On track or not, and when the next reading is due: the arithmetic, without a database."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edp.monitoring.course import expected_share, standing
from edp.monitoring.due import months_later, next_due
from edp.monitoring.enums import Course, Direction
from edp.monitoring.models import Indicator


def indicator(**more) -> Indicator:
    """From 100 on 1 January 2026 to 200 on 1 January 2027: 100 in 365 days."""
    values = {
        "baseline_value": Decimal(100),
        "baseline_date": date(2026, 1, 1),
        "target_value": Decimal(200),
        "target_date": date(2027, 1, 1),
        "direction": Direction.UP,
        "frequency": 3,
        "first_due_date": date(2026, 3, 31),
    }
    return Indicator(**{**values, **more})


# 15 March is day 73 of 365: a fifth of the way, so the line asks for 120.
FIFTH = date(2026, 3, 15)


@pytest.mark.parametrize(
    ("value", "course"),
    [
        ("120", Course.ON_TRACK),
        ("118", Course.ON_TRACK),  # nine tenths of what the line asks for
        ("117.9", Course.BEHIND),
        ("110", Course.BEHIND),  # half of it
        ("109.9", Course.FAR_BEHIND),
        ("100", Course.FAR_BEHIND),
        ("99.9", Course.AWAY),
        ("200", Course.REACHED),
        ("250", Course.REACHED),
    ],
)
def test_a_reading_is_compared_with_the_straight_line(value, course):
    found = standing(indicator(), Decimal(value), FIFTH)
    assert found.course == course
    assert (found.line, found.expected) == (Decimal(120), Decimal("0.2"))


def test_a_figure_that_should_fall_is_on_track_when_it_falls():
    falling = indicator(
        baseline_value=Decimal(50), target_value=Decimal(30), direction=Direction.DOWN
    )
    found = standing(falling, Decimal(46), FIFTH)
    assert (found.course, found.gone) == (Course.ON_TRACK, Decimal("0.2"))
    assert standing(falling, Decimal(51), FIFTH).course == Course.AWAY


@pytest.mark.parametrize(
    ("direction", "value", "course"),
    [
        (Direction.UP, "100", Course.REACHED),
        (Direction.UP, "99", Course.AWAY),
        (Direction.DOWN, "99", Course.REACHED),
        (Direction.DOWN, "101", Course.AWAY),
    ],
)
def test_a_figure_that_is_to_stay_either_holds_or_not(direction, value, course):
    held = indicator(target_value=Decimal(100), direction=direction)
    assert standing(held, Decimal(value), FIFTH).course == course


def test_on_the_first_day_nothing_is_expected():
    assert standing(indicator(), Decimal(100), date(2026, 1, 1)).course == Course.ON_TRACK


def test_without_a_reading_there_is_no_course():
    assert standing(indicator(), None, None).course == Course.NONE


def test_after_the_day_of_the_target_all_of_it_is_expected():
    found = standing(indicator(), Decimal(180), date(2028, 1, 1))
    assert (found.course, found.expected) == (Course.BEHIND, Decimal(1))


@given(st.dates(date(2025, 1, 1), date(2029, 1, 1)), st.decimals(-1000, 1000, places=2))
def test_who_is_on_the_line_or_above_it_is_never_behind(day, value):
    one = indicator()
    found = standing(one, value, day)
    line = 100 + 100 * expected_share(one, day)
    if value >= line:
        assert found.course in (Course.ON_TRACK, Course.REACHED)


# --- due days ---


@pytest.mark.parametrize(
    ("latest", "due"),
    [
        (None, date(2026, 3, 31)),
        (date(2026, 1, 20), date(2026, 3, 31)),  # too early to serve the first day
        (date(2026, 3, 28), date(2026, 6, 30)),
        (date(2026, 3, 31), date(2026, 6, 30)),
        (date(2026, 5, 2), date(2026, 6, 30)),
        (date(2026, 11, 1), date(2026, 12, 31)),
        (date(2026, 12, 31), date(2027, 1, 1)),  # the last one on the day of the target
        (date(2027, 1, 1), None),
    ],
)
def test_the_next_reading_is_due_after_the_latest(latest, due):
    assert next_due(indicator(), latest) == due


def test_days_do_not_creep_through_short_months():
    assert months_later(date(2026, 1, 31), 1) == date(2026, 2, 28)
    monthly = indicator(frequency=1, first_due_date=date(2026, 1, 31))
    assert next_due(monthly, date(2026, 2, 28)) == date(2026, 3, 31)
