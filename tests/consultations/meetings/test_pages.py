"""The pages of meetings: who reads what, a meeting from its draft to its notice, bad input."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from icalendar import Calendar

from consultations.meetings import front, operations, personal_data
from consultations.meetings.models import (
    AgendaProposal,
    EnvironmentRequest,
    Meeting,
    MeetingRegistration,
)
from tests.factories.hearings_meetings import (
    PDF,
    council,
    draft_meeting,
    meeting,
    paper,
    proposal,
    texts,
)
from tests.factories.people import PersonFactory

BASE = "/en/pavlodar/hearings/"
CAST = ("", "resident", "chair", "specialist", "moderator", "foreign_moderator")
ALL, SIGNED = set(CAST), set(CAST) - {""}
STAFF, LEADS = {"specialist", "moderator"}, {"chair", "moderator"}


@pytest.fixture
def cast(hearings):
    """The people, with the chair of a council that has one announced meeting and one draft."""
    people = {**hearings.people, "chair": PersonFactory(email="chair@example.kz", name="Chair")}
    people["body"] = council(hearings.akimat, hearings.at, chair=people["chair"])
    return people


@pytest.fixture
def held(hearings, cast):
    made = draft_meeting(
        hearings.akimat,
        cast["moderator"],
        hearings.at,
        kind="council",
        council=cast["body"],
        is_remote=True,
        link="https://meet.example.kz/secret",
        stream="https://live.example.kz/open",
        capacity=2,
    )
    paper(made, cast["moderator"], hearings.at)
    return operations.announce_meeting(meeting=made, actor=cast["moderator"], at=hearings.at)


def status_of(signed_in, person, path):
    return signed_in(person).get(path).status_code


READERS = [
    ("near/", ALL),
    ("calendar.ics", ALL),
    ("meetings/", ALL),
    ("meetings/?when=past", ALL),
    ("meetings/requests/", ALL),
    ("meetings/requests/{request}/", ALL),
    ("meetings/requests/{request}/answer/", STAFF),
    ("meetings/requests/new/", SIGNED),
    ("meetings/new/", LEADS),
    ("meetings/agenda/", LEADS),
    ("meetings/{held}/", ALL),
    ("meetings/{held}/meeting.ics", ALL),
    ("meetings/{held}/papers/{paper}/", ALL),
    ("meetings/{held}/register/", SIGNED),
    ("meetings/{held}/agenda/propose/", SIGNED),
    ("meetings/{held}/edit/", LEADS),
    ("meetings/{held}/papers/", LEADS),
    ("meetings/{held}/papers/{paper}/remove/", LEADS),
    ("meetings/{held}/agenda/", LEADS),
    ("meetings/{held}/agenda/proposals/{proposal}/", LEADS),
    ("meetings/{held}/cancel/", LEADS),
    ("meetings/{held}/desk/", STAFF),
    ("meetings/{held}/desk.csv", STAFF),
    ("meetings/{draft}/", {"chair", "specialist", "moderator"}),
    ("meetings/{draft}/announce/", LEADS),
    ("meetings/{draft}/discard/", LEADS),
    ("meetings/{foreign}/announce/", {"moderator"}),
]


@pytest.mark.parametrize(("path", "readers"), READERS, ids=[path for path, _ in READERS])
def test_who_reads_what(hearings, cast, signed_in, held, path, readers):
    """A meeting without the chair's council is foreign to the chair."""
    asked = operations.request_hearing(
        akimat=hearings.akimat,
        author=cast["resident"],
        title="Dump",
        text="Dust",
        language="en",
        at=hearings.at,
    )
    given = (hearings.akimat, cast["moderator"], hearings.at)
    names = {
        "held": held.pk,
        "paper": held.papers.get().pk,
        "proposal": proposal(held, cast["resident"], hearings.at).pk,
        "draft": draft_meeting(*given, kind="council", council=cast["body"]).pk,
        "foreign": draft_meeting(*given).pk,
        "request": asked.pk,
    }
    address = BASE + path.format(**names)
    found = {who: status_of(signed_in, cast.get(who), address) for who in CAST}
    assert {who for who, status in found.items() if status == 200} == readers
    assert set(found.values()) <= {200, 302, 404}
    assert found["foreign_moderator"] in ({200} if "foreign_moderator" in readers else {404})


def test_nothing_of_another_akimat(hearings, cast, client, held, other_akimat):
    for path in (f"meetings/{held.pk}/", f"meetings/{held.pk}/meeting.ics"):
        assert client.get(f"/en/abai/hearings/{path}").status_code == 404


