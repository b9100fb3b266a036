"""Notes of a group in real browsers: several writers, a broken line, and no word lost."""

from datetime import timedelta

import pytest
from django.test import Client
from playwright.sync_api import expect

from edp.events import operations
from edp.events.models import Note
from tests.factories.edp_events import event, note

pytestmark = pytest.mark.django_db(transaction=True)

STATUS, WAITING, BOARD = "[data-notes-status]", "[data-notes-waiting]", "#board"
ADD, TEXT = ".jot-form button.btn", "textarea[name=text]"
POLL = 30_000


@pytest.fixture
def group(discovery):
    """Business and government have places in it."""
    made = event(discovery.round, discovery.at)
    for code in ("biz", "gov"):
        operations.register(event=made, stakeholder=discovery.seats[code], at=discovery.at)
    return made


@pytest.fixture
def at_notes(discovery, group, open_page, live_server):
    """`at_notes("biz")`: the notes of the group, open before that person."""

    def open_notes(who, **options):
        page = open_page(**options)
        client = Client()  # one for each: they are signed in at the same time
        client.force_login(discovery.people[who])
        key = client.cookies["sessionid"].value
        page.context.add_cookies([{"name": "sessionid", "value": key, "url": live_server.url}])
        page.goto(f"/en/pavlodar/discovery/economy-2026/events/{group.pk}/notes/")
        return page

    return open_notes


def add(page, text):
    page.fill(TEXT, text)
    page.click(ADD)


def test_what_one_writes_the_others_see(at_notes):
    mine, theirs = at_notes("biz"), at_notes("gov")
    add(mine, "Gluten for bakeries")
    mine.wait_for_selector(f"{BOARD} >> text=Gluten for bakeries")
    assert mine.input_value(TEXT) == ""
    theirs.wait_for_selector(f"{BOARD} >> text=Gluten for bakeries", timeout=POLL)


def test_a_note_written_without_a_connection_waits_and_is_sent_once(at_notes):
    page = at_notes("biz")
    page.context.set_offline(True)
    add(page, "Written in the basement")
    page.wait_for_selector(f"{WAITING} >> text=Written in the basement")
    expect(page.locator(STATUS)).to_contain_text("No connection")
    page.context.set_offline(False)
    page.wait_for_selector(f"{BOARD} >> text=Written in the basement", timeout=POLL)
    assert page.is_hidden(WAITING)
    assert Note.objects.count() == 1


def test_half_a_thought_survives_a_reload(at_notes):
    page = at_notes("biz")
    page.fill(TEXT, "Half a tho")
    page.wait_for_timeout(1000)  # the draft is kept a moment after the last key
    page.reload()
    assert page.input_value(TEXT) == "Half a tho"


def test_a_note_of_somebody_signed_out_is_kept(at_notes):
    page = at_notes("biz")
    page.context.clear_cookies()
    add(page, "Do not lose me")
    page.wait_for_selector(f"{WAITING} >> text=Do not lose me")
    expect(page.locator(STATUS)).to_contain_text("signed out")
    assert not Note.objects.exists()


def test_a_note_that_is_refused_is_back_in_the_field(discovery, group, at_notes):
    page = at_notes("biz")
    operations.cancel_registration(
        registration=group.registrations.get(stakeholder=discovery.seats["biz"]),
        at=discovery.at + timedelta(minutes=1),
    )
    add(page, "Too late for me")
    expect(page.locator(STATUS)).to_contain_text("back in the field")
    assert page.input_value(TEXT) == "Too late for me"
    assert page.is_hidden(WAITING)


def test_the_page_works_without_javascript(at_notes):
    page = at_notes("biz", javascript=False)
    add(page, "By the plain form")
    page.wait_for_selector(f"{BOARD} >> text=By the plain form")
    assert Note.objects.get().text == "By the plain form"


def test_two_wordings_are_put_side_by_side(discovery, group, at_notes, axe):
    made = note(group, discovery.people["biz"], discovery.at)
    page = at_notes("biz")
    page.click(f"#change-{made.pk}")
    operations.change_note(
        note=made,
        author=discovery.people["gov"],
        text="By government",
        version=1,
        at=discovery.at,
    )
    page.fill(TEXT, "By business")
    page.click("main form:has(textarea) button.btn")
    page.wait_for_selector("text=By government")
    assert page.input_value(TEXT) == "By business"
    assert axe(page) == []
    page.click("main form:has(textarea) button.btn")
    page.wait_for_selector(f"{BOARD} >> text=By business")
