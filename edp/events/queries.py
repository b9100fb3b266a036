"""Reads of events, registrations and notes."""

import hashlib
from datetime import datetime
from typing import Any

from django.db.models import Count, F, Max, Prefetch, Q, QuerySet, Sum

from commons.people.enums import Sector
from commons.people.models import Person

from ..models import Round
from ..stakeholders.enums import StakeholderStatus
from ..stakeholders.models import Stakeholder
from .enums import RegistrationStatus
from .models import Event, Note, NoteVersion, Registration

R = RegistrationStatus


def of_round(round: Round) -> QuerySet[Event]:
    """All events of the round with what their pages show, the earliest first."""
    events = Event.objects.filter(round=round).select_related(
        "inside", "territory", "facilitator", "rapporteur"
    )
    return events.order_by("starts_at", "pk")


def public(round: Round) -> QuerySet[Event]:
    """Announced events, cancelled ones too: who had planned to come must find them."""
    return of_round(round).exclude(published_at=None)


def with_numbers(events: QuerySet[Event]) -> QuerySet[Event]:
    """Adds `taken`, `waiting` and `came`."""
    return events.annotate(
        taken=Count("registrations", filter=Q(registrations__status=R.REGISTERED)),
        waiting=Count("registrations", filter=Q(registrations__status=R.WAITING)),
        came=Count("registrations", filter=Q(registrations__attended=True)),
    )


def listed(round: Round, at: datetime, *, past: bool, drafts: bool) -> QuerySet[Event]:
    """Events that stand by themselves, their groups prefetched, coming or past."""
    events = of_round(round) if drafts else public(round)
    groups = with_numbers(events)
    events = with_numbers(events.filter(inside=None))
    events = events.filter(ends_at__lte=at) if past else events.filter(ends_at__gt=at)
    order = ("-starts_at", "-pk") if past else ("starts_at", "pk")
    return events.prefetch_related(Prefetch("groups", groups)).order_by(*order)


def taken(event: Event) -> int:
    return event.registrations.filter(status=R.REGISTERED).count()


def registration_of(
    event: Event, person: Any, seat: Stakeholder | None = None
) -> Registration | None:
    """The person's own registration, whether as a stakeholder or as a resident."""
    if not person.is_authenticated:
        return None
    whose = Q(person=person) | (Q(stakeholder=seat) if seat else Q(stakeholder__person=person))
    return event.registrations.filter(whose).order_by("pk").first()


def waiting_place(registration: Registration) -> int:
    """How many stand before this one on the waiting list, itself counted."""
    earlier = Q(registered_at__lt=registration.registered_at) | Q(
        registered_at=registration.registered_at, pk__lte=registration.pk
    )
    return Registration.objects.filter(
        earlier, event=registration.event_id, status=R.WAITING
    ).count()


def attendance(event: Event) -> QuerySet[Registration]:
    """Everybody who registered and did not cancel, by name."""
    rows = event.registrations.exclude(status=R.CANCELLED)
    return rows.select_related(
        "stakeholder__organisation", "stakeholder__person", "person"
    ).order_by("stakeholder__name", "person__name", "pk")


def came_by_sector(event: Event) -> dict[str, int]:
    """How many came from each sector, in the fixed order; residents without a seat come last,
    under "resident". Empty until attendance was taken."""
    rows = (
        event.registrations.filter(attended=True)
        .values_list("stakeholder__sector")
        .annotate(n=Count("pk"))
        .order_by()
    )
    found = {sector or "resident": n for sector, n in rows}
    return {code: found.get(code, 0) for code in (*Sector.values, "resident") if found}


def told(event: Event) -> QuerySet[Person]:
    """Accounts of those with a place or on the waiting list, and of who leads the event."""
    mine = Registration.objects.filter(event=event).exclude(status=R.CANCELLED)
    return Person.objects.filter(
        Q(pk__in=mine.exclude(person=None).values("person"))
        | Q(pk__in=mine.exclude(stakeholder__person=None).values("stakeholder__person"))
        | Q(discovery_seats__facilitates=event)
        | Q(discovery_seats__reports_on=event)
    ).distinct()


def may_lead(round: Round) -> QuerySet[Stakeholder]:
    """Accepted stakeholders with an account: facilitators and rapporteurs work on the pages."""
    return (
        Stakeholder.objects.filter(
            round=round, status=StakeholderStatus.ACCEPTED, person__isnull=False
        )
        .select_related("organisation")
        .order_by("name", "pk")
    )


# --- notes ---


def notes(event: Event) -> QuerySet[Note]:
    return (
        event.notes.filter(removed_at=None)
        .select_related("author")
        .annotate(wordings=Count("versions"))
        .order_by("written_at", "pk")
    )


def removed_notes(event: Event) -> QuerySet[Note]:
    rows = event.notes.exclude(removed_at=None).select_related("author", "removed_by")
    return rows.order_by("-removed_at", "-pk")


def notes_state(event: Event) -> str:
    """A short mark that changes with every note. One query, so that asking often costs little."""
    found = event.notes.aggregate(
        n=Count("pk"), latest=Max("changed_at"), sum=Sum("version"), gone=Count("removed_at")
    )
    kept = NoteVersion.objects.filter(note__event=event, is_taken=False).count()
    text = f"{sorted(found.items())} {kept} {event.report_published_at}"
    return hashlib.sha256(text.encode()).hexdigest()[:16]


# --- what the clock has brought ---


def to_remind(at: datetime, until: datetime) -> QuerySet[Event]:
    """Announced events that begin soon and whose participants were not reminded yet."""
    return (
        Event.objects.filter(
            starts_at__gt=at, starts_at__lte=until, cancelled_at=None, reminded_at=None
        )
        .exclude(published_at=None)
        .order_by("starts_at", "pk")
    )


def without_pdf() -> QuerySet[Event]:
    """Published reports whose newest version is not in the file yet; one that failed waits for
    somebody to order it anew."""
    stale = Q(pdf_version=None) | ~Q(pdf_version=F("report_version"))
    return (
        Event.objects.exclude(report_published_at=None).filter(stale, pdf_error="").order_by("pk")
    )
