"""Who may ask for a seat, and who may name others."""

from datetime import datetime
from typing import Any

from ..enums import RoundStatus, StageKind
from ..models import Round
from ..permissions import can_contribute
from ..queries import stages


def signup_is_open(round: Round, at: datetime) -> bool:
    """From the announcement until candidates are scored: then the room is closed to newcomers."""
    return (
        round.open_signup
        and round.status == RoundStatus.ANNOUNCED
        and not stages.has_begun(round, StageKind.EVALUATION, at)
    )


def can_nominate(person: Any, round: Round) -> bool:
    return round.status == RoundStatus.ANNOUNCED and can_contribute(person, round)
