"""The pages of events: who sees what, in which language, and how bad input is answered."""

import io
import uuid
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from edp.enums import RoundStatus
from edp.events import operations
from edp.events.enums import EventKind
from edp.events.models import Event, Note, Registration
from edp.models import Round
from tests.factories.edp import stakeholder, texts
from tests.factories.edp_events import event, note, reported

BASE = "/en/pavlodar/discovery/economy-2026/events/"
# business has a place, science waits, government leads, civil society is in the round only
CAST = ("", "resident", "civ", "sci", "biz", "gov", "specialist", "moderator", "foreign_moderator")


@pytest.fixture
def held(discovery):
    """A group of yesterday with notes, at which business was; government writes its report."""
    made = event(discovery.round, discovery.at, capacity=1, rapporteur=discovery.seats["gov"])
    for code in ("biz", "sci"):
        operations.register(event=made, stakeholder=discovery.seats[code], at=discovery.at)
    past = discovery.at - timedelta(days=1)
    Event.objects.update(starts_at=past, ends_at=past + timedelta(hours=3))
    made.refresh_from_db()
    note(made, discovery.people["biz"], discovery.at)
    return made


def statuses(discovery, signed_in, path, cast=CAST):
    found = {}
    for who in cast:
        found[who] = signed_in(discovery.people.get(who)).get(path).status_code
    return found


ALL, STAFF, RUN = set(CAST), {"specialist", "moderator"}, {"moderator"}
GROUP = {"biz", "gov", "moderator"}
READERS = [
    ("", ALL),
    ("{held}/", ALL),
    ("{held}/event.ics", ALL),
    ("{draft}/", STAFF),
    ("new/", RUN),
    ("{held}/edit/", RUN),
    ("{held}/agenda/", RUN),
    ("{plenary}/groups/", RUN),
    ("{plenary}/cancel/", RUN),
    ("{draft}/discard/", RUN),
    ("{held}/attendance/", STAFF),
    ("{held}/attendance/walk-in/", STAFF),
    ("{held}/attendance/import/", STAFF),
    ("{held}/attendance.csv", STAFF),
    ("{held}/notes/", GROUP),
    ("{held}/notes/board/", GROUP),
    ("{held}/notes/removed/", GROUP),
    ("{held}/notes/{note}/", GROUP),
    ("{held}/notes/{note}/history/", GROUP),
    ("{held}/report/", {"gov", "moderator"}),
    ("{held}/report/preview/", {"gov", "moderator"}),
    ("{held}/report/versions/", {"gov", "moderator"}),
]


@pytest.mark.parametrize(("path", "readers"), READERS, ids=[path or "list" for path, _ in READERS])
def test_who_reads_what(discovery, signed_in, held, path, readers):
    names = {
        "held": held.pk,
        "note": Note.objects.get().pk,
        "draft": event(discovery.round, discovery.at, published=False).pk,
        "plenary": event(discovery.round, discovery.at, kind=EventKind.PLENARY).pk,
    }
    found = statuses(discovery, signed_in, BASE + path.format(**names))
    assert {who for who, status in found.items() if status == 200} == readers
    refused = {who: status for who, status in found.items() if status != 200}
    # A visitor is asked to sign in where signing in could help; all others find nothing.
    assert set(refused.values()) <= {404, 302}
    assert all(status == 404 for who, status in refused.items() if who)


@pytest.mark.parametrize(
    "path", ["publish/", "edit/", "attendance/", "report/publish/", "notes/", "cancel/"]
)
@pytest.mark.parametrize("who", ["", "resident", "civ", "foreign_moderator"])
def test_a_post_of_somebody_else_changes_nothing(discovery, signed_in, held, path, who):
    columns = ("title_kk", "published_at", "cancelled_at", "report_published_at", "sequence")
    before = Event.objects.values_list(*columns).get(pk=held.pk)
    answer = signed_in(discovery.people.get(who)).post(f"{BASE}{held.pk}/{path}", {"text": "x"})
    assert answer.status_code in (404, 302)
    assert Event.objects.values_list(*columns).get(pk=held.pk) == before
    assert Note.objects.count() == 1


