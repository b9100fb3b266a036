"""The way of a card through the process, as evaluators and commission decide it."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from commons.people.models import Person

from ..enums import TRANSITIONS, OpportunityStatus
from ..errors import OpportunityError
from ..models import Opportunity
from ..notices import tell_of_status
from .changing import locked, record


@transaction.atomic
def set_status(
    *,
    opportunities: Iterable[Opportunity],
    status: str,
    actor: Person | None,
    at: datetime,
    tells: bool = True,
) -> list[Opportunity]:
    """Move the cards by the transition table, all or none; those already there stay as they are.
    Followers and authors are told, unless the caller tells them more. Raises
    OpportunityError("wrong_state")."""
    wanted = OpportunityStatus(status)
    moved = []
    for card in locked(opportunities).values():
        if card.status == wanted:
            continue
        if wanted not in TRANSITIONS[card.status]:
            raise OpportunityError(
                "wrong_state", title=card.proposal.title, status=card.get_status_display()
            )
        came_from = card.status
        card.status = wanted
        if wanted == OpportunityStatus.SHORTLISTED:
            card.shortlisted_at = card.shortlisted_at or at
        card.save(update_fields=["status", "shortlisted_at"])
        record(
            card, "set_opportunity_status", actor=actor, at=at, came_from=came_from, status=wanted
        )
        if tells:
            tell_of_status(card, at)
        moved.append(card)
    return moved
