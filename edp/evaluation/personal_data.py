"""A person's share of this part: seats in commissions. What they scored belongs to `scoring`."""

from typing import Any

from commons.people.models import Person

from ..models import CommissionSeat


def export(person: Person) -> dict[str, Any]:
    seats = CommissionSeat.objects.filter(person=person).select_related("round__akimat")
    return {
        "commissions": [
            {
                "round": f"{seat.round.akimat.slug}/{seat.round.slug}",
                "name": seat.name,
                "position": seat.position,
                "chairs": seat.is_chair,
            }
            for seat in seats.order_by("pk")
        ]
    }


def erase(person: Person) -> None:
    """Decisions stay public, and so does that somebody sat there; the name goes."""
    CommissionSeat.objects.filter(person=person).update(name="", person=None)
