"""Councils and hearings of the demo: each part makes its own, in the order in which they meet."""

from datetime import datetime

from commons.territories.models import Akimat

from ..people import Cast
from . import (
    appeals,
    councils,
    drafts,
    draws,
    meetings,
    openness,
    opinions,
    petitions,
    recommendations,
    sittings,
)

FULL = "pavlodar"
COMPARED = "jetisu"


def create(*, akimat: Akimat, cast: Cast, at: datetime) -> None:
    """What Pavlodar has by the day `at`; Jetisu answered one hearing; Kyzylorda has not begun."""
    if akimat.slug == COMPARED:
        recommendations.elsewhere(akimat=akimat, cast=cast, at=at)
    if akimat.slug != FULL:
        return
    formed = councils.create(akimat=akimat, cast=cast, at=at)
    draws.create(formation=formed["formation"], cast=cast, at=at)
    draft = drafts.create(akimat=akimat, cast=cast, at=at).draft
    opinions.create(akimat=akimat, cast=cast, draft=draft, at=at)
    held = meetings.create(akimat=akimat, cast=cast, at=at, draft=draft, **formed)
    sittings.create(akimat=akimat, cast=cast, at=at, meetings=held)
    signed = petitions.create(akimat=akimat, cast=cast, at=at)
    recommendations.create(
        akimat=akimat,
        cast=cast,
        at=at,
        past_hearing=held["past_hearing"],
        answered=signed["answered"],
    )
    appeals.create(akimat=akimat, cast=cast, at=at)
    council = formed["council"]
    council.refresh_from_db()
    openness.create(akimat=akimat, cast=cast, council=council, at=at)
