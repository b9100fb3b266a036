"""Councils and hearings of the demo: each part makes its own, in the order in which they meet."""

from datetime import datetime

from commons.territories.models import Akimat

from ..people import Cast

FULL = "pavlodar"


def create(*, akimat: Akimat, cast: Cast, at: datetime) -> None:
    """What Pavlodar has by the day `at`; the other akimats have not begun."""
    if akimat.slug != FULL:
        return
