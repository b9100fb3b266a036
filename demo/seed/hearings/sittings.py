"""What happened at the meetings of Pavlodar that are over, with their minutes: the first in time,
the second too late; and the questions to those ahead."""

from datetime import datetime, timedelta
from typing import Any

from commons.people.models import Person
from commons.territories.models import Akimat
from consultations.councils.enums import Seat
from consultations.councils.models import Mandate
from consultations.meetings.models import AgendaItem, Meeting
from consultations.sittings import operations, queries, quorum
from consultations.sittings.enums import HERE, AnswerKind, Presence
from consultations.sittings.models import MeetingQuestion, MeetingQuestionVote, Minutes

from ..content import load, texts
from ..days import Days
from ..people import Cast

CHOICES = {"+": "for", "-": "against", "0": "abstained"}
OFFICE = "В. Ли, көлік басқармасы / управление транспорта"


def create(
    *, akimat: Akimat, cast: Cast, at: datetime, meetings: dict[str, Meeting]
) -> dict[str, Minutes]:
    """`meetings` is what meetings.create returned; the minutes have the same keys."""
    days, content = Days(at), load("hearings/sittings")
    found = {}
    for row in content["sitting"]:
        found[row["meeting"]] = _held(meetings[row["meeting"]], cast, row, days)
    for row in content["coming"]:
        for told in row["question"]:
            _ask(meetings[row["meeting"]], cast, told, days.moment(told["day"], 12), days)
    return found


def _held(meeting: Meeting, cast: Cast, row: dict[str, Any], days: Days) -> Minutes:
    actor, begins = cast.moderator, meeting.starts_at
    early = [told for told in row["question"] if "day" in told]
    for told in early:
        _ask(meeting, cast, told, days.moment(told["day"], 12))
    operations.start(meeting=meeting, actor=actor, at=begins)
    here = _attend(meeting, row, actor)
    items = list(queries.agenda(meeting))
    for item, note in zip(items, row["notes"], strict=False):
        operations.write_note(item=item, texts=texts(note), actor=actor, at=begins)
    _speak(meeting, row, items[-1], actor)
    for told in [told for told in row["question"] if "day" not in told]:
        _ask(meeting, cast, told, begins + timedelta(minutes=50))
    for told in row["vote"]:
        _vote(meeting, told, here, items, actor)
    operations.end(meeting=meeting, actor=actor, at=meeting.ends_at)
    _answer(meeting, cast, row)
    return _publish(meeting, row, actor, days.moment(row["published"], 17))


def _attend(meeting: Meeting, row: dict[str, Any], actor: Person) -> list[Mandate]:
    """Who is there, in the order in which the votes of the content are."""
    told = {
        **dict.fromkeys(row["absent"], Presence.ABSENT),
        **dict.fromkeys(row["excused"], Presence.EXCUSED),
        **dict.fromkeys(row["remote"], Presence.REMOTE),
    }
    members = list(quorum.members(meeting))
    plain = [seat for seat in members if seat.seat == Seat.MEMBER]
    marks = {seat.pk: str(Presence.PRESENT) for seat in members}
    marks |= {seat.pk: told[n] for n, seat in enumerate(plain, 1) if n in told}
    here = [seat for seat in members if marks[seat.pk] in HERE]
    operations.mark(
        meeting=meeting,
        marks=marks,
        guests=row["guests"],
        guests_remote=row["guests_remote"],
        actor=actor,
        at=meeting.starts_at,
    )
    return here


def _speak(meeting: Meeting, row: dict[str, Any], item: AgendaItem, actor: Person) -> None:
    """One after the other from the second half hour on; the last on the list is not there."""
    at = meeting.starts_at + timedelta(minutes=60)
    for name, language, topic in row["extra_speakers"]:
        operations.add_speaker(
            meeting=meeting,
            name=name,
            topic=topic,
            language=language,
            item=item,
            actor=actor,
            at=at,
        )
    waiting = list(queries.on_the_list(meeting))
    for place, speaker in enumerate(waiting):
        if place and place == len(waiting) - 1:
            operations.withdraw(speaker=speaker, actor=actor, at=at)
            continue
        operations.call(speaker=speaker, actor=actor, at=at)
        at += timedelta(minutes=row["spoke"][place % len(row["spoke"])], seconds=-10)
        operations.finish(speaker=speaker, actor=actor, at=at)


def _vote(
    meeting: Meeting,
    told: dict[str, Any],
    here: list[Mandate],
    items: list[AgendaItem],
    actor: Person,
) -> None:
    at = meeting.ends_at - timedelta(minutes=15)
    roll_call = operations.prepare(
        meeting=meeting,
        kind=told["kind"],
        texts=texts(told["text"]),
        item=items[min(told["item"], len(items)) - 1],
        actor=actor,
        at=at,
    )
    operations.open_vote(roll_call=roll_call, actor=actor, at=at)
    pairs = zip(here, told["choices"], strict=False)
    choices = {seat.pk: CHOICES[sign] for seat, sign in pairs if sign in CHOICES}
    operations.enter(roll_call=roll_call, choices=choices, actor=actor, at=at)
    operations.close_vote(roll_call=roll_call, actor=actor, at=at)


def _ask(
    meeting: Meeting, cast: Cast, told: dict[str, Any], at: datetime, days: Days | None = None
) -> MeetingQuestion:
    """With the votes of residents; hidden an hour later, or answered on its day."""
    author = cast.residents[told["author"]]
    question = operations.ask(
        meeting=meeting, author=author, text=told["text"], language=told["language"], at=at
    )
    others = [one for one in cast.residents[70:] if one != author][: told["votes"]]
    MeetingQuestionVote.objects.bulk_create(
        MeetingQuestionVote(question=question, person=one, voted_at=at) for one in others
    )
    MeetingQuestion.objects.filter(pk=question.pk).update(votes=len(others))
    if "hidden" in told:
        later = at + timedelta(hours=1)
        operations.hide(question=question, reason=told["hidden"], actor=cast.moderator, at=later)
    elif days is not None and "answered" in told:
        _give(question, cast, told, days.moment(told["answered"], 15))
    return question


def _answer(meeting: Meeting, cast: Cast, row: dict[str, Any]) -> None:
    told = {one["text"]: one for one in row["question"]}
    for question in queries.unanswered(meeting):
        kind = told[question.text]["kind"]
        written = kind == AnswerKind.WRITTEN
        at = meeting.ends_at + timedelta(days=1) if written else meeting.ends_at
        _give(question, cast, told[question.text], at)


def _give(question: MeetingQuestion, cast: Cast, told: dict[str, Any], at: datetime) -> None:
    operations.answer(
        question=question,
        kind=told["kind"],
        text=told["answer"],
        language=told["language"],
        answerer=OFFICE,
        actor=cast.specialist,
        at=at,
    )


def _publish(meeting: Meeting, row: dict[str, Any], actor: Person, at: datetime) -> Minutes:
    seats = dict(quorum.members(meeting).values_list("seat", "name"))
    if row["recording"]:
        operations.save_recording(
            meeting=meeting,
            url=row["recording"],
            name="",
            transcript=row["transcript"],
            language=row["transcript_language"],
            actor=actor,
            at=at,
        )
    operations.save_minutes(
        meeting=meeting,
        opening=texts(row["opening"]),
        closing=texts(row["closing"]),
        chaired_by=seats.get(Seat.CHAIR, actor.name),
        written_by=seats.get(Seat.SECRETARY, actor.name),
        notes={},
        actor=actor,
        at=at,
    )
    return operations.publish_minutes(meeting=meeting, actor=actor, at=at)
