"""Who may bring figures in."""

from typing import Any

from commons.territories.models import Akimat
from commons.territories.permissions import is_moderator


def can_import(person: Any, akimat: Akimat) -> bool:
    """Moderators, into data sets of their own akimat; those for all come by the command."""
    return is_moderator(person, akimat)
