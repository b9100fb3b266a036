"""Whom this part tells, and of what. The words are in messages.py."""

from datetime import date, datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse

from commons.interface import official
from commons.notifications import operations as notifications
from commons.people.models import Person
from commons.territories.enums import Role

from ..councils.enums import Seat
from ..councils.models import Mandate
from ..meetings import queries as meetings
from ..meetings.models import Meeting
from .models import MeetingQuestion, Minutes, MinutesAppeal

LEADING = (Seat.CHAIR, Seat.DEPUTY, Seat.SECRETARY)


def path_of(name: str, meeting: Meeting) -> str:
    return reverse(f"consultations:{name}", args=[meeting.akimat.slug, meeting.pk])


def of_question(question: MeetingQuestion, what: str, at: datetime) -> None:
    """`what` is answered or hidden."""
    notifications.notify(
        person=question.author,
        kind=f"meeting_question_{what}",
        params=_params(question.meeting)
        | {"question": question.text[:200], "reason": question.hidden_reason},
        path=f"{path_of('meeting_questions', question.meeting)}#q{question.pk}",
        key=f"meeting-question/{question.pk}/{what}",
        at=at,
    )


def of_minutes(minutes: Minutes, kind: str, at: datetime, *, key: str) -> int:
    """Those who registered, asked, follow the meeting or sit in its council."""
    meeting = minutes.meeting
    people = Person.objects.filter(
        Q(pk__in=meetings.told(meeting).values("pk"))
        | Q(pk__in=meeting.questions.values("author"))
        | Q(pk__in=meetings.members(meeting).values("pk"))
    )
    return _to(people, meeting, kind, at, key=key)


def to_leaders(meeting: Meeting, kind: str, at: datetime, *, due: date, key: str) -> int:
    """Moderators of the akimat, and who leads the council that met."""
    return _to(leaders(meeting), meeting, kind, at, key=key, due_date=due.isoformat())


def of_appeal(appeal: MinutesAppeal, at: datetime) -> None:
    meeting = appeal.minutes.meeting
    notifications.notify(
        person=appeal.author,
        kind="minutes_appeal_answered",
        params=_params(meeting),
        path=f"{path_of('meeting_minutes', meeting)}#appeals",
        key=f"minutes-appeal/{appeal.pk}/answered",
        at=at,
    )


def leaders(meeting: Meeting) -> QuerySet[Person]:
    run = Q(memberships__akimat=meeting.akimat_id, memberships__role=Role.MODERATOR)
    seats = Mandate.objects.filter(
        council=meeting.council_id, ended_on__isnull=True, seat__in=LEADING, person__isnull=False
    )
    return Person.objects.filter(run | Q(pk__in=seats.values("person"))).distinct()


def _to(
    people: QuerySet[Person], meeting: Meeting, kind: str, at: datetime, *, key: str, **more: Any
) -> int:
    return notifications.notify_people(
        people=people,
        kind=kind,
        params=_params(meeting) | more,
        path=path_of("meeting_minutes", meeting),
        key=f"meeting/{meeting.pk}/{key}",
        at=at,
    )


def _params(meeting: Meeting) -> dict[str, Any]:
    return {"meeting": official.read(meeting, "title")}
