"""Who reads figures in, and who decides what is measured."""

from typing import Any

from ..models import Round
from ..permissions import can_assist, can_run


def can_read_in(person: Any, round: Round) -> bool:
    """Specialists and moderators of the akimat."""
    return can_assist(person, round)


def can_set_indicators(person: Any, round: Round) -> bool:
    return can_run(person, round)
