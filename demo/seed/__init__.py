"""A lived-in country for the demo: fictional people, real operations with dates of their own."""

from collections.abc import Callable
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from . import discovery, hearings, people, places, rounds
from .accounts import ACCOUNTS

__all__ = ["ACCOUNTS", "seed"]


@transaction.atomic
def seed(*, progress: Callable[[str], None], at: datetime | None = None) -> None:
    """Fill an empty database: all of it or nothing. `at` is the day everything is counted from."""
    at = at or timezone.now()
    progress("Placing 20 regions and three akimats ...")
    akimats = places.create()
    discovery.figures.create(at=at)
    for number, akimat in enumerate(akimats):
        progress(f"Settling residents of {akimat.slug} ...")
        cast = people.create(akimat=akimat, number=number, at=at)
        progress(f"Running the rounds of {akimat.slug} ...")
        rounds.create(akimat=akimat, cast=cast, at=at)
        progress(f"Discovering what {akimat.slug} is good at ...")
        discovery.create(akimat=akimat, cast=cast, at=at)
        progress(f"Hearing what people of {akimat.slug} say ...")
        hearings.create(akimat=akimat, cast=cast, at=at)
    people.create_observer(akimats[0])
    people.file_away_messages(at=at)
