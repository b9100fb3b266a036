"""Days of the content as moments, counted from the day of seeding."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.utils import timezone


@dataclass(frozen=True)
class Days:
    """Turns the days of the content into moments, from the day of seeding."""

    at: datetime

    def moment(self, day: float, hour: int = 9) -> datetime:
        local = timezone.localtime(self.at)
        start = datetime.combine(local.date(), time(hour), tzinfo=local.tzinfo)
        return start + timedelta(days=day)

    def span(self, first: int, last: int) -> tuple[datetime, datetime]:
        return self.moment(first), self.moment(last)