def values(answer, **changed):
    """What the form on the page would send."""
    form = answer.context["form"]
    held = {bound.html_name: bound.value() for bound in form}
    return {name: v for name, v in held.items() if v not in (None, False, "")} | changed


def written(**more):
    begins = timezone.localtime(timezone.now() + timedelta(days=40)).replace(second=0)
    names = {"title": "Budget", "about": "Where the money goes", "place": "Hall 2"}
    official = {
        f"{name}_{code}": text
        for name, words in names.items()
        for code, text in texts(words).items()
    }
    return {
        **official,
        "kind": "hearing",
        "starts_at": f"{begins:%Y-%m-%dT%H:%M}",
        "ends_at": f"{begins + timedelta(hours=2):%Y-%m-%dT%H:%M}",
        "email": "a@example.kz",
        **more,
    }


def test_a_hearing_goes_from_its_draft_to_its_notice(hearings, cast, signed_in):
    client = signed_in(cast["moderator"])
    new = client.get(f"{BASE}meetings/new/")
    answer = client.post(f"{BASE}meetings/new/", values(new, **written()), follow=True)
    made = Meeting.objects.get()
    assert answer.redirect_chain[-1][0] == f"{BASE}meetings/{made.pk}/announce/"
    upload = {
        "title": "Budget in plain words",
        "language": "en",
        "file": SimpleUploadedFile("b.pdf", PDF),
    }
    client.post(f"{BASE}meetings/{made.pk}/papers/", upload)
    page = client.get(f"{BASE}meetings/{made.pk}/agenda/").content.decode()
    assert 'name="item-0-title_kk"' in page
    rows = {f"item-0-title_{code}": text for code, text in texts("Report").items()}
    management = {"item-TOTAL_FORMS": 2, "item-INITIAL_FORMS": 0}
    client.post(f"{BASE}meetings/{made.pk}/agenda/", {**rows, **management})

    answer = client.post(f"{BASE}meetings/{made.pk}/announce/", follow=True)

    made.refresh_from_db()
    assert (made.status, made.breach_days) == ("announced", 0)
    shown = answer.content.decode()
    for words in ("Budget in plain words", "Report", "40 days before", "PDF, 60"):
        assert words in shown


def test_a_chair_announces_the_meeting_of_the_council_late_and_in_public(
    hearings, cast, signed_in, client
):
    chair = signed_in(cast["chair"])
    begins = timezone.localtime(timezone.now() + timedelta(days=4)).replace(second=0)
    times = {
        "starts_at": f"{begins:%Y-%m-%dT%H:%M}",
        "ends_at": f"{begins + timedelta(hours=2):%Y-%m-%dT%H:%M}",
    }
    data = written(kind="council", council=cast["body"].pk, **times)
    chair.post(f"{BASE}meetings/new/", data)
    made = Meeting.objects.get()
    answer = chair.post(f"{BASE}meetings/{made.pk}/announce/", {"reason_kk": "Су"})
    assert answer.status_code == 422
    assert "Су" in answer.content.decode()
    chair.post(
        f"{BASE}meetings/{made.pk}/announce/",
        {f"reason_{code}": text for code, text in texts("Flood").items()},
    )
    client.logout()
    page = client.get(f"{BASE}meetings/{made.pk}/").content.decode()
    assert "Announced 4 days before; the law asks for 10." in page
    assert "The reason given: Flood" in page
    assert "Late notice" in client.get(f"{BASE}meetings/").content.decode()


