"""Who may read the draft of a plan, write it and approve what stands in it."""

from typing import Any

from commons.territories.models import Akimat
from commons.territories.permissions import can_read_desk, is_moderator

from ..models import Round
from ..permissions import can_run


def can_read_draft(person: Any, round: Round) -> bool:
    """The akimat's staff and observers; everybody else reads what is published."""
    return can_read_desk(person, round.akimat)


def can_write(person: Any, round: Round) -> bool:
    return can_run(person, round)


def can_keep_registers(person: Any, akimat: Akimat) -> bool:
    """Instruments and programmes serve every plan of the akimat."""
    return is_moderator(person, akimat)
