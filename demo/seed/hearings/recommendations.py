"""Recommendations of the demo: the hearing on buses with its whole chain, one reply of it late; a
petition's document whose replies are still to come; and a few in each of the other akimats."""

from datetime import datetime, time, timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from commons.interface.official import read
from commons.notifications.operations import follow
from commons.people.models import Person
from commons.territories.models import Akimat
from consultations.councils.enums import Seat
from consultations.councils.models import Council, Mandate
from consultations.meetings import operations as meetings
from consultations.meetings.enums import MeetingKind
from consultations.meetings.models import Meeting
from consultations.petitions.models import Petition
from consultations.recommendations import operations
from consultations.recommendations.models import Commitment, FinalDocument, Recommendation
from consultations.recommendations.sources import origin
from consultations.sittings import operations as sittings

from ..content import load, texts
from ..days import Days
from ..people import Cast
from .meetings import pdf


def create(
    *,
    akimat: Akimat,
    cast: Cast,
    at: datetime,
    past_hearing: Meeting | None = None,
    answered: Petition | None = None,
    **made: Any,
) -> dict[str, FinalDocument]:
    """`past_hearing` must have been held. Returns `final_document` and `petition_document`."""
    days, content = Days(at), load("hearings/recommendations")
    found = {}
    if past_hearing is not None:
        past_hearing.refresh_from_db()
        found["final_document"] = _hearing(past_hearing, cast, content["hearing"], days)
    if answered is not None:
        found["petition_document"] = _petition(answered, cast, content["petition"], days)
    return found


def elsewhere(*, akimat: Akimat, cast: Cast, at: datetime) -> None:
    """One meeting of another akimat and how it answered, so that akimats can be compared."""
    days = Days(at)
    for row in load("hearings/recommendations")["elsewhere"]:
        if row["akimat"] == akimat.slug:
            _elsewhere(akimat, cast, row, days)


# --- the hearing of the council ---


def _hearing(meeting: Meeting, cast: Cast, row: dict[str, Any], days: Days) -> FinalDocument:
    """Written and spoken for by who led the council then."""
    assert meeting.council is not None
    author = _lead(meeting.council, cast)
    document = _written(meeting, row, author, cast, days)
    document = operations.send_document(
        document=document, actor=author, at=days.moment(row["sent"], 16)
    )
    rows = document.recommendations.select_related("document", "akimat").order_by("number")
    for one, told in zip(rows, row["recommendation"], strict=True):
        _answered(one, told, author, cast, days)
    return document


def _lead(council: Council, cast: Cast) -> Person:
    chairs = Mandate.objects.filter(council=council, seat=Seat.CHAIR, person__isnull=False)
    chair = chairs.select_related("person").order_by("pk").first()
    return chair.person if chair and chair.person else cast.moderator


def _written(
    source: Any, row: dict[str, Any], author: Person, cast: Cast, days: Days
) -> FinalDocument:
    """With all its recommendations, each to be answered by the specialist."""
    begun = origin(source)
    at = days.moment(row["begun"], 11)
    document = operations.start_document(
        akimat=source.akimat,
        origin=begun,
        texts={
            **{name: texts(row[name]) for name in ("title", "tasks", "facts")},
            "place": texts(row["place"]) if "place" in row else begun.places,
            "subjects": begun.subjects,
        },
        details={
            "event_on": begun.event_on or days.moment(row["event"]).date(),
            "begins": begun.begins or time(10),
            "ends": begun.ends or time(12),
            "forms": begun.forms,
        },
        actor=author,
        at=at,
    )
    for told in row["recommendation"]:
        operations.add_recommendation(
            document=document,
            text=texts(told["text"]),
            grounds=texts(told["grounds"]) if "grounds" in told else {},
            specialist=cast.specialist,
            actor=author,
            at=at,
        )
    return document


def _answered(
    one: Recommendation, told: dict[str, Any], author: Person, cast: Cast, days: Days
) -> None:
    """Handed over, its author heard, answered, corrected, kept: whatever is told of it."""
    keeper = cast.specialist
    if passed := told.get("handed"):
        operations.hand_over(
            recommendation=one,
            to=cast.moderator,
            reason=texts(passed["reason"]),
            actor=keeper,
            at=days.moment(passed["day"], 12),
        )
        keeper = cast.moderator
    if heard := told.get("heard"):
        _heard(one, heard, author, keeper, days)
    at = days.moment(told["replied"], 17)
    if "file" in told:
        operations.attach(recommendation=one, upload=_file(told["file"]), at=at)
    operations.publish_reply(
        recommendation=one,
        decision=told["decision"],
        reply=texts(told["reply"]),
        promises=[
            operations.Promise(
                texts(promise["title"]),
                texts(promise["office"]),
                days.moment(promise["until"]).date(),
            )
            for promise in told.get("promise", ())
        ],
        actor=keeper,
        at=at,
    )
    if again := told.get("correction"):
        operations.correct_reply(
            recommendation=one,
            decision=told["decision"],
            reply=texts(again["reply"]),
            reason=texts(again["reason"]),
            actor=keeper,
            at=days.moment(again["day"], 12),
        )
    kept = zip(one.commitments.order_by("number"), told.get("promise", ()), strict=True)
    for commitment, promise in kept:
        _kept(commitment, promise, keeper, cast, days)


