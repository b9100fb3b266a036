"""Reads of final documents, what they recommend, and what came of it."""

from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Case, Prefetch, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce

from commons.people.models import Person
from commons.territories.enums import Role
from commons.territories.models import Akimat

from ..councils.models import Mandate
from ..meetings.enums import MeetingKind, MeetingStatus
from ..meetings.models import Meeting
from .enums import OPEN_REQUESTS, CommitmentStatus, DocumentStatus, Source, Standing
from .models import (
    Commitment,
    Dispute,
    FinalDocument,
    Handover,
    HeardRequest,
    Recommendation,
    ReplyVersion,
    Step,
)
from .permissions import LEAD_SEATS

SOURCES = ("meeting", "council", "draft", "petition")


def documents_of(**source: Any) -> QuerySet[FinalDocument]:
    """The documents that were sent from one source, newest first, with their recommendations.

    `documents_of(meeting=…)`, or council, draft, petition. Two queries for any number.
    """
    if len(source) != 1 or not source.keys() <= set(SOURCES):
        raise TypeError(f"one of {', '.join(SOURCES)} is needed")
    return with_recommendations(FinalDocument.objects.filter(status=DocumentStatus.SENT, **source))


def with_recommendations(documents: QuerySet[FinalDocument]) -> QuerySet[FinalDocument]:
    """Newest first, each with `recommendations.all()` in order and who replies to them."""
    rows = Recommendation.objects.select_related("specialist", "replied_by").order_by(
        "number", "pk"
    )
    return (
        with_sources(documents)
        .prefetch_related(Prefetch("recommendations", queryset=rows))
        .order_by(Coalesce("sent_at", "created_at").desc(), "-pk")
    )


def with_sources(documents: QuerySet[FinalDocument]) -> QuerySet[FinalDocument]:
    return documents.select_related(
        "akimat", "meeting", "council", "draft", "petition__proposal", "written_by"
    )


def sent(akimat: Akimat) -> QuerySet[FinalDocument]:
    return with_recommendations(
        FinalDocument.objects.filter(akimat=akimat, status=DocumentStatus.SENT)
    )


def unsent(akimat: Akimat, person: Any, *, runs: bool) -> QuerySet[FinalDocument]:
    """What is being written: all of it for a moderator, for others that of councils they lead."""
    rows = FinalDocument.objects.filter(akimat=akimat, status=DocumentStatus.DRAFT)
    if not person.is_authenticated:
        return rows.none()
    if not runs:
        rows = rows.filter(council__in=led_by(person))
    return with_sources(rows).order_by("send_due_on", "pk")


def without_document(akimat: Akimat, person: Any, at: datetime, *, runs: bool) -> QuerySet[Meeting]:
    """Public hearings of the last 90 days that no final document is written about, for who may
    write it; the oldest first."""
    rows = Meeting.objects.filter(
        akimat=akimat,
        kind=MeetingKind.HEARING,
        status=MeetingStatus.HELD,
        final_documents__isnull=True,
        ends_at__gte=at - timedelta(days=90),
    )
    if not runs:
        rows = rows.filter(council__in=led_by(person)) if person.is_authenticated else rows.none()
    return rows.order_by("starts_at", "pk")


def led_by(person: Any) -> QuerySet[Mandate, Any]:
    """The keys of councils that the person leads."""
    rows = Mandate.objects.filter(person=person, ended_on__isnull=True, seat__in=LEAD_SEATS)
    return rows.values("council")


def staff(akimat: Akimat) -> QuerySet[Person]:
    """Who can be named to reply: specialists and moderators, by name."""
    roles = (Role.SPECIALIST, Role.MODERATOR)
    return (
        Person.objects.filter(
            memberships__akimat=akimat,
            memberships__role__in=roles,
            is_active=True,
            erased_at__isnull=True,
        )
        .distinct()
        .order_by("name", "pk")
    )


def moderators(akimat: Akimat) -> QuerySet[Person]:
    return staff(akimat).filter(memberships__akimat=akimat, memberships__role=Role.MODERATOR)