def test_a_round_in_preparation_shows_its_events_to_staff_only(discovery, signed_in, held):
    Round.objects.update(status=RoundStatus.DRAFT)
    found = statuses(discovery, signed_in, BASE, ("", "biz", "moderator"))
    assert found == {"": 404, "biz": 404, "moderator": 200}


def test_an_event_of_another_round_or_akimat_is_not_found(discovery, signed_in, other_akimat):
    made = event(discovery.round, discovery.at)
    client = signed_in(discovery.people["moderator"])
    path = f"{BASE}{made.pk}/"
    assert client.get(path.replace("economy-2026", "other")).status_code == 404
    assert client.get(path.replace("pavlodar", other_akimat.slug)).status_code == 404


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_pages_come_in_three_languages(discovery, signed_in, held, language):
    reported(held, discovery.people["moderator"], discovery.at)
    client = signed_in(discovery.people["moderator"])
    title = getattr(held, f"title_{language}")
    base = f"/{language}/pavlodar/discovery/economy-2026/events/"
    for path in ("?when=past", f"{held.pk}/", f"{held.pk}/notes/", f"{held.pk}/report/preview/"):
        assert title in client.get(base + path).content.decode()


# --- taking part ---


def test_registering_waiting_and_cancelling_by_buttons(discovery, signed_in):
    made = event(discovery.round, discovery.at, capacity=1)
    path = f"{BASE}{made.pk}/"
    client = signed_in(discovery.people["gov"])
    assert client.post(f"{path}register/").url == path
    client = signed_in(discovery.people["biz"])
    assert "Join the waiting list" in client.get(path).content.decode()
    client.post(f"{path}register/")
    assert "You are number 1 on the waiting list" in client.get(path).content.decode()
    signed_in(discovery.people["gov"]).post(f"{path}unregister/")
    assert "You have a place." in signed_in(discovery.people["biz"]).get(path).content.decode()


def test_who_may_not_register_reads_why(discovery, signed_in):
    made = event(discovery.round, discovery.at)
    answer = signed_in(discovery.people["resident"]).post(f"{BASE}{made.pk}/register/")
    assert answer.status_code == 422
    assert "for the stakeholders of the round" in answer.content.decode()
    assert not Registration.objects.exists()


def test_a_visitor_signs_in_first_and_comes_back_to_the_page(discovery, signed_in):
    made = event(discovery.round, discovery.at)
    answer = signed_in(None).post(f"{BASE}{made.pk}/register/")
    assert answer.url.startswith("/en/accounts/login/?next=")
    answer = signed_in(discovery.people["biz"]).get(f"{BASE}{made.pk}/register/")
    assert answer.url == f"{BASE}{made.pk}/"


# --- planning ---


def form_of(discovery, **more):
    begins = discovery.at + timedelta(days=3)
    return {
        "kind": "focus",
        "title_kk": "Астық",
        "title_ru": "Зерно",
        "starts_at": begins.strftime("%Y-%m-%dT%H:%M"),
        "ends_at": (begins + timedelta(hours=2)).strftime("%Y-%m-%dT%H:%M"),
        **more,
    }