def _heard(
    one: Recommendation, row: dict[str, Any], author: Person, keeper: Person, days: Days
) -> None:
    request = operations.ask_to_be_heard(
        recommendation=one,
        wish=row.get("way", "video"),
        words=row["words"],
        language="kk" if "arranged" in row else "ru",
        actor=author,
        at=days.moment(row["asked"], 18),
    )
    if "arranged" not in row:
        return
    begins = days.moment(row["day"], 11)
    operations.arrange(
        request=request,
        starts_at=begins,
        way=row["way"],
        where=row["where"],
        actor=keeper,
        at=days.moment(row["arranged"], 9),
    )
    operations.record_heard(
        request=request,
        came=True,
        outcome=texts(row["outcome"]),
        actor=keeper,
        at=begins + timedelta(hours=3),
    )


def _kept(
    commitment: Commitment, promise: dict[str, Any], keeper: Person, cast: Cast, days: Days
) -> None:
    for step in promise["steps"]:
        given: dict[str, Any] = {
            "commitment": commitment,
            "actor": keeper,
            "at": days.moment(step["day"], 15),
        }
        text, upload = texts(step["text"]), _file(step["file"]) if "file" in step else None
        if step["kind"] == "progress":
            operations.report(text=text, upload=upload, **given)
        elif step["kind"] == "moved":
            operations.move_date(to=days.moment(step["to"]).date(), reason=text, **given)
        else:
            operations.finish(proof=text, upload=upload, **given)
    if said := promise.get("dispute"):
        _disputed(commitment, said, keeper, cast, days)


def _disputed(
    commitment: Commitment, said: dict[str, Any], keeper: Person, cast: Cast, days: Days
) -> None:
    person, at = cast.residents[said["follower"]], days.moment(said["day"], 20)
    follow(person=person, topic=f"recommendation/{commitment.recommendation_id}", at=at)
    made = operations.dispute(
        commitment=commitment,
        words=said["words"],
        language=said["language"],
        actor=person,
        at=at,
    )
    operations.answer_dispute(
        dispute=made,
        upheld=said["upheld"],
        answer=texts(said["answer"]),
        actor=keeper,
        at=days.moment(said["answered"], 12),
    )


# --- the petition, and the other akimats ---


def _petition(petition: Petition, cast: Cast, row: dict[str, Any], days: Days) -> FinalDocument:
    """Written down by the moderator; the author of the petition speaks for it."""
    petition = Petition.objects.select_related("akimat", "proposal__author").get(pk=petition.pk)
    document = _written(petition, row, cast.moderator, cast, days)
    document = operations.send_document(
        document=document, actor=cast.moderator, at=days.moment(row["sent"], 16)
    )
    first = document.recommendations.select_related("document", "akimat").order_by("number")[0]
    _heard(first, row["heard"], petition.proposal.author, cast.specialist, days)
    return document


def _elsewhere(akimat: Akimat, cast: Cast, row: dict[str, Any], days: Days) -> None:
    begins = days.moment(row["day"], 15)
    meeting = meetings.create_meeting(
        akimat=akimat,
        kind=MeetingKind.AKIMAT,
        title=texts(row["title"]),
        about=texts(row["tasks"]),
        place=texts(row["place"]),
        led_by=read(akimat, "name"),
        starts_at=begins,
        ends_at=begins + timedelta(hours=2),
        languages=["kk", "ru"],
        access=["step_free"],
        email=akimat.email,
        phone=akimat.phone,
        actor=cast.moderator,
        at=begins - timedelta(days=12),
    )
    meeting = meetings.announce_meeting(
        meeting=meeting, actor=cast.moderator, at=begins - timedelta(days=10)
    )
    sittings.start(meeting=meeting, actor=cast.moderator, at=begins)
    sittings.end(meeting=meeting, actor=cast.moderator, at=meeting.ends_at)
    meeting.refresh_from_db()
    told = {
        **row,
        "begun": row["day"] + 1,
        "recommendation": [{"text": one["text"]} for one in row["replies"]],
    }
    document = _written(meeting, told, cast.moderator, cast, days)
    operations.send_document(
        document=document, actor=cast.moderator, at=days.moment(row["sent"], 16)
    )
    rows = document.recommendations.order_by("number")
    for one, reply in zip(rows, row["replies"], strict=True):
        if "day" in reply:
            operations.publish_reply(
                recommendation=one,
                decision=reply["decision"],
                reply=texts(reply["reply"]),
                actor=cast.specialist,
                at=days.moment(reply["day"], 15),
            )


def _file(name: str) -> "SimpleUploadedFile":
    return SimpleUploadedFile(name, pdf(), "application/pdf")
