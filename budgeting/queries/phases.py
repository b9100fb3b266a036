"""Which phase of a round the clock is in: the shared clock, with the phases in their order."""

from commons.rounds import clock
from commons.rounds.clock import current, has_begun, is_open, is_over, phase, upcoming

from ..enums import PHASE_ORDER
from ..models import Phase, Round

__all__ = ["by_kind", "current", "has_begun", "is_open", "is_over", "phase", "upcoming"]


def by_kind(round: Round) -> dict[str, Phase]:
    """The phases of the round by kind, in the order of a round."""
    return clock.by_kind(round, PHASE_ORDER)