def test_a_moderator_plans_changes_and_announces(discovery, signed_in):
    client = signed_in(discovery.people["moderator"])
    seat = discovery.seats["sci"]
    data = form_of(discovery, capacity=30, facilitator=seat.pk, link="meet.example.kz/x")

    made_at = client.post(f"{BASE}new/", data).url
    made = Event.objects.get()
    assert made_at == f"{BASE}{made.pk}/"
    assert (made.capacity, made.facilitator, made.link) == (30, seat, "https://meet.example.kz/x")

    page = client.get(f"{made_at}edit/").content.decode()
    assert 'value="Астық"' in page
    assert 'value="30"' in page
    client.post(f"{made_at}edit/", {**data, "title_en": "Grain"})
    client.post(f"{made_at}publish/")
    made.refresh_from_db()
    assert (made.title_en, made.published_at is not None) == ("Grain", True)
    assert client.post(f"{made_at}publish/").status_code == 422


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"title_ru": ""}, "This field is required"),
        ({"ends_at": "2020-01-01T10:00"}, "must end after it begins"),
        ({"starts_at": "tomorrow"}, "valid date"),
        ({"capacity": "0"}, "greater than or equal to 1"),
        ({"capacity": "many"}, "whole number"),
        ({"link": "not a link"}, "valid URL"),
        ({"facilitator": "99999"}, "valid choice"),
        ({"inside": "x"}, "valid choice"),
        ({"kind": "party"}, "valid choice"),
        ({"title_kk": "x" * 151}, "at most 150"),
    ],
)
def test_bad_plans_are_answered_in_words_and_lose_nothing(discovery, signed_in, change, words):
    client = signed_in(discovery.people["moderator"])
    answer = client.post(f"{BASE}new/", form_of(discovery, about_kk="Kept words", **change))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert words in page
    assert "Kept words" in page
    assert not Event.objects.exists()


def test_fewer_places_than_people_is_answered_in_words(discovery, signed_in):
    made = event(discovery.round, discovery.at)
    for code in ("gov", "biz"):
        operations.register(event=made, stakeholder=discovery.seats[code], at=discovery.at)
    answer = signed_in(discovery.people["moderator"]).post(
        f"{BASE}{made.pk}/edit/", form_of(discovery, capacity=1)
    )
    assert answer.status_code == 422
    assert "2 people are registered" in answer.content.decode()


def agenda_form(*rows):
    data = {"item-TOTAL_FORMS": len(rows), "item-INITIAL_FORMS": 0}
    for number, row in enumerate(rows):
        data |= {f"item-{number}-{name}": value for name, value in row.items()}
    return data


def test_the_agenda_is_written_in_the_order_asked_for(discovery, signed_in):
    made = event(discovery.round, discovery.at, agenda=[{"title": texts("Old")}])
    client = signed_in(discovery.people["moderator"])
    path = f"{BASE}{made.pk}/agenda/"
    data = agenda_form(
        {"title_kk": "Екі", "title_ru": "Два", "starts_at": "11:00", "ORDER": "2"},
        {"title_kk": "Бір", "title_ru": "Один", "starts_at": "10:00", "ORDER": "1"},
        {"title_kk": "Жоқ", "title_ru": "Нет", "ORDER": "3", "DELETE": "on"},
        {},
    )
    assert client.post(path, data).url == f"{BASE}{made.pk}/"
    assert list(made.agenda.values_list("title_kk", flat=True)) == ["Бір", "Екі"]
    assert client.post(path, {**data, "more": "1"}).url == path

    bad = agenda_form({"title_kk": "Бір", "starts_at": "25:00"})
    answer = client.post(path, bad)
    assert answer.status_code == 422
    assert "Write the item in this language too" in answer.content.decode()
    assert made.agenda.count() == 2


def test_four_groups_are_made_from_four_lines(discovery, signed_in):
    plenary = event(discovery.round, discovery.at, kind=EventKind.PLENARY)
    client = signed_in(discovery.people["moderator"])
    path = f"{BASE}{plenary.pk}/groups/"
    times = {name: form_of(discovery)[name] for name in ("starts_at", "ends_at")}

    answer = client.post(path, {**times, "titles_kk": "А\nБ", "titles_ru": "А"})
    assert answer.status_code == 422
    assert "There are 2 titles in Kazakh" in answer.content.decode()

    lines = {"titles_kk": "А\nБ\n\nВ\nГ\n", "titles_ru": "1\n2\n3\n4"}
    client.post(path, {**times, **lines, "capacity": "25"})
    assert list(plenary.groups.values_list("title_kk", "title_ru", "capacity")) == [
        ("А", "1", 25),
        ("Б", "2", 25),
        ("В", "3", 25),
        ("Г", "4", 25),
    ]
    page = client.get(BASE).content.decode()
    assert page.count('class="parallel"') == 1


