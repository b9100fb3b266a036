"""Legal periods count the working days of Kazakhstan, with its moved days off."""

from datetime import date, datetime, time, timedelta
from functools import lru_cache

import holidays
from django.utils import timezone


@lru_cache(maxsize=1)
def _calendar() -> holidays.HolidayBase:
    return holidays.country_holidays("KZ")


def is_working_day(day: date) -> bool:
    return bool(_calendar().is_working_day(day))


def add_working_days(start: date, days: int) -> date:
    """The last day of a period of so many working days that begins on the day after `start`.

    No days at all end on `start` itself, working or not. Raises ValueError for a negative number.
    """
    if days < 0:
        raise ValueError("a period cannot have a negative number of days")
    day = start
    while days > 0:
        day += timedelta(days=1)
        if is_working_day(day):
            days -= 1
    return day


def end_of_day(day: date) -> datetime:
    """Midnight after the day, in the site's time zone."""
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min))


def working_days_between(start: date, end: date) -> int:
    """Working days after `start` up to and with `end`; negative where `end` comes first.

    For every n >= 0, `working_days_between(day, add_working_days(day, n)) == n`.
    """
    if end < start:
        return -working_days_between(end, start)
    length = (end - start).days
    return sum(is_working_day(start + timedelta(days=passed + 1)) for passed in range(length))
