"""Reads of meetings and of what comes before them."""

from datetime import date, datetime
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Lower
from django.utils import timezone

from commons.people.models import Person
from commons.territories.enums import Level
from commons.territories.models import Akimat, Territory
from commons.territories.queries import districts, inside

from ..councils.enums import Seat
from ..councils.models import Mandate
from .enums import AgendaProposalStatus, MeetingStatus, Mode, RegistrationStatus, RequestStatus
from .models import (
    AgendaProposal,
    AgendaSupport,
    EnvironmentRequest,
    Meeting,
    MeetingPaper,
    MeetingRegistration,
)

S = MeetingStatus
R = RegistrationStatus
P = AgendaProposalStatus


def places(akimat: Akimat) -> QuerySet[Territory]:
    """What lists of places offer: districts of an oblast, everything inside a smaller unit."""
    if akimat.territory.level == Level.REGION:
        return districts(akimat)
    return inside(akimat.territory).exclude(pk=akimat.territory_id)


def of_akimat(akimat: Akimat) -> QuerySet[Meeting]:
    """All its meetings with what their pages name, the earliest first."""
    return (
        Meeting.objects.filter(akimat=akimat)
        .select_related("akimat__territory", "council", "draft", "petition", "territory")
        .order_by("starts_at", "pk")
    )


def public(akimat: Akimat) -> QuerySet[Meeting]:
    """Announced ones, cancelled ones too: who had planned to come must find them."""
    return of_akimat(akimat).exclude(status=S.DRAFT)


def coming(akimat: Akimat, at: datetime) -> QuerySet[Meeting]:
    """Public and not over yet."""
    return public(akimat).filter(ends_at__gt=at)


def past(akimat: Akimat, at: datetime) -> QuerySet[Meeting]:
    """The latest first."""
    return public(akimat).filter(ends_at__lte=at).order_by("-starts_at", "-pk")


def preparing(akimat: Akimat, councils: list[Any] | None = None) -> QuerySet[Meeting]:
    """Drafts; of these councils only, where they are given."""
    rows = of_akimat(akimat).filter(status=S.DRAFT)
    return rows if councils is None else rows.filter(council__in=councils)


def narrowed(
    meetings: QuerySet[Meeting], *, kind: str = "", territory: Territory | None = None
) -> QuerySet[Meeting]:
    """By kind, and by a district with everything in it."""
    if kind:
        meetings = meetings.filter(kind=kind)
    if territory is not None:
        meetings = meetings.filter(territory__kato__startswith=territory.prefix)
    return meetings


def with_numbers(meetings: QuerySet[Meeting]) -> QuerySet[Meeting]:
    """Adds `taken_count` (in the room), `remote_count`, `waiting_count`, `speaker_count`."""
    here = Q(registrations__status=R.REGISTERED)
    return meetings.annotate(
        taken_count=Count("registrations", filter=here & Q(registrations__mode=Mode.IN_PERSON)),
        remote_count=Count("registrations", filter=here & Q(registrations__mode=Mode.REMOTE)),
        waiting_count=Count("registrations", filter=Q(registrations__status=R.WAITING)),
        speaker_count=Count("registrations", filter=here & Q(registrations__wants_to_speak=True)),
    )


# --- papers ---


def papers(meeting: Meeting) -> QuerySet[MeetingPaper]:
    """Those that were not withdrawn, in their order."""
    rows = meeting.papers.filter(withdrawn_at=None).select_related("draft")
    return rows.order_by("position", "pk")


# --- registration ---


def taken(meeting: Meeting) -> int:
    """Places in the room that are given away."""
    return meeting.registrations.filter(status=R.REGISTERED, mode=Mode.IN_PERSON).count()


def registration_of(meeting: Meeting, person: Any) -> MeetingRegistration | None:
    """The person's own, cancelled ones too."""
    if not person.is_authenticated:
        return None
    return meeting.registrations.filter(person=person).first()


def waiting_place(registration: MeetingRegistration) -> int:
    """Where it stands on the waiting list, from 1."""
    earlier = Q(registered_at__lt=registration.registered_at) | Q(
        registered_at=registration.registered_at, pk__lte=registration.pk
    )
    return MeetingRegistration.objects.filter(
        earlier, meeting=registration.meeting_id, status=R.WAITING
    ).count()


