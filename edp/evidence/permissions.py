"""Who may bring evidence into a round, and who may change it."""

from typing import Any

from commons.territories.models import Akimat
from commons.territories.permissions import is_moderator

from ..enums import RoundStatus
from ..models import Round
from ..permissions import can_contribute, can_run


def takes_evidence(round: Round) -> bool:
    """From the announcement until the round closes: what people know is wanted in every stage."""
    return round.status == RoundStatus.ANNOUNCED


def can_add(person: Any, round: Round) -> bool:
    return takes_evidence(round) and can_contribute(person, round)


def can_change(person: Any, row: Any, round: Round) -> bool:
    """Who wrote it and still may add, or a moderator."""
    own = row.author_id == person.pk and can_contribute(person, round)
    return takes_evidence(round) and (own or can_run(person, round))


def can_edit_library(person: Any, akimat: Akimat) -> bool:
    return is_moderator(person, akimat)
