"""A hearing from its notice to a kept promise, through pages alone.

Each form is read from its page and sent back with what the person fills in; each page is opened
only if some page that this person saw leads there.
"""

import re

import pytest

from consultations.meetings.models import AgendaProposal, Meeting
from consultations.recommendations.models import Commitment, FinalDocument, Recommendation
from consultations.sittings.models import MeetingQuestion, Minutes
from tests.factories.edp import texts

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
HERE = "/en/pavlodar/hearings/"
MEETINGS = f"{HERE}meetings/"
DAYS = {
    "notice": (3, 4),
    "agenda": (3, 6),
    # A Friday; the days off of Nauryz follow.
    "hearing": (3, 20),
    "minutes": (3, 26),
    "document": (3, 30),
    "replies": (4, 10),
    "progress": (5, 5),
    "done": (5, 20),
}


def said(name: str, words: str) -> dict[str, str]:
    return {f"{name}_{code}": text for code, text in texts(words).items()}


def test_hearing_from_notice_to_kept_promise_through_pages_alone(browser, cast, clock):
    clock(*DAYS["notice"])
    announce(browser, cast["moderator"])
    clock(*DAYS["agenda"])
    take_part_before(browser, cast)
    settle_agenda(browser, cast["moderator"])
    hold(browser, cast, clock)
    clock(*DAYS["minutes"])
    publish_minutes(browser, cast["moderator"])
    clock(*DAYS["document"])
    send_document(browser, cast)
    clock(*DAYS["replies"])
    reply(browser, cast["specialist"])
    keep_promise(browser, cast["specialist"], clock)
    read_all(browser)


def announce(browser, moderator) -> None:
    """Found on the list of work; the checklist lets it go."""
    browser.as_(moderator).walk(HERE, f"{HERE}work/")
    check = browser.send(
        f"{MEETINGS}new/",
        {
            "kind": "hearing",
            **said("title", "The bus to the dachas"),
            **said("about", "Bus 22 is to end at the bridge."),
            **said("place", "Pavlodar, Satpayev street 49"),
            **said("led_by", "Deputy akim"),
            "starts_at": "2026-03-20T10:00",
            "ends_at": "2026-03-20T12:00",
            "email": "transport@pavlodar.example",
            "phone": "+7 7182 32 33 13",
        },
    )
    meeting = Meeting.objects.get()
    browser.walk(check, f"{MEETINGS}{meeting.pk}/")
    browser.send(
        f"{MEETINGS}{meeting.pk}/agenda/",
        {**said("item-0-title", "Where bus 22 ends"), "item-0-starts_at": "10:05"},
    )
    browser.send(check)
    meeting.refresh_from_db()
    assert (meeting.status, str(meeting.notice_due_on), meeting.breach_days) == (
        "announced",
        "2026-03-05",
        0,
    )


def take_part_before(browser, cast) -> None:
    """A resident comes and wishes to speak, asks, proposes an item; another one gives a vote."""
    meeting = Meeting.objects.get()
    here = f"{MEETINGS}{meeting.pk}/"
    browser.as_(cast["resident"]).walk(HERE, MEETINGS, here)
    browser.send(f"{here}register/", {"wants_to_speak": "on", "topic": "Dachas", "language": "ru"})
    browser.open(here)
    browser.send(f"{here}questions/ask/", {"text": "How do we get to the dachas at night?"})
    browser.open(here)
    browser.send(
        f"{here}agenda/propose/",
        {"title": "A stop at the clinic", "text": "The sick walk a mile.", "language": "en"},
    )
    browser.as_(cast["second"]).walk(HERE, MEETINGS, here)
    asked = MeetingQuestion.objects.get()
    browser.open(f"{here}questions/")
    browser.send(f"{here}questions/", {"question": str(asked.pk)}, to=f"{here}questions/vote/")
    assert meeting.registrations.get().wants_to_speak
    asked.refresh_from_db()
    assert asked.votes == 1


def settle_agenda(browser, moderator) -> None:
    proposal = AgendaProposal.objects.get()
    here = f"{MEETINGS}{proposal.meeting_id}/"
    browser.as_(moderator).walk(HERE, f"{HERE}work/", f"{MEETINGS}agenda/")
    browser.send(
        f"{here}agenda/proposals/{proposal.pk}/",
        {"decision": "accept", **said("title", "A stop at the clinic")},
    )
    proposal.refresh_from_db()
    assert proposal.status == "accepted"


def hold(browser, cast, clock) -> None:
    """Opened, item by item, the resident speaks, questions are answered, a decision, the end."""
    meeting = Meeting.objects.get()
    here = f"{MEETINGS}{meeting.pk}/"
    console = f"{here}console/"
    clock(*DAYS["hearing"])
    browser.as_(cast["moderator"]).walk(HERE, MEETINGS, here, console)
    browser.send(console, to=f"{console}start/")
    browser.send(f"{console}attendance/", {"guests": "14"})
    first, second = meeting.agenda.order_by("position")
    browser.send(console, {"item": str(first.pk)}, to=f"{console}item/")
    speaker = meeting.speakers.get()
    browser.send(console, {"call": str(speaker.pk)}, to=f"{console}speakers/")
    clock(*DAYS["hearing"], minutes=7)
    browser.as_(None).walk(HERE, MEETINGS, here, f"{here}live/")
    assert "Aigul" in browser.text
    browser.as_(cast["moderator"]).open(console)
    browser.send(console, {"finish": str(speaker.pk)}, to=f"{console}speakers/")
    browser.send(f"{console}notes/{first.pk}/", said("text", "Both ends were weighed."))
    browser.send(console, {"item": str(second.pk)}, to=f"{console}item/")
    question = MeetingQuestion.objects.get()
    browser.walk(console, f"{here}questions/")
    browser.send(
        f"{here}questions/{question.pk}/answer/",
        {"kind": "room", "text": "By the bus at ten.", "answerer": "Deputy akim"},
    )
    browser.open(console)
    browser.send(
        f"{console}decisions/new/",
        {**said("text", "Bus 22 goes on to the dachas."), "item": str(first.pk)},
    )
    clock(*DAYS["hearing"], hours=2)
    browser.send(console, to=f"{console}end/")
    meeting.refresh_from_db()
    assert meeting.status == "held"
    # Five working days after 20 March: the 23rd to the 25th are days off.
    assert str(Minutes.objects.get().due_on) == "2026-04-01"


