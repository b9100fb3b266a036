"""Who may see and do what in hearings, whichever part it is. Parts add their own predicates."""

from typing import Any

from commons.territories.models import Akimat
from commons.territories.permissions import can_read_desk, is_moderator, is_staff_of

from .councils.enums import Seat
from .councils.models import Council, Mandate

__all__ = ["can_answer", "can_read_desk", "can_run", "leads", "seat_in"]


def can_run(person: Any, akimat: Akimat) -> bool:
    """Moderators announce, publish and set up; such pages ask for the second factor."""
    return is_moderator(person, akimat)


def can_answer(person: Any, akimat: Akimat) -> bool:
    """Moderators and specialists answer what people ask."""
    return is_staff_of(person, akimat)


def seat_in(person: Any, council: Council) -> Mandate | None:
    """The person's mandate that has not ended; remembered on the person for the request."""
    if not person.is_authenticated or not person.is_active:
        return None
    held: dict[int, Mandate | None] = person.__dict__.setdefault("_council_seats", {})
    if council.pk not in held:
        held[council.pk] = Mandate.objects.filter(
            council=council, person=person, ended_on__isnull=True
        ).first()
    return held[council.pk]


def leads(person: Any, council: Council) -> bool:
    """Chair, deputy and secretary write for the council; so do moderators, who help them."""
    seat = seat_in(person, council)
    in_lead = seat is not None and seat.seat in (Seat.CHAIR, Seat.DEPUTY, Seat.SECRETARY)
    return in_lead or can_run(person, council.akimat)
