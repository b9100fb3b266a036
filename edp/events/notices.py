"""Whom the operations on events tell, and of what. The words are in messages.py."""

from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from commons.interface import official
from commons.notifications import operations as notifications
from commons.people.models import Person

from ..stakeholders.models import Stakeholder
from . import queries
from .models import Event, Registration


def path_of(event: Event) -> str:
    round = event.round
    return reverse("edp:event", args=[round.akimat.slug, round.slug, event.pk])


def to_one(registration: Registration, kind: str, at: datetime) -> None:
    """Tell who holds the registration; nobody, where a stakeholder has no account."""
    seat = registration.stakeholder
    person = registration.person or (seat.person if seat else None)
    if person is None:
        return
    event = registration.event
    notifications.notify(
        person=person,
        kind=f"event_{kind}",
        params=_params(event),
        path=path_of(event),
        key=f"event/{event.pk}/{kind}/{registration.pk}/{at.isoformat()}",
        at=at,
    )


def to_registered(event: Event, kind: str, at: datetime, *, key: str, **more: Any) -> int:
    """Tell everybody with a place or on the waiting list, and who leads the event."""
    return _to(queries.told(event), event, kind, at, key, **more)


def to_leader(event: Event, seat: Stakeholder | None, at: datetime) -> None:
    if seat is not None and seat.person_id is not None:
        people = Person.objects.filter(pk=seat.person_id)
        _to(people, event, "leads", at, f"leads/{seat.pk}")


def _to(
    people: QuerySet[Person], event: Event, kind: str, at: datetime, key: str, **more: Any
) -> int:
    return notifications.notify_people(
        people=people,
        kind=f"event_{kind}",
        params=_params(event) | more,
        path=path_of(event),
        key=f"event/{event.pk}/{key}",
        at=at,
    )


def _params(event: Event) -> dict[str, Any]:
    place = official.read(event, "place")
    return {
        "event": official.read(event, "title"),
        "starts_at": event.starts_at.isoformat(),
        # A sentence of its own, or nothing.
        "place": {code: f"{text}." for code, text in place.items() if text},
    }
