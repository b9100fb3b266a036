"""The texts of a discovery round, and the days they are counted in."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from django.utils import timezone

from ..content import load as load_file
from ..content import texts as texts

MILLION = 1_000_000


def load(name: str) -> dict[str, Any]:
    return load_file(f"discovery/{name}")


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
