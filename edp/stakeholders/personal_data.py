"""What the room keeps about a person: for their own copy, and cleared with their account."""

from typing import Any

from django.utils import timezone

from commons.people.models import Person

from ..models import Nomination, Stakeholder
from .enums import StakeholderStatus
from .operations.locks import step

_EXPORTED = ("name", "email", "sector", "position", "status", "why", "reason", "is_woman")


def export(person: Person) -> dict[str, Any]:
    seats = Stakeholder.objects.filter(person=person).select_related(
        "round__akimat", "organisation", "territory"
    )
    named = Nomination.objects.filter(made_by=person).select_related("round__akimat")
    return {
        "seats": [_seat(seat) for seat in seats.order_by("pk")],
        "suggestions": [
            {
                "round": f"{one.round.akimat.slug}/{one.round.slug}",
                "name": one.name,
                "why": one.why,
                "made_at": one.made_at.isoformat(),
            }
            for one in named.order_by("pk")
        ],
    }


def _seat(seat: Stakeholder) -> dict[str, Any]:
    times = ("invited_at", "opened_at", "answered_at", "joined_at", "left_at")
    return {
        "round": f"{seat.round.akimat.slug}/{seat.round.slug}",
        "organisation": str(seat.organisation or seat.claimed_organisation),
        "district": seat.territory.kato if seat.territory else "",
        "name_is_public": seat.shows_name,
        **{name: getattr(seat, name) for name in _EXPORTED},
        **{name: moment.isoformat() for name in times if (moment := getattr(seat, name))},
    }


def erase(person: Person) -> None:
    """The seat is given up and loses the name; its organisation and sector stay in the counts of
    the past."""
    for seat in Stakeholder.objects.filter(person=person).select_related("round"):
        if seat.status == StakeholderStatus.ACCEPTED:
            step(seat, StakeholderStatus.LEFT)
            seat.holds_seat, seat.left_at = False, timezone.now()
        elif seat.status in (StakeholderStatus.INVITED, StakeholderStatus.APPLIED):
            step(seat, StakeholderStatus.WITHDRAWN)
        seat.name = seat.email = seat.position = seat.why = seat.reason = ""
        seat.shows_name, seat.is_woman = False, None
        seat.save()
