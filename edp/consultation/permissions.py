"""Who may do what in a public consultation, and when its figures are public."""

from datetime import datetime
from typing import Any

from ..enums import RoundStatus, StageKind
from ..models import Round
from ..permissions import can_assist, can_run
from ..queries import stages


def is_open(round: Round, at: datetime) -> bool:
    return round.status == RoundStatus.ANNOUNCED and stages.is_open(
        round, StageKind.CONSULTATION, at
    )


def has_begun(round: Round, at: datetime) -> bool:
    return round.status != RoundStatus.DRAFT and stages.has_begun(round, StageKind.CONSULTATION, at)


def may_rate(person: Any, round: Round, at: datetime) -> bool:
    """Everybody with an account."""
    return bool(person.is_authenticated) and is_open(round, at)


def shows_results(round: Round, at: datetime) -> bool:
    """Nobody, staff included, sees figures before the close: they would steer the rest."""
    return stages.is_over(round, StageKind.CONSULTATION, at)


def may_answer(person: Any, round: Round) -> bool:
    """Moderators and specialists answer comments."""
    return can_assist(person, round)


def may_write_responses(person: Any, round: Round) -> bool:
    return can_run(person, round)
