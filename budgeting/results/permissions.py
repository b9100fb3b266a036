"""Who may see the outcome of a round."""

from ..enums import RoundStatus
from ..models import Round


def is_result_public(round: Round) -> bool:
    """Nobody sees a count before everybody does: staff and moderators no more than visitors."""
    return round.status == RoundStatus.RESULT_PUBLISHED
