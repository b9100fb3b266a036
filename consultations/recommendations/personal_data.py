"""What this part keeps about a person: in the copy of their data, and when the account goes."""

from typing import Any

from django.db.models import Q
from django.utils import timezone

from commons.people.models import Person

from .enums import OPEN_REQUESTS, HeardStatus
from .models import (
    Dispute,
    FinalDocument,
    Handover,
    HeardRequest,
    Recommendation,
    ReplyDraft,
    ReplyVersion,
    Step,
)


def export(person: Person) -> dict[str, Any]:
    """Ids and words of all that the person wrote, asked for or is named in."""
    documents = FinalDocument.objects.filter(Q(written_by=person) | Q(requested_by=person))
    handovers = Handover.objects.filter(Q(actor=person) | Q(given_to=person))
    return {
        "final_documents": [
            {"document": one.pk, "title": one.title, "status": one.status}
            for one in documents.order_by("pk")
        ],
        "recommendations_to_answer": list(
            Recommendation.objects.filter(specialist=person)
            .order_by("pk")
            .values_list("pk", flat=True)
        ),
        "replies": [
            {"recommendation": one.recommendation_id, "reply": one.reply, "at": one.at.isoformat()}
            for one in ReplyVersion.objects.filter(written_by=person).order_by("pk")
        ],
        "reply_drafts": [
            {"recommendation": one.recommendation_id, "draft": one.data}
            for one in ReplyDraft.objects.filter(saved_by=person).order_by("pk")
        ],
        "handovers": [
            {"recommendation": one.recommendation_id, "reason": one.reason}
            for one in handovers.order_by("pk")
        ],
        "steps": [
            {"commitment": one.commitment_id, "kind": one.kind, "text": one.text}
            for one in Step.objects.filter(actor=person).order_by("pk")
        ],
        "asked_to_be_heard": [
            {"recommendation": one.recommendation_id, "words": one.words, "status": one.status}
            for one in HeardRequest.objects.filter(asked_by=person).order_by("pk")
        ],
        "objections": [
            {"commitment": one.commitment_id, "words": one.words, "at": one.at.isoformat()}
            for one in Dispute.objects.filter(person=person).order_by("pk")
        ],
    }


def erase(person: Person) -> None:
    """What is public stays, by an erased account. Open requests are withdrawn, words that only the
    akimat read go, and what waits for the person's reply waits for somebody to be named."""
    asked = HeardRequest.objects.filter(asked_by=person)
    asked.filter(status__in=OPEN_REQUESTS).update(
        status=HeardStatus.WITHDRAWN, closed_at=timezone.now()
    )
    asked.update(words="", where="")
    ReplyDraft.objects.filter(saved_by=person).delete()
    Recommendation.objects.filter(specialist=person, replied_at__isnull=True).update(
        specialist=None
    )
