"""Locks a round and moves it along the table of allowed transitions."""

from ..enums import ROUND_TRANSITIONS, RoundStatus
from ..errors import DiscoveryError
from ..models import Round


def locked_round(round: Round) -> Round:
    """The round as it is now, nobody else's to change until the transaction ends."""
    return (
        Round.objects.select_for_update(of=("self",), no_key=True)
        .select_related("akimat__territory", "territory", "call", "previous")
        .get(pk=round.pk)
    )


def require_round(round: Round, *allowed: str) -> None:
    """Raise DiscoveryError unless the round is in one of the states."""
    if round.status not in allowed:
        raise DiscoveryError("wrong_state", state=RoundStatus(round.status).label)


def move_round(round: Round, to: str) -> None:
    """Set the state; the caller saves."""
    if to not in ROUND_TRANSITIONS[round.status]:
        raise DiscoveryError("wrong_state", state=RoundStatus(round.status).label)
    round.status = to
