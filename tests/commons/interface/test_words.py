"""Numbers and dates in the three languages."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.utils.translation import override

from commons.interface import dates, numbers

EVENING = datetime(2026, 11, 28, 13, 0, tzinfo=UTC)  # 18:00 in Almaty
TODAY = date(2026, 11, 16)


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (24_600_000, "24\u00a0600\u00a0000\u00a0₸"),
        (0, "0\u00a0₸"),
        (-1500, "\u22121\u00a0500\u00a0₸"),
        (None, "—"),
    ],
)
def test_tenge_groups_thousands(value: int | None, words: str) -> None:
    assert numbers.tenge(value) == words


@pytest.mark.parametrize(
    ("language", "value", "words"),
    [
        ("en", 24_600_000, "24.6\u00a0million\u00a0₸"),
        ("en", 18_800_000_000, "18.8\u00a0billion\u00a0₸"),
        ("en", 60_000_000, "60\u00a0million\u00a0₸"),
        ("ru", 950_000, "950\u00a0000\u00a0₸"),
    ],
)
def test_millions_are_short(language: str, value: int, words: str) -> None:
    with override(language):
        assert numbers.millions(value) == words


@pytest.mark.parametrize(
    ("language", "words"), [("kk", "12,5\u00a0%"), ("ru", "12,5\u00a0%"), ("en", "12.5%")]
)
def test_percent_follows_the_language(language: str, words: str) -> None:
    with override(language):
        assert numbers.percent(0.125, 1) == words


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("kk", "28\u00a0қараша 2026, 18:00"),
        ("ru", "28\u00a0ноября 2026, 18:00"),
        ("en", "28\u00a0November 2026, 18:00"),
    ],
)
def test_date_and_time_are_local_and_in_the_language(language: str, words: str) -> None:
    with override(language):
        assert dates.date_time(EVENING) == words


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (date(2026, 11, 16), "today"),
        (date(2026, 11, 17), "tomorrow"),
        (date(2026, 11, 15), "yesterday"),
        (EVENING, "in 12 days"),
        (date(2026, 11, 13), "3 days ago"),
        (date(2026, 12, 24), "24\u00a0December 2026"),
    ],
)
def test_relative_dates_near_today(value: Any, words: str) -> None:
    with override("en"):
        assert dates.relative(value, TODAY) == words


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (date(2026, 11, 15), "ended"),
        (date(2026, 11, 16), "last day"),
        (date(2026, 11, 17), "1 day left"),
        (EVENING, "12 days left"),
    ],
)
def test_days_left_counts_to_the_deadline(value: Any, words: str) -> None:
    with override("en"):
        assert dates.days_left(value, TODAY) == words


@pytest.mark.parametrize(
    ("language", "words"), [("kk", "қараша"), ("ru", "ноября"), ("en", "November")]
)
def test_month_beside_a_day(language: str, words: str) -> None:
    with override(language):
        assert dates.month_name(EVENING) == words


def test_an_evening_in_utc_is_the_next_day_in_almaty() -> None:
    late = datetime(2026, 11, 28, 20, 0, tzinfo=UTC)
    with override("en"):
        assert dates.long_date(late) == "29\u00a0November 2026"
