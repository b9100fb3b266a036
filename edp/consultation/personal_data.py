"""A person's ratings: in the copy of their data, and gone with the account."""

from typing import Any

from django.utils import timezone

from commons.people.models import Person

from .models import Rating
from .permissions import shows_results


def export(person: Person) -> list[dict[str, Any]]:
    mine = Rating.objects.filter(person=person).select_related("opportunity__proposal")
    return [
        {
            "card": one.opportunity_id,
            "title": one.opportunity.proposal.title,
            "rating": one.value,
            "group": one.group,
            "rated_at": one.rated_at.isoformat(),
        }
        for one in mine.order_by("pk")
    ]


def erase(person: Person) -> None:
    """While a consultation runs the ratings go. After its close the published figures stand, and
    the ratings belong to nobody."""
    at = timezone.now()
    mine = Rating.objects.filter(person=person).select_related("opportunity__round")
    for rating in mine.prefetch_related("opportunity__round__phases"):
        if shows_results(rating.opportunity.round, at):
            rating.person = None
            rating.save(update_fields=["person"])
        else:
            rating.delete()