def desk(meeting: Meeting) -> QuerySet[MeetingRegistration]:
    """Everybody who registered and did not cancel, by name."""
    rows = meeting.registrations.exclude(status=R.CANCELLED).select_related("person")
    return rows.order_by(Lower("name"), Lower("person__name"), "pk")


def told(meeting: Meeting) -> QuerySet[Person]:
    """Accounts of those who registered, on the waiting list too, and of who follows the meeting."""
    registered = meeting.registrations.exclude(Q(status=R.CANCELLED) | Q(person=None))
    return Person.objects.filter(
        Q(pk__in=registered.values("person")) | Q(follows__topic=f"meeting/{meeting.pk}")
    ).distinct()


def members(meeting: Meeting) -> QuerySet[Person]:
    """Accounts of the council that meets."""
    seats = Mandate.objects.filter(
        council=meeting.council_id, ended_on__isnull=True, person__isnull=False
    )
    return Person.objects.filter(pk__in=seats.values("person"))


def leaders(meeting: Meeting) -> QuerySet[Person]:
    """Accounts of chair, deputy and secretary of the council that meets."""
    seats = Mandate.objects.filter(
        council=meeting.council_id, ended_on__isnull=True, person__isnull=False
    ).exclude(seat=Seat.MEMBER)
    return Person.objects.filter(pk__in=seats.values("person"))


# --- the agenda ---


def proposals(meeting: Meeting, person: Any) -> QuerySet[AgendaProposal]:
    """What was proposed, the most supported first; withdrawn ones are gone. Adds `support_count`
    and whether this person supports it (`is_mine_too`)."""
    mine = AgendaSupport.objects.filter(proposal=OuterRef("pk"), person=person.pk or 0)
    return (
        meeting.proposals.exclude(status=P.WITHDRAWN)
        .select_related("author", "item", "meeting")
        .annotate(support_count=Count("supports"), is_mine_too=Exists(mine))
        .order_by("-support_count", "proposed_at", "pk")
    )


def proposals_waiting(
    akimat: Akimat, at: datetime, councils: list[Any] | None = None
) -> QuerySet[AgendaProposal]:
    """Proposals that nobody decided before the meeting, the most urgent first."""
    rows = AgendaProposal.objects.filter(
        status=P.PROPOSED,
        meeting__akimat=akimat,
        meeting__status=S.ANNOUNCED,
        meeting__ends_at__gt=at,
    )
    if councils is not None:
        rows = rows.filter(meeting__council__in=councils)
    rows = rows.select_related("author", "meeting__akimat", "meeting__council")
    return rows.annotate(support_count=Count("supports")).order_by("due_on", "proposed_at", "pk")


# --- environmental hearings ---


def requests(akimat: Akimat) -> QuerySet[EnvironmentRequest]:
    """Newest first."""
    return (
        EnvironmentRequest.objects.filter(akimat=akimat)
        .select_related("author", "territory", "meeting", "answered_by")
        .order_by("-requested_at", "-pk")
    )


def requests_waiting(akimat: Akimat) -> QuerySet[EnvironmentRequest]:
    return requests(akimat).filter(status=RequestStatus.WAITING).order_by("due_on", "pk")


def late(rows: QuerySet[Any], at: datetime) -> QuerySet[Any]:
    """Of rows with `due_on`, those whose day has passed."""
    today: date = timezone.localdate(at)
    return rows.filter(due_on__lt=today)


# --- what the clock has brought ---


def proposals_overdue(at: datetime) -> QuerySet[AgendaProposal]:
    """Of all akimats: undecided on the day after they were due, the meeting still ahead."""
    rows = AgendaProposal.objects.filter(
        status=P.PROPOSED, meeting__status=S.ANNOUNCED, meeting__starts_at__gt=at
    )
    return late(rows, at).select_related("meeting__akimat").order_by("due_on", "pk")


def requests_overdue(at: datetime) -> QuerySet[EnvironmentRequest]:
    rows = EnvironmentRequest.objects.filter(status=RequestStatus.WAITING)
    return late(rows, at).select_related("akimat").order_by("due_on", "pk")


def to_remind(at: datetime, until: datetime) -> QuerySet[Meeting]:
    """Announced meetings that begin soon and nobody was reminded of."""
    rows = Meeting.objects.filter(
        status=S.ANNOUNCED, starts_at__gt=at, starts_at__lte=until, reminded_at=None
    )
    return rows.order_by("starts_at", "pk")
