"""Working days of Kazakhstan around Nauryz, New Year and days off that were moved."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commons.territories.workdays import add_working_days, is_working_day, working_days_between


@pytest.mark.parametrize(
    ("start", "days", "end"),
    [
        (date(2026, 3, 4), 0, date(2026, 3, 4)),
        (date(2026, 3, 4), 1, date(2026, 3, 5)),
        (date(2026, 3, 6), 1, date(2026, 3, 10)),  # 8 March, a Sunday, is given back on the 9th
        (date(2026, 3, 19), 1, date(2026, 3, 20)),
        (date(2026, 3, 20), 1, date(2026, 3, 26)),  # Nauryz, with two Sundays' days given back
        (date(2025, 12, 31), 1, date(2026, 1, 5)),
        (date(2026, 8, 31), 5, date(2026, 9, 7)),
    ],
)
def test_period_ends_on_its_last_working_day(start, days, end) -> None:
    assert add_working_days(start, days) == end


@pytest.mark.parametrize("day", [date(2026, 3, 22), date(2026, 12, 16), date(2026, 3, 7)])
def test_holidays_and_weekends_are_no_working_days(day) -> None:
    assert not is_working_day(day)


def test_negative_period_is_refused() -> None:
    with pytest.raises(ValueError, match="negative"):
        add_working_days(date(2026, 3, 4), -1)


@given(st.dates(date(2024, 1, 1), date(2028, 12, 31)), st.integers(0, 40))
def test_counting_back_gives_the_length_of_the_period(start: date, days: int) -> None:
    end = add_working_days(start, days)
    assert working_days_between(start, end) == days
    assert working_days_between(end, start) == -days
    assert days == 0 or is_working_day(end)


@given(st.dates(date(2024, 1, 1), date(2028, 12, 31)), st.integers(0, 30), st.integers(0, 30))
def test_days_between_add_up(start: date, first: int, second: int) -> None:
    middle = start + timedelta(days=first)
    end = middle + timedelta(days=second)
    parts = working_days_between(start, middle) + working_days_between(middle, end)
    assert parts == working_days_between(start, end)
