"""Which phase of a round the clock is in. Works on prefetched phases without a query."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Protocol, TypeVar

from django.utils import timezone

from .models import Phase

P = TypeVar("P", bound=Phase)
P_co = TypeVar("P_co", bound=Phase, covariant=True)


class Phases(Protocol[P_co]):
    def all(self) -> Iterable[P_co]: ...


class HasPhases(Protocol[P_co]):
    """A round of any process."""

    @property
    def phases(self) -> Phases[P_co]: ...


def by_kind(round: HasPhases[P], order: Sequence[str]) -> dict[str, P]:
    """The phases of the round by kind, in the order of its process."""
    held = {one.kind: one for one in round.phases.all()}
    return {kind: held[kind] for kind in order if kind in held}


def phase(round: HasPhases[P], kind: str) -> P | None:
    return next((one for one in round.phases.all() if one.kind == kind), None)


def current(round: HasPhases[P], at: datetime) -> P | None:
    """The phase that is open now; None before, between and after the phases."""
    return next((one for one in round.phases.all() if one.is_open(at)), None)


def upcoming(round: HasPhases[P], at: datetime) -> P | None:
    """The next phase to open."""
    ahead = (one for one in round.phases.all() if one.opens_at > at)
    return min(ahead, key=lambda one: one.opens_at, default=None)


def is_open(round: HasPhases[P], kind: str, at: datetime) -> bool:
    found = phase(round, kind)
    return found is not None and found.is_open(at)


def is_over(round: HasPhases[P], kind: str, at: datetime) -> bool:
    found = phase(round, kind)
    return found is not None and found.is_over(at)


def has_begun(round: HasPhases[P], kind: str, at: datetime) -> bool:
    found = phase(round, kind)
    return found is not None and found.opens_at <= at


def years_later(moment: datetime, years: int = 1) -> datetime:
    """The same local day and hour; 29 February becomes the 28th."""
    local = timezone.localtime(moment)
    try:
        return local.replace(year=local.year + years)
    except ValueError:
        return local.replace(year=local.year + years, day=28)
