"""The discovery rounds of the demo: one carried to its second reading, one under way."""

from datetime import datetime

from commons.territories.models import Akimat

from ..people import Cast
from . import complete, figures, under_way

__all__ = ["create", "figures"]

COMPLETE, UNDER_WAY = "pavlodar", "jetisu"


def create(*, akimat: Akimat, cast: Cast, at: datetime) -> None:
    """The rounds that this akimat runs, up to where each stands on the day `at`."""
    if akimat.slug == COMPLETE:
        complete.create(akimat=akimat, cast=cast, at=at)
    elif akimat.slug == UNDER_WAY:
        under_way.create(akimat=akimat, cast=cast, at=at)