@pytest.mark.parametrize(
    ("path", "data", "kept"),
    [
        ("meetings/new/", {"title_kk": "Тек қазақша", "kind": "hearing"}, "Тек қазақша"),
        ("meetings/{held}/edit/", {"title_kk": "Тек қазақша"}, "Тек қазақша"),
        ("meetings/{held}/cancel/", {"reason_kk": "Тек қазақша"}, "Тек қазақша"),
        ("meetings/{held}/papers/", {"title": "No file here", "language": "en"}, "No file here"),
        (
            "meetings/{held}/agenda/propose/",
            {"title": "Half a thought", "language": "en"},
            "Half a thought",
        ),
        (
            "meetings/{held}/agenda/proposals/{proposal}/",
            {"decision": "accept", "title_ru": "Только по-русски"},
            "Только по-русски",
        ),
        (
            "meetings/{held}/register/",
            {
                "mode": "in_person",
                "wants_to_speak": "on",
                "language": "en",
                "needs_text": "Braille",
            },
            "Braille",
        ),
        ("meetings/{held}/desk/", {"name": "", "topic": "Roads", "mode": "in_person"}, "Roads"),
        ("meetings/requests/new/", {"title": "Dump", "language": "en"}, "Dump"),
        ("meetings/requests/{request}/answer/", {"answer": "Because"}, "Because"),
    ],
)
def test_bad_input_keeps_what_was_written(hearings, cast, signed_in, held, path, data, kept):
    asked = operations.request_hearing(
        akimat=hearings.akimat,
        author=cast["resident"],
        title="Ash",
        text="Dust",
        language="en",
        at=hearings.at,
    )
    one = proposal(held, cast["resident"], hearings.at)
    client = signed_in(cast["moderator"])
    path = BASE + path.format(held=held.pk, proposal=one.pk, request=asked.pk)
    answer = client.post(path, data)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert kept in page
    assert 'class="errors' in page


def test_a_resident_registers_to_speak_and_cancels(hearings, cast, signed_in, held):
    client = signed_in(cast["resident"])
    path = f"{BASE}meetings/{held.pk}/"
    form = client.get(f"{path}register/")
    sent = values(form, wants_to_speak="on", topic="Roads in winter", needs=["ramp"])
    page = client.post(f"{path}register/", sent, follow=True).content.decode()
    assert "You wish to speak: Roads in winter." in page
    assert "wheelchair" not in page
    assert "https://meet.example.kz/secret" in page
    desk = signed_in(cast["specialist"]).get(f"{path}desk/").content.decode()
    assert "a place for a wheelchair" in desk
    signed_in(cast["resident"]).post(f"{path}unregister/")
    assert MeetingRegistration.objects.get().status == "cancelled"


@pytest.mark.parametrize(
    ("who", "sees"),
    [("", False), ("neighbour", False), ("resident", True), ("chair", True), ("specialist", True)],
)
def test_the_link_is_only_for_those_with_a_place(hearings, cast, signed_in, held, who, sees):
    operations.register(meeting=held, person=cast["resident"], mode="remote", at=hearings.at)
    client = signed_in(cast.get(who))
    pages = [client.get(f"{BASE}meetings/{held.pk}/{end}") for end in ("", "meeting.ics")]
    found = [b"/secret" in page.content.replace(b"\r\n ", b"") for page in pages]
    assert found == [sees, sees]
    assert b"/secret" not in client.get(f"{BASE}calendar.ics").content


def test_a_proposal_is_supported_and_decided_on_the_page(hearings, cast, signed_in, held):
    path = f"{BASE}meetings/{held.pk}/agenda/"
    signed_in(cast["resident"]).post(
        f"{path}propose/", {"title": "Night buses", "text": "None run.", "language": "en"}
    )
    one = AgendaProposal.objects.get()
    signed_in(cast["neighbour"]).post(f"{path}proposals/{one.pk}/support/")
    client = signed_in(cast["chair"])
    assert b"Night buses" in client.get(f"{BASE}meetings/agenda/").content
    client.post(
        f"{path}proposals/{one.pk}/", {"decision": "decline", "reason": "It is the city's task."}
    )
    client.logout()
    page = client.get(f"{BASE}meetings/{held.pk}/").content.decode()
    for words in ("Night buses", "1 person supports it", "Declined", "It is the city&#x27;s task."):
        assert words in page


def test_a_paper_is_a_download_that_no_browser_reads(hearings, cast, client, held):
    answer = client.get(f"{BASE}meetings/{held.pk}/papers/{held.papers.get().pk}/")
    assert answer["Content-Disposition"] == 'attachment; filename="budget.pdf"'
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert b"".join(answer.streaming_content) == PDF


def test_calendars_replace_the_same_entry(hearings, cast, client, held):
    seen = []
    for act in (
        lambda: None,
        lambda: operations.cancel_meeting(
            meeting=held, reason=texts("Ill"), actor=cast["moderator"], at=hearings.at
        ),
    ):
        act()
        for name in ("calendar.ics", f"meetings/{held.pk}/meeting.ics"):
            answer = client.get(BASE + name)
            assert answer["Content-Type"] == "text/calendar; charset=utf-8"
            (entry,) = Calendar.from_ical(answer.content).walk("VEVENT")
            seen.append((str(entry["uid"]), entry["sequence"], str(entry["status"])))
            assert not entry.walk("VALARM")
    assert len({uid for uid, _n, _state in seen}) == 1
    states = [(0, "CONFIRMED")] * 2 + [(1, "CANCELLED")] * 2
    assert [row[1:] for row in seen] == states


