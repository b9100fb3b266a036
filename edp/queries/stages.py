"""Which stage of a round the clock is in: the shared clock, with the stages in their order."""

from commons.rounds import clock
from commons.rounds.clock import current, has_begun, is_open, is_over
from commons.rounds.clock import phase as stage

from ..enums import STAGE_ORDER
from ..models import Phase, Round

__all__ = ["by_kind", "current", "has_begun", "is_open", "is_over", "stage"]


def by_kind(round: Round) -> dict[str, Phase]:
    """The stages of the round by kind, in the order of a round."""
    return clock.by_kind(round, STAGE_ORDER)
