"""What must hold before a meeting is announced, each with a sentence for who prepares it."""

from collections.abc import Iterator
from datetime import datetime

from commons.interface.dates import long_date
from commons.interface.official import missing, read
from commons.rounds import checks as rounds
from commons.rounds.checks import listed

from . import legal, queries
from .check_texts import TEXTS
from .enums import MeetingKind
from .models import Meeting


class Check(rounds.Check):
    texts = TEXTS


def checks(meeting: Meeting, at: datetime) -> list[Check]:
    """All checks, in the order in which somebody would work through them. A late notice does not
    stop here: `announce_meeting` asks for its reason."""
    return [
        *_texts(meeting),
        *_time(meeting, at),
        *_place(meeting),
        *_contacts(meeting),
        *_council(meeting),
        *_papers(meeting),
    ]


def _texts(meeting: Meeting) -> Iterator[Check]:
    for name in ("title", "about"):
        absent = missing(read(meeting, name))
        yield Check(f"{name}_written", not absent, params={"languages": listed(absent)})
    english = all(read(meeting, name)["en"].strip() for name in ("title", "about"))
    yield Check("english_written", english, blocks=False)


def _time(meeting: Meeting, at: datetime) -> Iterator[Check]:
    yield Check("ahead", meeting.starts_at > at)
    if meeting.starts_at > at:
        found = legal.notice(meeting, at)
        params = {"lead": found.lead, "law": found.law}
        yield Check("notice_in_time", not found.breach, blocks=False, params=params)


def _place(meeting: Meeting) -> Iterator[Check]:
    has_place = not missing(read(meeting, "place"))
    yield Check("somewhere", has_place or (meeting.is_remote and bool(meeting.link)))
    if meeting.is_remote and has_place:
        yield Check("remote_linked", bool(meeting.link), blocks=False)
    if has_place:
        yield Check("access_told", bool(meeting.access), blocks=False)


def _contacts(meeting: Meeting) -> Iterator[Check]:
    if meeting.kind == MeetingKind.PLANNING:
        yield Check("contacts_both", bool(meeting.email and meeting.phone))
    else:
        yield Check("contacts", bool(meeting.email or meeting.phone))
    yield Check("spoken", bool(meeting.languages), blocks=False)
    yield Check("led", not missing(read(meeting, "led_by")), blocks=False)


def _council(meeting: Meeting) -> Iterator[Check]:
    council = meeting.council
    if meeting.kind == MeetingKind.COUNCIL:
        yield Check("council_named", council is not None)
    if council is not None:
        yield Check("council_public", council.published_at is not None, blocks=False)


def _papers(meeting: Meeting) -> Iterator[Check]:
    papers = list(queries.papers(meeting))
    if meeting.kind == MeetingKind.ENVIRONMENT:
        yield Check("papers_by_law", bool(papers))
    else:
        due = long_date(legal.dates(meeting)["papers_due_on"])
        yield Check("papers_there", bool(papers), blocks=False, params={"date": due})
    untagged = [paper.title for paper in papers if paper.is_tagged is False]
    if papers:
        yield Check(
            "papers_tagged", not untagged, blocks=False, params={"papers": listed(untagged)}
        )
    yield Check("agenda_written", meeting.agenda.exists(), blocks=False)