def publish_minutes(browser, moderator) -> None:
    meeting = Meeting.objects.get()
    here = f"{MEETINGS}{meeting.pk}/"
    browser.as_(moderator).walk(HERE, MEETINGS, f"{MEETINGS}?when=past", here, f"{here}minutes/")
    notes = {}
    for item in meeting.agenda.all():
        notes |= said(f"note{item.pk}", "It was talked over.")
    browser.send(
        f"{here}minutes/edit/", {"chaired_by": "Deputy akim", "written_by": "Secretary", **notes}
    )
    browser.open(f"{here}minutes/")
    browser.send(f"{here}minutes/", to=f"{here}minutes/publish/")
    assert Minutes.objects.get().published_at
    browser.as_(None).walk(HERE, MEETINGS, f"{MEETINGS}?when=past", here, f"{here}minutes/")
    for step in ("How do we get to the dachas", "By the bus at ten.", "Bus 22 goes on"):
        assert step in browser.text


def send_document(browser, cast) -> None:
    meeting = Meeting.objects.get()
    here = f"{MEETINGS}{meeting.pk}/"
    browser.as_(cast["moderator"]).walk(HERE, MEETINGS, f"{MEETINGS}?when=past", here)
    write = browser.send(
        f"{HERE}documents/new/?meeting={meeting.pk}",
        {
            **said("title", "On the bus to the dachas"),
            **said("place", "Pavlodar, Satpayev street 49"),
            **said("tasks", "Where the bus ends."),
            **said("subjects", "Residents and the akimat."),
            **said("facts", "Four hundred people live there."),
            "forms": ["hearing"],
        },
    )
    document = FinalDocument.objects.get()
    # The decision of the hearing is taken over; another recommendation is added.
    taken_over = Recommendation.objects.get()
    rows = f"{HERE}documents/{document.pk}/recommendations/"
    for address, words in (
        (f"{rows}{taken_over.pk}/", "Lead bus 22 to the dachas"),
        (f"{rows}new/", "Build a stop at the clinic"),
    ):
        browser.open(write)
        browser.send(
            address,
            {
                **said("text", words),
                **said("grounds", "People asked for it."),
                "specialist": str(cast["specialist"].pk),
            },
        )
    browser.open(write)
    browser.send(f"{HERE}documents/{document.pk}/send/")
    document.refresh_from_db()
    assert (str(document.send_due_on), document.is_overdue) == ("2026-04-03", False)
    due = {str(day) for day in Recommendation.objects.values_list("due_on", flat=True)}
    assert due == {"2026-04-13"}


def reply(browser, specialist) -> None:
    """One is accepted with a promise, one is rejected with its reason."""
    promise = {
        **said("p-0-title", "Bus 22 runs to the dachas"),
        **said("p-0-office", "Transport department"),
        "p-0-due_on": "2026-05-29",
    }
    answers: list[tuple[str, dict[str, str], str]] = [
        ("accepted", promise, "The bus has room."),
        ("rejected", {}, "The street is too narrow for a stop."),
    ]
    rows = Recommendation.objects.order_by("number")
    for one, (decision, promised, words) in zip(rows, answers, strict=True):
        browser.as_(specialist).walk(HERE, f"{HERE}work/", f"{HERE}recommendations/queue/")
        check = browser.send(
            f"{HERE}recommendations/{one.pk}/reply/",
            {"decision": decision, **said("reply", words), **promised, "preview": "1"},
        )
        browser.send(check)
    assert [one.decision for one in rows.all()] == ["accepted", "rejected"]


def keep_promise(browser, specialist, clock) -> None:
    one = Commitment.objects.get()
    here = f"{HERE}commitments/{one.pk}/"
    clock(*DAYS["progress"])
    browser.as_(specialist).walk(HERE, f"{HERE}board/", f"{HERE}commitments/", here)
    browser.send(f"{here}report/", said("text", "The timetable is written."))
    clock(*DAYS["done"])
    browser.open(here)
    browser.send(f"{here}done/", said("text", "The bus runs since Monday."))
    one.refresh_from_db()
    assert one.status == "done"


def read_all(browser) -> None:
    """Nobody is signed in: the chain from the notice to the bus, and the board counts it."""
    one = Recommendation.objects.get(number=1)
    browser.as_(None).walk(HERE, f"{HERE}recommendations/", f"{HERE}recommendations/{one.pk}/")
    browser.open(f"{HERE}recommendations/{one.pk}/chain/")
    for step in (
        "The bus to the dachas",
        "Lead bus 22 to the dachas",
        "The bus has room.",
        "The timetable is written.",
        "The bus runs since Monday.",
    ):
        assert step in browser.text
    browser.open(f"{HERE}board/")
    figures = dict(re.findall(r'data-l="([^"]+)">(\d+)</td>', browser.text))
    in_time = {"Sent": "2", "In time": "2", "Late": "0", "No reply": "0", "Waiting": "0"}
    assert in_time.items() <= figures.items()
