"""When a reading is due. The days of an indicator are its first due day and every so many months
after it, until the target's own day has been read."""

import calendar
from datetime import date, timedelta

from .models import Indicator


def months_later(day: date, months: int) -> date:
    """The same day of a later month, or its last one: 31 January and a month is 28 February."""
    count = day.month - 1 + months
    year, month = day.year + count // 12, count % 12 + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def next_due(indicator: Indicator, latest: date | None) -> date | None:
    """The first due day that no reading serves yet. A reading serves the due days before it and one
    that is at most half a period ahead: figures of the 28th do for the 31st. None once the target's
    day has been read."""
    if latest is None:
        return indicator.first_due_date
    if latest >= indicator.target_date:
        return None
    half = timedelta(days=indicator.frequency * 15)
    step = 0
    while (day := months_later(indicator.first_due_date, step * indicator.frequency)) <= (
        latest + half
    ):
        step += 1
    if day > indicator.target_date > latest:
        # The last one is due when the target is.
        return indicator.target_date
    return day
