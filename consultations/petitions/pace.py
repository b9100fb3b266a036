"""How fast a petition gathers, and how fast it would have to."""

import math
from dataclasses import dataclass
from datetime import date

from .models import Petition


@dataclass(frozen=True)
class Pace:
    days_left: int  # with today
    per_day: int  # needed from now on


def pace_of(petition: Petition, today: date) -> Pace | None:
    """None where signatures are not gathered any more."""
    if not petition.is_gathering(today) or petition.gather_until is None:
        return None
    left = (petition.gather_until - today).days + 1
    return Pace(left, math.ceil(petition.missing / left))
