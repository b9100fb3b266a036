"""Who may see and do what in a discovery round."""

from typing import Any

from commons.territories.permissions import can_read_desk, is_moderator, is_staff_of

from .enums import RoundStatus
from .models import Round
from .stakeholders.enums import StakeholderStatus
from .stakeholders.models import Stakeholder


def can_see_round(person: Any, round: Round) -> bool:
    """Everyone, once it is announced; before that the akimat's staff and observers."""
    return round.status != RoundStatus.DRAFT or can_read_desk(person, round.akimat)


def can_run(person: Any, round: Round) -> bool:
    """Moderators of the akimat carry the round; pages that ask this need a second factor."""
    return is_moderator(person, round.akimat)


def can_assist(person: Any, round: Round) -> bool:
    """Moderators and specialists: replies, readings, what does not decide."""
    return is_staff_of(person, round.akimat)


def seat_of(person: Any, round: Round) -> Stakeholder | None:
    """The person's accepted seat in the room; remembered on the person for the request."""
    if not person.is_authenticated or not person.is_active:
        return None
    held: dict[int, Stakeholder | None] = person.__dict__.setdefault("_discovery_seats", {})
    if round.pk not in held:
        held[round.pk] = (
            Stakeholder.objects.select_related("organisation")
            .filter(round=round, person=person, status=StakeholderStatus.ACCEPTED)
            .first()
        )
    return held[round.pk]


def can_contribute(person: Any, round: Round) -> bool:
    """Those with a seat, and the moderators who help them."""
    return seat_of(person, round) is not None or can_run(person, round)
