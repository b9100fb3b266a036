"""A person's share of the discussions: the copy of it, and what goes when they go."""

from typing import Any

from commons.people.models import Person

from .models import Remark, RemarkAgreement


def export(person: Person) -> dict[str, Any]:
    said = Remark.objects.filter(author=person).select_related("draft", "paragraph")
    agreed = RemarkAgreement.objects.filter(person=person)
    return {
        "remarks": [
            {
                "number": one.pk,
                "draft": one.draft.title,
                "paragraph": one.paragraph.number if one.paragraph else None,
                "text": one.text,
                "suggestion": one.suggestion,
                "state": one.status,
                "written_at": one.created_at.isoformat(),
                "decision": one.decision,
                "answer": one.answer,
            }
            for one in said.order_by("pk")
        ],
        "agreements": [
            {"remark": one.remark_id, "agreed_at": one.agreed_at.isoformat()}
            for one in agreed.order_by("pk")
        ],
    }


def erase(person: Person) -> None:
    """Remarks stay with their answers and lose the name; agreements belong to the account."""
    RemarkAgreement.objects.filter(person=person).delete()
