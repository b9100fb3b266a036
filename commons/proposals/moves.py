"""Tells the process that runs a call when a proposal of it changes its state.

`moves.register(function)` in AppConfig.ready; the function is called inside the transaction of the
change, after it. A DomainError that it raises refuses the change.
"""

from collections.abc import Callable
from datetime import datetime

from commons.people.models import Person

from .models import Proposal

# The locked proposal in its new state, the state it came from, who moved it, and when.
Listener = Callable[[Proposal, str, Person | None, datetime], None]
_listeners: list[Listener] = []


def register(listener: Listener) -> None:
    """Add a listener; registering the same one again changes nothing."""
    if listener not in _listeners:
        _listeners.append(listener)


def tell(proposal: Proposal, came_from: str, actor: Person | None, at: datetime) -> None:
    for listener in _listeners:
        listener(proposal, came_from, actor, at)
