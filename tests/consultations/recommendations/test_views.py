"""From a hearing to tracked commitments through pages alone, and what strangers read of it."""

import hashlib
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from commons.notifications.operations import follow
from commons.people.models import Person
from consultations.meetings.enums import MeetingStatus
from consultations.meetings.models import Meeting
from consultations.recommendations import operations, personal_data
from consultations.recommendations.models import (
    Commitment,
    Dispute,
    FinalDocument,
    HeardRequest,
    Recommendation,
    ReplyDraft,
)
from tests.factories.hearings_meetings import PDF
from tests.factories.hearings_recommendations import (
    council_with,
    document,
    held_meeting,
    morning,
    promised,
    replied,
    sent,
)
from tests.fixtures.hearings import Hearings

from .forms_of_page import fields


@pytest.fixture
def base(hearings: Hearings) -> str:
    return f"/en/{hearings.akimat.slug}/hearings"


@pytest.fixture
def recent(hearings: Hearings) -> Meeting:
    """Held yesterday, with the resident in the chair of its council."""
    chair = hearings.people["resident"]
    council = council_with(hearings.akimat, hearings.at, chair=chair)
    yesterday = timezone.localdate() - timedelta(days=1)
    return held_meeting(hearings.akimat, hearings.people["moderator"], yesterday, council)


@pytest.fixture
def waiting(hearings: Hearings, recent: Meeting) -> Recommendation:
    people = hearings.people
    return sent(recent, people["resident"], hearings.at, people["specialist"], asks=1)[0]


def languages(name: str, words: str) -> dict[str, str]:
    return {f"{name}_kk": f"{words} қаз", f"{name}_ru": f"{words} рус"}


def test_council_lead_carries_a_document_from_the_hearing_to_its_sending(
    hearings: Hearings, recent: Meeting, base: str, signed_in: Any
) -> None:
    client: Client = signed_in(hearings.people["resident"])
    path = f"{base}/documents/new/?meeting={recent.pk}"
    begun = fields(client.get(path))
    assert begun["title_en"] == "Final document: Hearing on buses"
    assert begun["place_ru"] == "Hall 2 (рус)"

    page = client.post(path, {**begun, **languages("tasks", "Buses")}, follow=True)
    made = FinalDocument.objects.get()
    assert "Still missing" in page.content.decode()
    facts = f"{base}/documents/{made.pk}/edit/"
    client.post(facts, {**fields(client.get(facts)), **languages("facts", "No bus at night")})
    add = f"{base}/documents/{made.pk}/recommendations/new/"
    form = {**fields(client.get(add)), "specialist": hearings.people["specialist"].pk}
    client.post(add, {**form, **languages("text", "First"), "another": "1"})
    client.post(add, {**form, **languages("text", "Second")})
    second = made.recommendations.get(number=2)
    client.post(f"{base}/documents/{made.pk}/recommendations/{second.pk}/arrange/", {"act": "up"})

    check = f"{base}/documents/{made.pk}/send/"
    assert "10 working days" in client.get(check).content.decode()
    page = client.post(check, follow=True)

    made.refresh_from_db()
    assert made.is_sent
    assert made.digest in page.content.decode()
    assert [one.text_ru for one in made.recommendations.order_by("number")] == [
        "Second рус",
        "First рус",
    ]


def test_incomplete_document_is_not_sent_by_a_post(
    hearings: Hearings, recent: Meeting, base: str, signed_in: Any
) -> None:
    made = document(recent, hearings.people["resident"], hearings.at)
    client = signed_in(hearings.people["resident"])

    answer = client.post(f"{base}/documents/{made.pk}/send/")

    assert answer.status_code == 422
    assert "a person of the akimat who replies" in answer.content.decode()


def test_bad_facts_keep_what_was_written(
    hearings: Hearings, recent: Meeting, base: str, signed_in: Any
) -> None:
    client = signed_in(hearings.people["resident"])
    path = f"{base}/documents/new/?meeting={recent.pk}"
    given = {**fields(client.get(path)), "begins": "12:00", "ends": "11:00", "facts_ru": "Холодно"}

    answer = client.post(path, given)

    assert answer.status_code == 422
    assert "It ended before it began." in answer.content.decode()
    assert fields(answer)["facts_ru"] == "Холодно"
    assert not FinalDocument.objects.exists()