def test_near_me_begins_where_one_lives(hearings, cast, signed_in, client, other_district, held):
    given = (hearings.akimat, cast["moderator"], hearings.at)
    meeting(*given, title=texts("In the city"), territory=hearings.district)
    meeting(*given, title=texts("In Aksu"), territory=other_district)

    def titles(person, query=""):
        answer = signed_in(person).get(f"{BASE}near/{query}")
        return {row.title for row in answer.context["rows"]}

    everywhere = "Budget of the region for 2027"
    assert titles(None) == {everywhere, "In the city", "In Aksu"}
    assert titles(cast["resident"]) == {everywhere, "In the city"}
    assert titles(cast["resident"], "?place=") == {everywhere, "In the city", "In Aksu"}
    assert titles(None, f"?place={other_district.pk}") == {everywhere, "In Aksu"}


def test_a_late_answer_is_late_for_everybody(hearings, cast, signed_in, client):
    asked = operations.request_hearing(
        akimat=hearings.akimat,
        author=cast["resident"],
        title="Ash dump",
        text="Dust",
        language="en",
        at=hearings.at - timedelta(days=30),
    )
    assert "Answer overdue since" in client.get(f"{BASE}meetings/requests/").content.decode()
    client = signed_in(cast["specialist"])
    path = f"{BASE}meetings/requests/{asked.pk}/"
    client.post(f"{path}answer/", {"agrees": "yes", "answer": "In spring."})
    assert EnvironmentRequest.objects.get().status == "agreed"
    client.logout()
    assert "Answered late" in client.get(path).content.decode()


@pytest.mark.parametrize("path", ["meetings/", "meetings/?when=past", "near/", "calendar.ics"])
def test_lists_take_as_many_queries_for_three_as_for_one(hearings, cast, client, held, path):
    def add(days):
        made = meeting(
            hearings.akimat,
            cast["moderator"],
            hearings.at - timedelta(days=60),
            days=60 + days,
            territory=hearings.district,
        )
        operations.register(
            meeting=made, person=cast["resident"], at=hearings.at - timedelta(days=60)
        )

    add(20)
    add(-20)
    counts = []
    for _ in range(2):
        client.get(BASE + path)
        with CaptureQueriesContext(connection) as caught:
            client.get(BASE + path)
        counts.append(len(caught))
        for days in (22, 24, -22, -24):
            add(days)
    assert counts[0] == counts[1]


def test_the_front_page_has_the_next_three(hearings, cast, held, rf, django_assert_num_queries):
    for days in (20, 22, 24):
        meeting(hearings.akimat, cast["moderator"], hearings.at, days=days)
    with django_assert_num_queries(1):
        found = front.section(rf.get("/"), hearings.akimat, hearings.at)
    starts = [row["meeting"].starts_at for row in found["rows"]]
    assert starts == [hearings.at + timedelta(days=days) for days in (20, 22, 24)]


def test_work_lists_count_what_waits_in_as_many_queries(hearings, cast, signed_in, held):
    client = signed_in(cast["moderator"])
    counts = []
    for number in (1, 2):
        proposal(held, cast["resident"], hearings.at, title=f"Item {number}")
        client.get(f"{BASE}work/")
        with CaptureQueriesContext(connection) as caught:
            answer = client.get(f"{BASE}work/")
        counts.append(len(caught))
        waiting = {one.label: one.count for one in answer.context["waiting"]}
        assert waiting["Items proposed for agendas"] == number
    assert counts[0] == counts[1]


def test_what_a_person_gave_can_be_had_and_goes(hearings, cast, held):
    person = cast["resident"]
    operations.register(
        meeting=held, person=person, needs=["ramp"], needs_text="Near the door", at=hearings.at
    )
    one = proposal(held, person, hearings.at)
    copy = personal_data.export(person)
    assert copy["registrations"][0]["needs"] == ["ramp", "Near the door"]
    assert copy["agenda_proposals"][0]["title"] == one.title

    personal_data.erase(person)

    row = MeetingRegistration.objects.get()
    assert (row.status, row.needs, row.needs_text) == ("cancelled", [], "")
    assert AgendaProposal.objects.get().status == "withdrawn"