def recommendations(akimat: Akimat | None = None) -> QuerySet[Recommendation]:
    """What was sent, the newest document first; of one akimat or of all."""
    rows = Recommendation.objects.filter(document__status=DocumentStatus.SENT)
    if akimat is not None:
        rows = rows.filter(akimat=akimat)
    return rows.select_related(
        "akimat",
        "specialist",
        "replied_by",
        "document__akimat",
        "document__meeting",
        "document__council",
        "document__draft",
        "document__petition__proposal",
    ).order_by("-document__sent_at", "-document_id", "number", "pk")


def standing_is(standing: str, today: date) -> Q:
    """The condition for each value of Standing."""
    return {
        Standing.WAITING: Q(replied_at__isnull=True, due_on__gte=today),
        Standing.OVERDUE: Q(replied_at__isnull=True, due_on__lt=today),
        Standing.IN_TIME: Q(replied_at__isnull=False, replied_late=False),
        Standing.LATE: Q(replied_at__isnull=False, replied_late=True),
    }[Standing(standing)]


def source_kind() -> Case:
    """An expression: the Source of a recommendation, as FinalDocument.source tells it."""
    return Case(
        When(document__meeting__isnull=False, then=Value(Source.MEETING.value)),
        When(document__draft__isnull=False, then=Value(Source.DRAFT.value)),
        When(document__petition__isnull=False, then=Value(Source.PETITION.value)),
        default=Value(Source.COUNCIL.value),
    )


def latest_replies(akimat: Akimat) -> QuerySet[Recommendation]:
    found = recommendations(akimat).filter(replied_at__isnull=False)
    return found.order_by("-replied_at", "-pk")


def unanswered(akimat: Akimat) -> QuerySet[Recommendation]:
    """The queue: what is due first comes first."""
    return recommendations(akimat).filter(replied_at__isnull=True).order_by("due_on", "pk")


def in_full(akimat: Akimat) -> QuerySet[Recommendation]:
    """With everything its page shows."""
    people = Step.objects.select_related("actor").prefetch_related("files")
    promises = Commitment.objects.prefetch_related(
        Prefetch("steps", queryset=people.order_by("at", "pk")),
        Prefetch("disputes", queryset=Dispute.objects.select_related("person", "answered_by")),
    ).order_by("number")
    passed = Handover.objects.select_related("given_by", "given_to", "actor")
    asked = HeardRequest.objects.select_related("asked_by").order_by("asked_at", "pk")
    versions = ReplyVersion.objects.select_related("written_by").order_by("number")
    return recommendations(akimat).prefetch_related(
        "files",
        Prefetch("commitments", queryset=promises),
        Prefetch("handovers", queryset=passed.order_by("at", "pk")),
        Prefetch("heard_requests", queryset=asked),
        Prefetch("versions", queryset=versions),
    )


def commitments(akimat: Akimat) -> QuerySet[Commitment]:
    """What is due first comes first."""
    return (
        Commitment.objects.filter(akimat=akimat)
        .select_related("akimat", "recommendation__document__council", "recommendation__akimat")
        .order_by("due_on", "pk")
    )


def open_commitments(akimat: Akimat) -> QuerySet[Commitment]:
    return commitments(akimat).filter(status=CommitmentStatus.OPEN)


def open_requests(akimat: Akimat) -> QuerySet[HeardRequest]:
    """Requests to be heard that wait for a day or for their outcome."""
    return (
        HeardRequest.objects.filter(recommendation__akimat=akimat, status__in=OPEN_REQUESTS)
        .select_related("recommendation__document__council", "recommendation__akimat", "asked_by")
        .order_by("asked_at", "pk")
    )


def open_disputes(akimat: Akimat) -> QuerySet[Dispute]:
    return (
        Dispute.objects.filter(commitment__akimat=akimat, answered_at__isnull=True)
        .select_related("commitment__recommendation__document", "commitment__akimat", "person")
        .order_by("due_on", "pk")
    )