def test_source_that_is_not_over_leads_back_to_its_page(
    hearings: Hearings, recent: Meeting, base: str, signed_in: Any
) -> None:
    Meeting.objects.update(status=MeetingStatus.ANNOUNCED)
    client = signed_in(hearings.people["resident"])

    answer = client.get(f"{base}/documents/new/?meeting={recent.pk}")

    assert answer.url == f"{base}/meetings/{recent.pk}/"


def test_download_has_the_fingerprint_that_the_page_shows(
    waiting: Recommendation, base: str
) -> None:
    path = f"{base}/documents/{waiting.document_id}"

    data = Client().get(f"{path}/document.json").content

    assert hashlib.sha256(data).hexdigest() in Client().get(f"{path}/").content.decode()


def test_specialist_replies_with_a_file_and_a_promise_through_pages(
    hearings: Hearings, waiting: Recommendation, base: str, signed_in: Any
) -> None:
    client: Client = signed_in(hearings.people["specialist"])
    path = f"{base}/recommendations/{waiting.pk}/reply/"
    due = timezone.localdate() + timedelta(days=40)
    given = fields(client.get(path)) | languages("p-0-title", "Six buses")
    upload = SimpleUploadedFile("act.pdf", PDF, "application/pdf")
    client.post(path, {**given, "upload": upload, "save": "1"})
    assert ReplyDraft.objects.get().data["promises"][0]["title_ru"] == "Six buses рус"
    assert "act.pdf" in client.get(path).content.decode()

    early = client.post(path, {**fields(client.get(path)), "preview": "1"})
    assert early.status_code == 422
    for words in ("Choose a decision.", "A promise is written in Kazakh", "Say until which day."):
        assert words in early.content.decode()
    given = {
        **fields(early),
        "decision": "partly",
        "p-0-due_on": due.isoformat(),
        "preview": "1",
        **languages("reply", "We can do six"),
        **languages("p-0-office", "Transport office"),
    }
    page = client.post(path, given, follow=True).content.decode()
    assert "We can do six рус" in page
    assert Recommendation.objects.get().replied_at is None
    client.post(f"{path}preview/")

    held = Commitment.objects.get()
    assert (held.due_on, held.office_ru) == (due, "Transport office рус")
    read = Client().get(f"{base}/recommendations/{waiting.pk}/").content.decode()
    assert "Accepted in part" in read
    assert "act.pdf" in read
    kept = waiting.files.get()
    answer = Client().get(f"{base}/recommendations/files/{kept.pk}/")
    assert b"".join(answer.streaming_content) == PDF
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_file_of_a_draft_is_for_who_replies_alone(
    hearings: Hearings, waiting: Recommendation, base: str, signed_in: Any
) -> None:
    upload = SimpleUploadedFile("act.pdf", PDF)
    kept = operations.attach(recommendation=waiting, upload=upload, at=hearings.at)
    path = f"{base}/recommendations/files/{kept.pk}/"

    assert Client().get(path).status_code == 404
    assert signed_in(hearings.people["specialist"]).get(path).status_code == 200
    page = signed_in(hearings.people["specialist"])
    address = f"{base}/recommendations/{waiting.pk}/reply/"
    page.post(address, {**fields(page.get(address)), "remove": kept.pk})
    assert not waiting.files.exists()


def test_preview_of_a_stale_draft_leads_back(
    hearings: Hearings, waiting: Recommendation, base: str, signed_in: Any
) -> None:
    promise = {"due_on": "2020-01-01", "title_kk": "a", "title_ru": "a", "office_kk": "a"}
    operations.save_draft(
        recommendation=waiting,
        data={"decision": "accepted", "reply_kk": "a", "reply_ru": "a", "promises": [promise]},
        actor=hearings.people["specialist"],
        at=hearings.at,
    )
    client = signed_in(hearings.people["specialist"])
    path = f"{base}/recommendations/{waiting.pk}/reply/"

    assert client.post(f"{path}preview/").url == path
    assert Recommendation.objects.get().replied_at is None


