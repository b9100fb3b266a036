"""Meetings of Pavlodar: two that were held, one that is open now, one announced too late, others
ahead, and the requests for environmental hearings."""

from datetime import datetime, time, timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from commons.people.models import Person
from commons.territories.models import Akimat, Territory
from commons.territories.workdays import is_working_day
from consultations.councils.models import Council
from consultations.drafts.models import Draft
from consultations.meetings import operations
from consultations.meetings.enums import Mode, Need
from consultations.meetings.models import AgendaSupport, EnvironmentRequest, Meeting

from ..content import load, texts
from ..days import Days
from ..people import Cast

TOPICS = {
    "kk": ("Кешкі рейстер", "Ауыл аялдамасы", "Жол ақысы"),
    "ru": ("Вечерние рейсы", "Остановка в селе", "Стоимость проезда"),
}


def create(
    *,
    akimat: Akimat,
    cast: Cast,
    at: datetime,
    earlier_council: Council | None = None,
    draft: Draft | None = None,
    **made: Any,
) -> dict[str, Meeting]:
    """Meetings by the keys of the content. `past_hearing` and `council_meeting` are over, and wait
    for what was said and decided at them."""
    days, content = Days(at), load("hearings/meetings")
    asked = {row["key"]: _request(akimat, cast, row, days) for row in content["request"]}
    found = {}
    for row in content["meeting"]:
        council = earlier_council if row.get("council") else None
        if row["kind"] == "council" and council is None:
            continue
        fields = {
            "council": council,
            "draft": draft if row.get("draft") else None,
            "request": asked.get(row.get("request", "")),
            **content["contacts"],
        }
        meeting = _written(akimat, cast, row, days, fields)
        found[row["key"]] = meeting
        if "announced" in row:
            found[row["key"]] = _announced(meeting, cast, row, days)
    return found


def _request(akimat: Akimat, cast: Cast, row: dict[str, Any], days: Days) -> EnvironmentRequest:
    request = operations.request_hearing(
        akimat=akimat,
        author=cast.residents[row["author"]],
        title=row["title"],
        text=row["text"],
        language=row["language"],
        organisation=row.get("organisation", ""),
        territory=Territory.objects.get(kato=row["district"]),
        at=days.moment(row["day"], 13),
    )
    if "answer" not in row:
        return request
    return operations.answer_request(
        request=request,
        agrees=row["agrees"],
        answer=row["answer"],
        language=row["language"],
        actor=cast.specialist,
        at=days.moment(row["answered"], 16),
    )


def _written(
    akimat: Akimat, cast: Cast, row: dict[str, Any], days: Days, fields: dict[str, Any]
) -> Meeting:
    """What the notice will say, with its papers and its agenda."""
    noticed = row.get("announced", -1)
    at = days.moment(noticed - 1, 10)
    begins = _working(days, row["day"], row["hour"])
    change = row.get("change", {})
    kato = row.get("district")
    meeting = operations.create_meeting(
        akimat=akimat,
        kind=row["kind"],
        title=texts(row["title"]),
        about=texts(row["about"]),
        place=texts(change.get("place", row["place"])),
        led_by=texts(row["led_by"]),
        starts_at=begins,
        ends_at=begins + timedelta(hours=row["length"]),
        territory=Territory.objects.get(kato=kato) if kato else None,
        languages=row["languages"],
        access=row["access"],
        is_remote=row.get("remote", False),
        link="https://meet.example.kz/pavlodar" if row.get("remote") else "",
        stream=row.get("stream", ""),
        capacity=row.get("capacity"),
        actor=cast.moderator,
        at=at,
        **fields,
    )
    for language, title, day in row["papers"]:
        if day <= noticed:
            _paper(meeting, cast, language, title, at)
    items = [
        {
            "starts_at": time.fromisoformat(clock),
            "title": texts(trio),
            "speaker": speaker,
        }
        for clock, *trio, speaker in row["agenda"]
    ]
    operations.set_agenda(meeting=meeting, items=items, actor=cast.moderator, at=at)
    return meeting


def _working(days: Days, day: int, hour: int) -> datetime:
    """That day, or the next one on which people work."""
    begins = days.moment(day, hour)
    while not is_working_day(begins.date()):
        begins += timedelta(days=1)
    return begins