def test_cancelling_needs_its_reason(discovery, signed_in):
    made = event(discovery.round, discovery.at)
    client = signed_in(discovery.people["moderator"])
    path = f"{BASE}{made.pk}/cancel/"
    assert client.post(path, {"reason_kk": "Дауыл"}).status_code == 422
    client.post(path, {"reason_kk": "Дауыл", "reason_ru": "Буря"})
    page = signed_in(None).get(f"{BASE}{made.pk}/").content.decode()
    assert "Дауыл" in page
    assert client.get(path).status_code in (302, 404)


# --- attendance ---


def test_a_page_of_ticks_is_saved(discovery, signed_in, held):
    client = signed_in(discovery.people["specialist"])
    path = f"{BASE}{held.pk}/attendance/"
    first, second = held.registrations.order_by("pk")
    client.post(path, {"row": [first.pk, second.pk, "x"], "came": [first.pk], "page": "1"})
    assert list(held.registrations.order_by("pk").values_list("attended", flat=True)) == [
        True,
        False,
    ]
    client.post(path, {"row": [first.pk, second.pk], "all": "1"})
    assert held.registrations.filter(attended=True).count() == 2
    page = signed_in(None).get(f"{BASE}{held.pk}/").content.decode()
    assert "2 people came" in page
    assert discovery.people["biz"].email not in page


def test_a_list_with_faults_is_reported_line_by_line(discovery, signed_in, held):
    client = signed_in(discovery.people["moderator"])
    path = f"{BASE}{held.pk}/attendance/import/"

    def send(text, name="list.csv"):
        return client.post(path, {"file": SimpleUploadedFile(name, text)})

    assert client.post(path, {}).status_code == 422
    assert send(b"\xff\xfe\x00").status_code == 422
    assert send(b"a;b\n1;2\n").status_code == 422
    assert send(b"name\nNobody Known\n").status_code == 422
    answer = send(f"email\n{discovery.people['biz'].email}\nx@example.kz\n".encode())
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "1 person is marked as present" in page
    assert "<td" in page
    assert "somebody in this round" in page


def test_a_walk_in_by_the_form(discovery, signed_in, held):
    client = signed_in(discovery.people["moderator"])
    path = f"{BASE}{held.pk}/attendance/walk-in/"
    assert client.post(path, {"name": "Only a name"}).status_code == 422
    assert client.post(path, {"name": "New", "sector": "civ", "more": "1"}).url == path
    assert held.registrations.filter(stakeholder__name="New", attended=True).exists()


def test_the_list_for_the_door_holds_no_formula(discovery, signed_in, held):
    row = operations.add_walk_in(
        event=held, name="=HYPERLINK(1)", sector="biz", actor=None, at=discovery.at
    )
    data = signed_in(discovery.people["specialist"]).get(f"{BASE}{held.pk}/attendance.csv").content
    text = data.decode("utf-8-sig")
    assert data.startswith(b"\xef\xbb\xbf")
    assert "'=HYPERLINK(1)" in text
    assert f"\n{row.stakeholder.name}" not in text
    assert io.StringIO(text).readline().startswith("name;email;organisation;sector;")


# --- notes ---


def test_a_note_by_the_form_and_by_the_script(discovery, signed_in, held):
    client = signed_in(discovery.people["biz"])
    path = f"{BASE}{held.pk}/notes/"
    data = {"kind": "evidence", "text": "84 %", "language": "en", "key": str(uuid.uuid4())}

    for _ in range(2):
        assert client.post(path, data, headers={"X-Note": "1"}).status_code == 201
    made = Note.objects.get(text="84 %")
    assert client.post(path, data).url == f"{path}?kind=evidence#note-{made.pk}"
    for wrong in ({"text": " "}, {"kind": "joke"}, {"key": "x"}, {"language": "de"}):
        assert client.post(path, {**data, **wrong}).status_code == 422
    assert Note.objects.count() == 2