def test_author_is_heard_through_pages(
    hearings: Hearings, waiting: Recommendation, base: str, signed_in: Any
) -> None:
    author: Client = signed_in(hearings.people["resident"])
    path = f"{base}/recommendations/{waiting.pk}/heard/"
    words = {"words": "The timetable"}
    author.post(path, {**fields(author.get(path)), "wish": "video", **words})
    request = HeardRequest.objects.get()

    staff: Client = signed_in(hearings.people["specialist"])
    day = f"{base}/recommendations/heard/{request.pk}/arrange/"
    soon = timezone.localtime() + timedelta(hours=30)
    given = {**fields(staff.get(day)), "where": "https://video.example/5"}
    early = staff.post(day, {**given, "starts_at": f"{soon:%Y-%m-%dT%H:%M}"})
    assert early.status_code == 422
    assert "3 working days before" in early.content.decode()
    later = timezone.localtime() + timedelta(days=20)
    staff.post(day, {**given, "starts_at": f"{later:%Y-%m-%dT%H:%M}"})

    page = f"{base}/recommendations/{waiting.pk}/"
    assert "video.example" not in Client().get(page).content.decode()
    shown = signed_in(hearings.people["resident"]).get(page).content.decode()
    assert "video.example" in shown
    request.refresh_from_db()
    assert (request.status, request.way) == ("arranged", "video")


def test_promise_is_kept_and_disputed_through_pages(
    hearings: Hearings, waiting: Recommendation, base: str, signed_in: Any
) -> None:
    people, today = hearings.people, timezone.localdate()
    held = promised(waiting, people["specialist"], hearings.at, today + timedelta(days=9))
    path = f"{base}/commitments/{held.pk}/"
    staff: Client = signed_in(people["specialist"])
    assert staff.post(f"{path}report/", {"text_kk": "Жартысы"}).status_code == 422
    staff.post(f"{path}report/", languages("text", "Half of it"))
    moved = {**languages("text", "Snow"), "to": (today + timedelta(days=30)).isoformat()}
    staff.post(f"{path}move/", moved)
    staff.post(f"{path}done/", languages("text", "All of it"))
    neighbour = people["neighbour"]
    follow(person=neighbour, topic=f"recommendation/{waiting.pk}", at=hearings.at)
    other: Client = signed_in(neighbour)
    assert other.post(f"{path}dispute/", {"words": ""}).status_code == 422
    other.post(f"{path}dispute/", {"words": "Not in Aksu."})
    answered = f"{base}/commitments/disputes/{Dispute.objects.get().pk}/"
    staff = signed_in(people["moderator"])
    assert "Not in Aksu." in staff.get(answered).content.decode()
    due = (today + timedelta(days=60)).isoformat()
    staff.post(answered, {"upheld": "yes", "due": due, **languages("answer", "True")})

    page = Client().get(path).content.decode()
    for words in ("Date was moved", "Not in Aksu.", "The objection is right", "Taken up again"):
        assert words in page
    chain = Client().get(f"{base}/recommendations/{waiting.pk}/chain/").content.decode()
    places = [
        chain.index(words)
        for words in ("Hearing on buses", "Recommendation 1", "Promised:", "Progress:", "New date:")
    ]
    assert places == sorted(places)


def test_correction_shows_what_changed(
    hearings: Hearings, waiting: Recommendation, base: str, signed_in: Any
) -> None:
    replied(waiting, hearings.people["specialist"], hearings.at)
    staff: Client = signed_in(hearings.people["specialist"])
    path = f"{base}/recommendations/{waiting.pk}/correct/"
    given = {**fields(staff.get(path)), "reply_en": "Because the night shift asked for it."}
    assert staff.post(path, given).status_code == 422
    staff.post(path, {**given, **languages("reason", "Wrong shift")})

    page = Client().get(f"{base}/recommendations/{waiting.pk}/").content.decode()

    assert "<del>late</del><ins>night</ins>" in page
    assert "Wrong shift" in page


