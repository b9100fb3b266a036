"""What cards hold of a person beyond the proposal that each of them is."""

from typing import Any

from commons.people.models import Person

from .models import Opportunity


def export(person: Person) -> list[dict[str, Any]]:
    cards = Opportunity.objects.filter(proposal__author=person).select_related("round__akimat")
    return [
        {
            "proposal": card.proposal_id,
            "round": f"{card.round.akimat.slug}/{card.round.slug}",
            "state": card.status,
            "activity": card.activity,
            "market": card.market,
            "strengths": card.assets_text,
            "readiness": card.trl,
            "cost_from_tenge": card.cost_low_tenge,
            "cost_to_tenge": card.cost_high_tenge,
            "risks": card.risks,
            "partners": [f"{one.name}: {one.role}" for one in card.partners.all()],
        }
        for card in cards.prefetch_related("partners").order_by("pk")
    ]
