"""Whom the operations on meetings tell, and of what. The words are in messages.py."""

from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from commons.interface import official
from commons.notifications import operations as notifications
from commons.people.models import Person
from commons.territories.enums import Role
from commons.territories.models import Akimat

from . import queries
from .models import AgendaProposal, EnvironmentRequest, Meeting, MeetingRegistration


def topic(meeting: Meeting) -> str:
    return f"meeting/{meeting.pk}"


def path_of(meeting: Meeting) -> str:
    return reverse("consultations:meeting", args=[meeting.akimat.slug, meeting.pk])


def request_path(request: EnvironmentRequest) -> str:
    return reverse("consultations:environment_request", args=[request.akimat.slug, request.pk])


def announced(meeting: Meeting, at: datetime) -> None:
    """Who follows what the akimat announces, the members of the council that meets, and whoever
    asked for the hearing. Nobody twice: the key is the same."""
    words: dict[str, Any] = {"params": _params(meeting), "path": path_of(meeting), "at": at}
    key = f"meeting/{meeting.pk}/announced"
    askers = Person.objects.filter(environment_requests__meeting=meeting).distinct()
    notifications.notify_people(people=askers, kind="environment_meeting", key=key, **words)
    if meeting.council_id:
        members = queries.members(meeting)
        notifications.notify_people(people=members, kind="meeting_announced", key=key, **words)
    notifications.notify_followers(
        topic=f"hearings/{meeting.akimat_id}", kind="meeting_announced", key=key, **words
    )


def to_all(meeting: Meeting, kind: str, at: datetime, *, key: str, **more: Any) -> int:
    """Everybody who registered or follows; returns how many."""
    return _to(queries.told(meeting), meeting, kind, at, key, **more)


def to_registered(meeting: Meeting, kind: str, at: datetime, *, key: str) -> int:
    rows = meeting.registrations.filter(status="registered", person__isnull=False)
    people = Person.objects.filter(pk__in=rows.values("person"))
    return _to(people, meeting, kind, at, key)


def to_one(registration: MeetingRegistration, kind: str, at: datetime) -> None:
    """Nobody, where they were entered by hand: staff tell them."""
    if registration.person is None:
        return
    meeting = registration.meeting
    notifications.notify(
        person=registration.person,
        kind=f"meeting_{kind}",
        params=_params(meeting),
        path=path_of(meeting),
        key=f"meeting/{meeting.pk}/{kind}/{registration.pk}/{at.isoformat()}",
        at=at,
    )


def decided(proposal: AgendaProposal, at: datetime) -> None:
    meeting = proposal.meeting
    notifications.notify(
        person=proposal.author,
        kind=f"agenda_{proposal.status}",
        params=_params(meeting) | {"item": proposal.title, "reason": proposal.reason},
        path=f"{path_of(meeting)}#proposal-{proposal.pk}",
        key=f"agenda/{proposal.pk}/{proposal.status}",
        at=at,
    )


def proposal_late(proposal: AgendaProposal, at: datetime) -> None:
    meeting = proposal.meeting
    notifications.notify_people(
        people=_moderators(meeting.akimat) | queries.leaders(meeting),
        kind="agenda_late",
        params=_params(meeting) | {"item": proposal.title, "due_date": proposal.due_on.isoformat()},
        path=f"{path_of(meeting)}#proposal-{proposal.pk}",
        key=f"agenda/{proposal.pk}/late",
        at=at,
    )


def answered(request: EnvironmentRequest, at: datetime) -> None:
    notifications.notify(
        person=request.author,
        kind="environment_answered",
        params={"request": request.title, "answer": request.answer},
        path=request_path(request),
        key=f"environment/{request.pk}/answered",
        at=at,
    )


def request_late(request: EnvironmentRequest, at: datetime) -> None:
    notifications.notify_people(
        people=_moderators(request.akimat),
        kind="environment_late",
        params={"request": request.title, "due_date": request.due_on.isoformat()},
        path=request_path(request),
        key=f"environment/{request.pk}/late",
        at=at,
    )


def _moderators(akimat: Akimat) -> QuerySet[Person]:
    held = akimat.memberships.filter(role=Role.MODERATOR)
    return Person.objects.filter(pk__in=held.values("person"))


def _to(
    people: QuerySet[Person], meeting: Meeting, kind: str, at: datetime, key: str, **more: Any
) -> int:
    return notifications.notify_people(
        people=people,
        kind=f"meeting_{kind}",
        params=_params(meeting) | more,
        path=path_of(meeting),
        key=f"meeting/{meeting.pk}/{key}",
        at=at,
    )


def _params(meeting: Meeting) -> dict[str, Any]:
    place = official.read(meeting, "place")
    return {
        "meeting": official.read(meeting, "title"),
        "starts_at": meeting.starts_at.isoformat(),
        # A sentence of its own, or nothing.
        "place": {code: f"{text}." for code, text in place.items() if text},
    }