def test_overdue_is_shown_to_strangers(hearings: Hearings, base: str) -> None:
    day = timezone.localdate() - timedelta(days=60)
    people = hearings.people
    meeting = held_meeting(hearings.akimat, people["moderator"], day)
    one = sent(meeting, people["moderator"], morning(day), people["specialist"], asks=1)[0]

    for path in ("", f"{one.pk}/", f"{one.pk}/chain/"):
        assert "overdue" in Client().get(f"{base}/recommendations/{path}").content.decode()


@pytest.mark.parametrize(
    ("query", "count"),
    [("standing=in_time", 1), ("standing=waiting", 2), ("decision=rejected", 0), ("q=, 2", 1)],
)
def test_list_is_narrowed(
    hearings: Hearings, recent: Meeting, base: str, query: str, count: int
) -> None:
    people = hearings.people
    rows = sent(recent, people["resident"], hearings.at, people["specialist"], asks=3)
    replied(rows[0], people["specialist"], hearings.at)

    found = Client().get(f"{base}/recommendations/?{query}")

    assert len(found.context["page"].object_list) == count


@pytest.mark.parametrize(
    "path",
    [
        "",
        "recommendations/",
        "documents/",
        "board/",
        "commitments/",
        "recommendations/queue/?show=all",
    ],
)
def test_lists_cost_the_same_for_one_and_three(
    hearings: Hearings,
    recent: Meeting,
    base: str,
    signed_in: Any,
    path: str,
) -> None:
    people = hearings.people
    client = signed_in(people["moderator"])

    def add() -> None:
        rows = sent(recent, people["resident"], hearings.at, people["specialist"], asks=2)
        until = timezone.localdate() + timedelta(days=9)
        promised(rows[0], people["specialist"], hearings.at, until)

    add()
    client.get(f"{base}/{path}")
    with CaptureQueriesContext(connection) as one:
        client.get(f"{base}/{path}")
    add()
    add()
    with CaptureQueriesContext(connection) as three:
        client.get(f"{base}/{path}")
    assert len(three) == len(one)


def test_staff_find_their_work(
    hearings: Hearings, recent: Meeting, waiting: Recommendation, base: str, signed_in: Any
) -> None:
    document(recent, hearings.people["resident"], hearings.at)

    desk = signed_in(hearings.people["moderator"]).get(f"{base}/work/").content.decode()
    mine = signed_in(hearings.people["specialist"]).get(f"{base}/work/").content.decode()

    assert "Final documents to send" in desk
    assert "Recommendations to answer" in desk
    assert "Final documents to send" not in mine
    assert "Recommendations to answer" in mine


def test_hearing_without_a_document_waits_for_who_may_write_it(
    hearings: Hearings, base: str, signed_in: Any
) -> None:
    moderator = hearings.people["moderator"]
    meeting = held_meeting(hearings.akimat, moderator, timezone.localdate() - timedelta(days=30))
    start = f"?meeting={meeting.pk}"
    desk = signed_in(moderator).get(f"{base}/work/").content.decode()
    assert "Hearings without a final document" in desk
    assert "1 overdue" in desk
    assert start in signed_in(moderator).get(f"{base}/documents/").content.decode()
    assert (
        start
        not in signed_in(hearings.people["resident"]).get(f"{base}/documents/").content.decode()
    )

    document(meeting, moderator, hearings.at)

    page = signed_in(moderator).get(f"{base}/documents/").content.decode()
    assert start not in page


def test_erased_specialist_leaves_the_recommendation_to_be_named_anew(
    waiting: Recommendation, hearings: Hearings
) -> None:
    person: Person = hearings.people["specialist"]
    assert personal_data.export(person)["recommendations_to_answer"] == [waiting.pk]

    personal_data.erase(person)

    waiting.refresh_from_db()
    assert waiting.specialist is None