def _announced(meeting: Meeting, cast: Cast, row: dict[str, Any], days: Days) -> Meeting:
    """With all that followed until today, or until it began."""
    noticed = days.moment(row["announced"], 10)
    reason = texts(row["late"]) if "late" in row else None
    meeting = operations.announce_meeting(
        meeting=meeting, actor=cast.moderator, at=noticed, breach_reason=reason
    )
    _register(meeting, cast, row, noticed)
    for proposal in row.get("proposals", ()):
        _propose(meeting, cast, proposal, days)
    for language, title, day in row["papers"]:
        if day > row["announced"]:
            _paper(meeting, cast, language, title, days.moment(day, 12))
    if "change" in row:
        meeting = operations.change_meeting(
            meeting=meeting,
            place=texts(row["place"]),
            reason=texts(row["change"]["reason"]),
            actor=cast.moderator,
            at=days.moment(row["change"]["day"], 11),
        )
    if "cancel" in row:
        meeting = operations.cancel_meeting(
            meeting=meeting,
            reason=texts(row["cancel"]["reason"]),
            actor=cast.moderator,
            at=days.moment(row["cancel"]["day"], 11),
        )
    return meeting


def _register(meeting: Meeting, cast: Cast, row: dict[str, Any], noticed: datetime) -> None:
    """Every sixth remotely where that is possible, every fifth with a wish to speak."""
    people = cast.residents[30 : 30 + row["registered"]]
    for number, person in enumerate(people):
        language = "kk" if number % 2 else "ru"
        speaks = number % 5 == 0
        operations.register(
            meeting=meeting,
            person=person,
            mode=Mode.REMOTE if meeting.is_remote and number % 6 == 5 else Mode.IN_PERSON,
            wants_to_speak=speaks,
            topic=TOPICS[language][number % 3] if speaks else "",
            language=language,
            needs=[Need.RAMP] if number == 8 else [Need.SIGN] if number == 21 else [],
            at=noticed + timedelta(hours=3 * number + 1),
        )


def _propose(meeting: Meeting, cast: Cast, row: dict[str, Any], days: Days) -> None:
    asked = days.moment(row["day"], 12)
    proposal = operations.propose_item(
        meeting=meeting,
        author=cast.residents[row["author"]],
        title=row["title"],
        text=row["text"],
        language=row["language"],
        at=asked,
    )
    AgendaSupport.objects.bulk_create(
        AgendaSupport(proposal=proposal, person=person, supported_at=asked)
        for person in _others(cast, row["author"], row["supports"])
    )
    if "decided" not in row:
        return
    decided: dict[str, Any] = {
        "proposal": proposal,
        "actor": cast.moderator,
        "at": days.moment(row["decided"], 15),
    }
    if "accepted" in row:
        starts_at = time.fromisoformat(row["clock"])
        operations.accept_item(title=texts(row["accepted"]), starts_at=starts_at, **decided)
    else:
        operations.decline_item(reason=row["reason"], **decided)


def _others(cast: Cast, author: int, count: int) -> list[Person]:
    return [one for n, one in enumerate(cast.residents[20 : 21 + count], 20) if n != author][:count]


def _paper(meeting: Meeting, cast: Cast, language: str, title: str, at: datetime) -> None:
    upload = SimpleUploadedFile("paper.pdf", pdf(), "application/pdf")
    operations.add_paper(
        meeting=meeting, title=title, language=language, upload=upload, actor=cast.moderator, at=at
    )


def pdf() -> bytes:
    """A page with one line: papers of the demo have nothing to say. Tagged as a whole."""
    stream = b"/P <</MCID 0>> BDC BT /F1 16 Tf 72 720 Td (Birge: a paper of the demo) Tj ET EMC"
    parts = [
        b"<</Type/Catalog/Pages 2 0 R/Lang(en)/MarkInfo<</Marked true>>/StructTreeRoot 6 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/StructParents 0"
        b"/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        b"<</Type/StructTreeRoot/K 7 0 R/ParentTree<</Nums[0[7 0 R]]>>>>",
        b"<</Type/StructElem/S/P/P 6 0 R/Pg 3 0 R/K 0>>",
    ]
    out, places = b"%PDF-1.7\n", []
    for number, part in enumerate(parts, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, part)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n"
    size = len(parts) + 1
    return out + b"xref\n0 %d\n0000000000 65535 f \n%s" % (size, table) + end % (size, len(out))
