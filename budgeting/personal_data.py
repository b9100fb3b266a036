"""What budgeting keeps about a person, for their own copy. No vote is among it."""

from typing import Any

from commons.people.models import Person
from commons.voting.queries import polls_of

from .models import Appeal, Envelope


def export(person: Person) -> dict[str, Any]:
    """Appeals written, seats in expert councils, and the rolls the person stands on."""
    appeals = Appeal.objects.filter(project__proposal__author=person).order_by("pk")
    seats = person.budget_council_seats.select_related("round__akimat").order_by("pk")
    return {
        "appeals": [
            {"project": a.project_id, "text": a.text, "filed_at": a.filed_at.isoformat()}
            for a in appeals
        ],
        "expert_councils": [f"{s.round.akimat.slug}/{s.round.slug}" for s in seats],
        "rolls_of_voters": _rolls(person),
    }


def _rolls(person: Person) -> list[dict[str, str]]:
    if person.elector is None:
        return []
    envelopes = list(
        Envelope.objects.exclude(poll=None)
        .filter(round__akimat__verifications__person=person)
        .select_related("round__akimat", "territory")
        .distinct()
        .order_by("pk")
    )
    held = polls_of(person.elector, [e.poll_id for e in envelopes if e.poll_id])
    return [
        {"round": f"{e.round.akimat.slug}/{e.round.slug}", "territory": e.territory.kato}
        for e in envelopes
        if e.poll_id in held
    ]