def test_the_board_answers_nothing_while_nothing_changes(discovery, signed_in, held):
    client = signed_in(discovery.people["biz"])
    path = f"{BASE}{held.pk}/notes/board/"
    first = client.get(path)
    state = first.content.decode().split("?state=")[1].split('"')[0]
    assert client.get(path, {"state": state}).status_code == 204
    again = client.get(path, headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    note(held, discovery.people["gov"], discovery.at, "Something new")
    assert b"Something new" in client.get(path, {"state": state}).content
    assert client.get(path, headers={"If-None-Match": first["ETag"]}).status_code == 200


def test_asking_for_an_unchanged_board_is_cheap(
    discovery, signed_in, held, django_assert_max_num_queries
):
    client = signed_in(discovery.people["biz"])
    path = f"{BASE}{held.pk}/notes/board/"
    state = client.get(path).content.decode().split("?state=")[1].split('"')[0]
    with django_assert_max_num_queries(11):
        assert client.get(path, {"state": state}).status_code == 204


def test_two_writers_see_both_wordings_and_choose(discovery, signed_in, held):
    made = Note.objects.get()
    path = f"{BASE}{held.pk}/notes/{made.pk}/"
    data = {"kind": "idea", "version": 1}
    signed_in(discovery.people["gov"]).post(path, {**data, "text": "By government"})

    client = signed_in(discovery.people["biz"])
    answer = client.post(path, {**data, "text": "By business"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "By government" in page
    assert "By business" in page
    assert 'name="version" value="2"' in page

    client.post(path, {**data, "text": "By both", "version": 2})
    made.refresh_from_db()
    assert made.text == "By both"
    history = client.get(f"{path}history/").content.decode()
    for words in ("Gluten for bakeries", "By government", "By business", "By both"):
        assert words in history


def test_a_removed_note_is_found_and_put_back(discovery, signed_in, held):
    made = Note.objects.get()
    path = f"{BASE}{held.pk}/notes/"
    client = signed_in(discovery.people["gov"])
    client.post(f"{path}{made.pk}/remove/")
    assert made.text not in client.get(path).content.decode()
    assert made.text in client.get(f"{path}removed/").content.decode()
    client.post(f"{path}{made.pk}/restore/")
    assert made.text in client.get(path).content.decode()


def test_after_the_report_the_group_reads_its_notes_and_writes_none(discovery, signed_in, held):
    reported(held, discovery.people["moderator"], discovery.at)
    made = Note.objects.get()
    path = f"{BASE}{held.pk}/notes/"
    client = signed_in(discovery.people["biz"])
    page = client.get(path).content.decode()
    assert made.text in page
    assert "<textarea" not in page
    assert client.get(f"{path}{made.pk}/").status_code == 404
    data = {"kind": "idea", "text": "Late", "language": "en", "key": str(uuid.uuid4())}
    assert client.post(path, data).status_code == 422
    assert signed_in(discovery.people["civ"]).get(path).status_code == 404


# --- the report ---


def report_form(version, **more):
    return {
        "summary_kk": "Қысқа",
        "summary_ru": "Кратко",
        "language": "kk",
        "report": "# Тақырып\nМәтін",
        "version": version,
        **more,
    }


def test_the_rapporteur_writes_looks_and_publishes(
    discovery, signed_in, held, django_capture_on_commit_callbacks
):
    client = signed_in(discovery.people["gov"])
    path = f"{BASE}{held.pk}/report/"
    assert "Gluten for bakeries" in client.get(path).content.decode()
    assert client.post(path, report_form(0, preview="1")).url == f"{path}preview/"
    assert "<h3>Тақырып</h3>" in client.get(f"{path}preview/").content.decode()
    assert "Тақырып" not in signed_in(None).get(f"{BASE}{held.pk}/").content.decode()

    with django_capture_on_commit_callbacks(execute=True):
        signed_in(discovery.people["gov"]).post(f"{path}publish/")

    client = signed_in(None)
    page = client.get(f"{BASE}{held.pk}/").content.decode()
    assert "<h3>Тақырып</h3>" in page
    assert "PDF, " in page
    file = client.get(f"{BASE}{held.pk}/report.pdf")
    assert file["Content-Type"] == "application/pdf"
    assert b"".join(file.streaming_content).startswith(b"%PDF-")
    assert client.get(f"{path}file/").status_code == 200


def test_a_report_that_lacks_something_stays_unpublished(discovery, signed_in, held):
    client = signed_in(discovery.people["gov"])
    path = f"{BASE}{held.pk}/report/"
    assert client.post(f"{path}publish/").status_code == 422
    client.post(path, report_form(0, summary_ru=""))
    answer = client.post(f"{path}publish/")
    assert answer.status_code == 422
    assert "ru is missing" in answer.content.decode()
    for wrong in ({"version": "x"}, {"language": "de"}, {"report": "x" * 60_001}):
        answer = client.post(path, {**report_form(1), "summary_kk": "Kept", **wrong})
        assert answer.status_code == 422
        assert "Kept" in answer.content.decode()
    assert client.get(f"{BASE}{held.pk}/report.pdf").status_code == 404


def test_two_who_write_the_report_see_both_wordings(discovery, signed_in, held):
    path = f"{BASE}{held.pk}/report/"
    signed_in(discovery.people["moderator"]).post(path, report_form(0, report="By the moderator"))
    client = signed_in(discovery.people["gov"])
    answer = client.post(path, report_form(0, report="By the rapporteur"))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "By the moderator" in page
    assert "By the rapporteur" in page
    assert 'name="version" value="1"' in page
    client.post(path, report_form(1, report="Joined"))
    held.refresh_from_db()
    assert (held.report, held.report_version) == ("Joined", 3)
    assert "By the rapporteur" in client.get(f"{path}versions/").content.decode()


# --- size ---


def queries_of(client, path, counter):
    client.get(path)
    with counter() as counted:
        assert client.get(path).status_code == 200
    return len(counted)


@pytest.fixture
def counter():
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    return lambda: CaptureQueriesContext(connection)


@pytest.mark.parametrize("who", ["", "moderator"])
def test_the_list_asks_as_much_for_three_events_as_for_one(discovery, signed_in, counter, who):
    def plan():
        plenary = event(discovery.round, discovery.at, kind=EventKind.PLENARY)
        for _ in range(2):
            group = event(discovery.round, discovery.at, inside=plenary)
        operations.register(event=group, stakeholder=stakeholder(discovery.round), at=discovery.at)

    client = signed_in(discovery.people.get(who))
    plan()
    one = queries_of(client, BASE, counter)
    plan()
    plan()
    assert queries_of(client, BASE, counter) == one


@pytest.mark.parametrize("path", ["", "attendance/", "notes/", "attendance.csv"])
def test_pages_of_an_event_ask_as_much_for_three_people_as_for_one(
    discovery, signed_in, counter, path
):
    made = event(discovery.round, discovery.at, days=-1)

    def come():
        seat = stakeholder(discovery.round)
        Registration.objects.create(event=made, stakeholder=seat, registered_at=discovery.at)
        note(made, seat.person, discovery.at)

    client = signed_in(discovery.people["moderator"])
    come()
    one = queries_of(client, f"{BASE}{made.pk}/{path}", counter)
    come()
    come()
    assert queries_of(client, f"{BASE}{made.pk}/{path}", counter) == one


def test_the_stage_page_says_how_many_events_there_are(discovery, rf):
    from edp import sections

    event(discovery.round, discovery.at)
    event(discovery.round, discovery.at, published=False)
    request = rf.get("/")
    request.user = discovery.people["moderator"]
    found = sections.of_stage(request, discovery.round, "discovery", discovery.at)
    (mine,) = [one for one in found if one.url.endswith("/events/")]
    assert mine.count == 1
    assert len(mine.actions) == 1
