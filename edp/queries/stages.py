"""Which stage of a round the clock is in. Works on prefetched phases without a query."""

from datetime import datetime

from ..enums import STAGE_ORDER
from ..models import Phase, Round


def by_kind(round: Round) -> dict[str, Phase]:
    """The stages of the round by kind, in the order of a round."""
    held = {phase.kind: phase for phase in round.phases.all()}
    return {kind: held[kind] for kind in STAGE_ORDER if kind in held}


def stage(round: Round, kind: str) -> Phase | None:
    return by_kind(round).get(kind)


def current(round: Round, at: datetime) -> Phase | None:
    """The stage that is open now; None before, between and after the stages."""
    return next((phase for phase in by_kind(round).values() if phase.is_open(at)), None)


def is_open(round: Round, kind: str, at: datetime) -> bool:
    found = stage(round, kind)
    return found is not None and found.is_open(at)


def is_over(round: Round, kind: str, at: datetime) -> bool:
    found = stage(round, kind)
    return found is not None and found.is_over(at)


def has_begun(round: Round, kind: str, at: datetime) -> bool:
    found = stage(round, kind)
    return found is not None and found.opens_at <= at
