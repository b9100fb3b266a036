"""What petitions hold of a person beyond the proposals that they are."""

from typing import Any

from commons.people.models import Person

from .models import PetitionAppeal, Signature
from .queries import signed_by, written_by


def export(person: Person) -> dict[str, Any]:
    appeals = PetitionAppeal.objects.filter(petition__proposal__author=person).order_by("pk")
    return {
        "petitions": [
            {"proposal": one.proposal_id, "addressee": one.addressee, "state": one.status}
            for one in written_by(person)
        ],
        "signatures": [
            {
                "petition": one.petition.proposal.title,
                "signed_at": one.signed_at.isoformat(),
                "name_public": one.is_named,
            }
            for one in signed_by(person)
        ],
        "appeals": [
            {"petition": one.petition_id, "text": one.text, "made_at": one.made_at.isoformat()}
            for one in appeals
        ],
    }


def erase(person: Person) -> None:
    """Signatures count on, as those of a resident of a district."""
    Signature.objects.filter(person=person).update(person=None, is_named=False)
