"""Meetings that are run, made by the operations of the site."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from commons.people.models import Person
from commons.territories.models import Akimat
from consultations.councils.enums import Seat
from consultations.councils.models import Council, Mandate
from consultations.meetings import operations as meetings
from consultations.meetings.enums import MeetingKind
from consultations.meetings.models import Meeting
from consultations.sittings import operations
from consultations.sittings.enums import Presence
from consultations.sittings.models import MeetingQuestion, Minutes, RollCall, Speaker
from consultations.sittings.permissions import sitting_of
from tests.factories.hearings_meetings import draft_meeting, paper, texts

SEATS = (Seat.CHAIR, Seat.SECRETARY)


def council(
    akimat: Akimat, at: datetime, people: Iterable[Person | None] = (), *, size: int = 9
) -> Council:
    """Seats from that day on, named M1, M2 and so on: the first chairs, the second is secretary;
    `people` hold them in that order."""
    made = Council.objects.create(
        akimat=akimat,
        size=size,
        published_at=at,
        created_at=at,
        **{f"name_{code}": text for code, text in texts("Public council").items()},
    )
    held = [*people, *[None] * size][:size]
    Mandate.objects.bulk_create(
        Mandate(
            council=made,
            person=person,
            name=f"M{n + 1}",
            seat=SEATS[n] if n < len(SEATS) else Seat.MEMBER,
            sector="civ",
            begins_on=at.date() - timedelta(days=200),
            ends_on=at.date() + timedelta(days=900),
        )
        for n, person in enumerate(held)
    )
    return made


def announced(akimat: Akimat, actor: Person, starts_at: datetime, **more: Any) -> Meeting:
    """With an agenda of two items, its notice published 40 days before."""
    at = starts_at - timedelta(days=40)
    made = draft_meeting(akimat, actor, at, starts_at=starts_at, **more)
    meetings.set_agenda(
        meeting=made,
        actor=actor,
        at=at,
        items=[
            {"title": texts("Report on the budget"), "speaker": "A. Omarova"},
            {"title": texts("Roads"), "speaker": ""},
        ],
    )
    if made.kind == MeetingKind.ENVIRONMENT:
        paper(made, actor, at)
    return meetings.announce_meeting(meeting=made, actor=actor, at=at)


def of_council(held: Council, actor: Person, starts_at: datetime, **more: Any) -> Meeting:
    return announced(held.akimat, actor, starts_at, kind=MeetingKind.COUNCIL, council=held, **more)


def started(meeting: Meeting, actor: Person, *, here: int | None = None) -> Meeting:
    """Opened at its time with so many members in the room, all of them by default."""
    operations.start(meeting=meeting, actor=actor, at=meeting.starts_at)
    if meeting.council_id:
        come(meeting, actor, here)
    return fresh(meeting)


def come(meeting: Meeting, actor: Person, here: int | None = None, guests: int = 0) -> None:
    seats = sorted(seats_of(meeting), key=lambda row: row.pk)
    count = len(seats) if here is None else here
    marks = {
        row.pk: Presence.PRESENT if n < count else Presence.ABSENT for n, row in enumerate(seats)
    }
    operations.mark(
        meeting=meeting,
        marks=marks,
        guests=guests,
        guests_remote=0,
        actor=actor,
        at=meeting.starts_at,
    )


def seats_of(meeting: Meeting) -> list[Mandate]:
    return list(Mandate.objects.filter(council=meeting.council_id).order_by("pk"))


def question(meeting: Meeting, author: Person, at: datetime, text: str = "") -> MeetingQuestion:
    return operations.ask(
        meeting=meeting,
        author=author,
        text=text or "When will the bridge be repaired?",
        language="en",
        at=at,
    )


def answered(asked: MeetingQuestion, actor: Person, at: datetime) -> MeetingQuestion:
    return operations.answer(
        question=asked,
        kind="room",
        text="In June.",
        language="en",
        answerer="A. Omarova, head of roads",
        actor=actor,
        at=at,
    )


def speaker(meeting: Meeting, actor: Person, at: datetime, name: str = "B. Alpysov") -> Speaker:
    return operations.add_speaker(meeting=meeting, name=name, topic="Roads", actor=actor, at=at)


def prepared(meeting: Meeting, actor: Person, **more: Any) -> RollCall:
    values: dict[str, Any] = {"texts": texts("Approve the report")}
    return operations.prepare(
        meeting=meeting, actor=actor, at=meeting.starts_at, **{**values, **more}
    )


def voted(roll_call: RollCall, actor: Person, choices: str, at: datetime) -> RollCall:
    """Opened, voted and closed: a letter for each seat in order: + for, - against, 0 abstained,
    anything else says nothing."""
    operations.open_vote(roll_call=roll_call, actor=actor, at=at)
    words = {"+": "for", "-": "against", "0": "abstained"}
    pairs = zip(seats_of(roll_call.meeting), choices, strict=False)
    operations.enter(
        roll_call=roll_call,
        choices={seat.pk: words[sign] for seat, sign in pairs if sign in words},
        actor=actor,
        at=at,
    )
    return operations.close_vote(roll_call=roll_call, actor=actor, at=at)


def held(meeting: Meeting, actor: Person) -> Meeting:
    """Opened and ended by its notice."""
    if sitting_of(fresh(meeting)).started_at is None:
        started(meeting, actor)
    operations.end(meeting=meeting, actor=actor, at=meeting.ends_at)
    return fresh(meeting)


def written(meeting: Meeting, actor: Person, at: datetime) -> None:
    operations.save_minutes(
        meeting=meeting,
        opening=texts("The chair opened the meeting."),
        closing={},
        chaired_by="M1",
        written_by="M2",
        notes={},
        actor=actor,
        at=at,
    )


def published(meeting: Meeting, actor: Person, at: datetime) -> Minutes:
    written(meeting, actor, at)
    return operations.publish_minutes(meeting=fresh(meeting), actor=actor, at=at)


def fresh(meeting: Meeting) -> Meeting:
    return Meeting.objects.select_related("akimat", "council", "sitting", "minutes").get(
        pk=meeting.pk
    )
