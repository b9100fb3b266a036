"""The times of office hours, one visitor after the other."""

from datetime import datetime, timedelta

from .models import OfficeHours


def slots(hours: OfficeHours) -> list[datetime]:
    """Beginnings of all whole visits that fit, in order."""
    length = timedelta(minutes=hours.visit_minutes)
    count = (hours.ends_at - hours.starts_at) // length
    return [hours.starts_at + number * length for number in range(count)]
