"""Final documents, replies and commitments in any state, made by the operations of the site."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from commons.people.models import Person
from commons.territories.models import Akimat
from consultations.councils.enums import Seat
from consultations.councils.models import Council, Mandate
from consultations.meetings.enums import MeetingKind, MeetingStatus
from consultations.meetings.models import Meeting
from consultations.recommendations import operations
from consultations.recommendations.models import Commitment, FinalDocument, Recommendation
from consultations.recommendations.sources import origin


def texts(words: str) -> dict[str, str]:
    return {"kk": f"{words} (қаз)", "ru": f"{words} (рус)", "en": words}


def columns(field: str, words: str) -> dict[str, str]:
    return {f"{field}_{code}": text for code, text in texts(words).items()}


def morning(day: date) -> datetime:
    """Ten in the morning in Astana."""
    return datetime.combine(day, time(5), tzinfo=UTC)


def held_meeting(
    akimat: Akimat, actor: Person, day: date, council: Council | None = None
) -> Meeting:
    """A hearing of long ago, past the operations that keep the legal notice."""
    begins = morning(day)
    return Meeting.objects.create(
        akimat=akimat,
        kind=MeetingKind.COUNCIL if council else MeetingKind.HEARING,
        council=council,
        status=MeetingStatus.HELD,
        starts_at=begins,
        ends_at=begins + timedelta(hours=2),
        announced_at=begins - timedelta(days=30),
        notice_days=15,
        held_at=begins + timedelta(hours=2),
        created_by=actor,
        created_at=begins - timedelta(days=40),
        **columns("title", "Hearing on buses"),
        **columns("place", "Hall 2"),
    )


def council_with(akimat: Akimat, at: datetime, **seats: Person) -> Council:
    """A published council; `chair=person`, `member=person` by seat."""
    council = Council.objects.create(
        akimat=akimat, size=15, published_at=at, created_at=at, **columns("name", "Council")
    )
    for seat, person in seats.items():
        Mandate.objects.create(
            council=council,
            person=person,
            name=person.name,
            seat=Seat(seat),
            sector="civ",
            begins_on=at.date(),
            ends_on=at.date() + timedelta(days=1000),
        )
    return council


def document(
    source: Any,
    actor: Person,
    at: datetime,
    *,
    specialist: Person | None = None,
    asks: int = 2,
    **details: Any,
) -> FinalDocument:
    """Being written, with all that the law wants where a specialist is named."""
    begun = origin(source)
    made = operations.start_document(
        akimat=source.akimat,
        origin=begun,
        texts={name: texts(name.capitalize()) for name in ("title", "place", "tasks")}
        | {"subjects": texts("The council"), "facts": texts("The last bus leaves at nine.")},
        details={
            "event_on": begun.event_on,
            "begins": time(10),
            "ends": time(12),
            "forms": ["hearing"],
            **details,
        },
        actor=actor,
        at=at,
    )
    for number in range(1, asks + 1):
        operations.add_recommendation(
            document=made,
            text=texts(f"Let buses run until midnight, {number}"),
            grounds=texts("The late shift ends at eleven."),
            specialist=specialist,
            actor=actor,
            at=at,
        )
    return made


def sent(
    source: Any, actor: Person, at: datetime, specialist: Person, **more: Any
) -> list[Recommendation]:
    """The recommendations of a document that was sent at that moment."""
    made = document(source, actor, at, specialist=specialist, **more)
    operations.send_document(document=made, actor=actor, at=at)
    return list(made.recommendations.select_related("document", "akimat").order_by("number"))


def replied(
    recommendation: Recommendation,
    actor: Person,
    at: datetime,
    *,
    decision: str = "accepted",
    until: date | None = None,
) -> Recommendation:
    """Answered, with one promise where `until` is given."""
    promises = (
        [operations.Promise(texts("Night buses on line 5"), texts("Transport office"), until)]
        if until
        else []
    )
    return operations.publish_reply(
        recommendation=recommendation,
        decision=decision,
        reply=texts("Because the late shift asked for it."),
        promises=promises,
        actor=actor,
        at=at,
    )


def promised(
    recommendation: Recommendation, actor: Person, at: datetime, until: date
) -> Commitment:
    replied(recommendation, actor, at, until=until)
    return Commitment.objects.get(recommendation=recommendation)
