"""Whom this part tells, and of what. What one event says reaches a person once."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse

from commons.interface.official import LANGUAGES, read
from commons.notifications import operations as notifications
from commons.people.models import Person

from ..councils.models import Mandate
from ..periods import periods_of
from .models import Commitment, Dispute, FinalDocument, HeardRequest, Recommendation, Step
from .permissions import LEAD_SEATS
from .queries import moderators

SHORT = 120


def topic(recommendation: Recommendation) -> str:
    return f"recommendation/{recommendation.pk}"


def document_path(document: FinalDocument) -> str:
    return reverse("consultations:document", args=[document.akimat.slug, document.pk])


def path(recommendation: Recommendation) -> str:
    slug = recommendation.akimat.slug
    return reverse("consultations:recommendation", args=[slug, recommendation.pk])


def commitment_path(commitment: Commitment) -> str:
    return reverse("consultations:commitment", args=[commitment.akimat.slug, commitment.pk])


def source_topics(document: FinalDocument) -> list[str]:
    """What those follow who wait for the outcome of a meeting, a draft, a petition or a council."""
    held = {
        "meeting": document.meeting_id,
        "draft": document.draft_id,
        "petition": document.petition_id,
        "council": document.council_id,
    }
    return [f"{name}/{key}" for name, key in held.items() if key]


def authors(document: FinalDocument) -> QuerySet[Person]:
    """Who wrote it, who asked for it, and who leads its council."""
    keys = Q(pk__in=[key for key in (document.written_by_id, document.requested_by_id) if key])
    if document.council_id:
        led = Mandate.objects.filter(
            council=document.council_id, ended_on__isnull=True, seat__in=LEAD_SEATS
        )
        keys |= Q(pk__in=led.filter(person__isnull=False).values("person"))
    return Person.objects.filter(keys)


def tell_of_document(document: FinalDocument, rows: Sequence[Recommendation], at: datetime) -> None:
    due = rows[0].due_on
    assert due is not None  # set when it is sent
    topics = [*source_topics(document), f"hearings/{document.akimat_id}"]
    _tell(
        people=_followers(topics) | Q(pk__in=authors(document).values("pk")),
        kind="final_document_sent",
        params={"title": read(document, "title"), "due_date": due.isoformat()},
        where=document_path(document),
        key=f"final_document/{document.pk}/sent",
        at=at,
    )
    for one in rows:
        assert one.specialist is not None  # a check of the document
        tell(one, [one.specialist], "recommendation_assigned", at)


def tell_of_handover(recommendation: Recommendation, to: Person, at: datetime) -> None:
    tell(recommendation, [to], "recommendation_assigned", at, mark=at.isoformat())
    tell_all(
        recommendation,
        "recommendation_handed_over",
        at,
        mark=at.isoformat(),
        without=[to.pk],
        name=to.public_name,
    )


def tell_of_reply(recommendation: Recommendation, at: datetime) -> None:
    tell_all(recommendation, "recommendation_replied", at)


def tell_of_correction(recommendation: Recommendation, at: datetime) -> None:
    tell_all(recommendation, "reply_corrected", at, mark=at.isoformat())


def tell_staff_of_request(request: HeardRequest, kind: str, at: datetime) -> None:
    recommendation = request.recommendation
    days = periods_of(recommendation.akimat).heard_days
    tell(recommendation, _keepers(recommendation), kind, at, mark=str(request.pk), days=days)


def tell_author_of_day(request: HeardRequest, at: datetime) -> None:
    assert request.starts_at is not None  # arranged
    tell(
        request.recommendation,
        [request.asked_by],
        "heard_arranged",
        at,
        mark=at.isoformat(),
        starts_at=request.starts_at.isoformat(),
        where=request.where,
    )


def tell_of_outcome(request: HeardRequest, at: datetime) -> None:
    tell_all(request.recommendation, "heard_recorded", at, mark=str(request.pk))


def tell_of_step(commitment: Commitment, step: Step, at: datetime) -> None:
    tell_of_commitment(commitment, f"commitment_{step.kind}", at, mark=str(step.pk))


def tell_staff_of_dispute(dispute: Dispute, at: datetime) -> None:
    commitment = dispute.commitment
    _tell(
        people=Q(pk__in=[one.pk for one in _keepers(commitment.recommendation)]),
        kind="done_disputed",
        params={"title": read(commitment, "title"), "due_date": dispute.due_on.isoformat()},
        where=commitment_path(commitment),
        key=f"dispute/{dispute.pk}",
        at=at,
    )


def tell_of_dispute_answer(dispute: Dispute, at: datetime) -> None:
    commitment = dispute.commitment
    tell_of_commitment(
        commitment, "dispute_answered", at, mark=str(dispute.pk), also=[dispute.person_id]
    )


def tell_of_commitment(
    commitment: Commitment, kind: str, at: datetime, *, mark: str, also: Iterable[int] = ()
) -> int:
    """The author, the followers, and `also`."""
    recommendation = commitment.recommendation
    people = _followers([topic(recommendation)]) | Q(
        pk__in=authors(recommendation.document).values("pk")
    )
    return _tell(
        people=people | Q(pk__in=list(also)),
        kind=kind,
        params={"title": read(commitment, "title"), "due_date": commitment.due_on.isoformat()},
        where=commitment_path(commitment),
        key=f"commitment/{commitment.pk}/{kind}/{mark}",
        at=at,
    )


def tell(
    recommendation: Recommendation,
    people: Iterable[Person],
    kind: str,
    at: datetime,
    *,
    mark: str = "",
    **more: Any,
) -> int:
    """Each of the people by themselves. Returns how many were told now."""
    keys = [person.pk for person in people]
    return _tell(
        people=Q(pk__in=keys),
        kind=kind,
        params=_params(recommendation, more),
        where=path(recommendation),
        key=_key(recommendation, kind, mark),
        at=at,
    )


def tell_all(
    recommendation: Recommendation,
    kind: str,
    at: datetime,
    *,
    mark: str = "",
    without: Iterable[int] = (),
    also: Iterable[int] = (),
    **more: Any,
) -> int:
    """The author and everybody who follows the recommendation or where it comes from."""
    document = recommendation.document
    topics = [topic(recommendation), *source_topics(document)]
    people = _followers(topics) | Q(pk__in=authors(document).values("pk")) | Q(pk__in=list(also))
    return _tell(
        people=people & ~Q(pk__in=list(without)),
        kind=kind,
        params=_params(recommendation, more),
        where=path(recommendation),
        key=_key(recommendation, kind, mark),
        at=at,
    )


def _keepers(recommendation: Recommendation) -> list[Person]:
    """Who answers for it: the named person and the moderators."""
    people = list(moderators(recommendation.akimat))
    return [*people, recommendation.specialist] if recommendation.specialist else people


def _followers(topics: Sequence[str]) -> Q:
    return Q(pk__in=Person.objects.filter(follows__topic__in=list(topics)).values("pk"))


def _tell(
    *, people: Q, kind: str, params: Mapping[str, Any], where: str, key: str, at: datetime
) -> int:
    return notifications.notify_people(
        people=Person.objects.filter(people), kind=kind, params=params, path=where, key=key, at=at
    )


def _params(recommendation: Recommendation, more: Mapping[str, Any]) -> dict[str, Any]:
    words = read(recommendation, "text")
    due = recommendation.due_on
    return {
        "title": read(recommendation.document, "title"),
        "text": {code: _short(words[code]) for code in LANGUAGES},
        "due_date": due.isoformat() if due else "",
        **more,
    }


def _key(recommendation: Recommendation, kind: str, mark: str) -> str:
    short = kind.removeprefix("recommendation_")
    return f"recommendation/{recommendation.pk}/{short}" + (f"/{mark}" if mark else "")


def _short(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= SHORT else words[: SHORT - 1] + "…"
