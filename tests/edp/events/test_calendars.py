"""Calendar files hold to RFC 5545 and replace each other."""

from datetime import timedelta

import pytest
from icalendar import Calendar

from edp.events import operations
from edp.models import Event
from tests.factories.edp import texts
from tests.factories.edp_events import event

BASE = "/en/pavlodar/discovery/economy-2026/events"


def entries(answer):
    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert all(len(line) <= 75 for line in answer.content.split(b"\r\n"))
    calendar = Calendar.from_ical(answer.content)
    assert str(calendar["version"]) == "2.0"
    assert calendar["prodid"]
    return calendar.walk("VEVENT")


def test_an_event_stands_with_its_time_and_place(discovery, client):
    made = event(discovery.round, discovery.at, about=texts("A, b; c\nand more " * 10))
    (entry,) = entries(client.get(f"{BASE}/{made.pk}/event.ics"))
    assert entry.decoded("dtstart") == made.starts_at.replace(microsecond=0)
    assert entry.decoded("dtend") == made.ends_at.replace(microsecond=0)
    assert str(entry["summary"]) == made.title_en
    assert str(entry["location"]) == made.place_en
    assert str(entry["description"]).startswith("A, b; c\nand more")
    assert (entry["sequence"], str(entry["status"])) == (0, "CONFIRMED")
    assert f"{BASE}/{made.pk}/" in str(entry["url"])


def test_a_change_and_a_cancellation_replace_the_same_entry(discovery, client):
    made = event(discovery.round, discovery.at)
    seen = []
    moved = {"starts_at": made.starts_at + timedelta(hours=1)}
    for act in (
        lambda: None,
        lambda: operations.change_event(event=made, actor=None, at=discovery.at, **moved),
        lambda: operations.cancel_event(event=made, reason=texts("x"), actor=None, at=discovery.at),
    ):
        act()
        (entry,) = entries(client.get(f"{BASE}/{made.pk}/event.ics"))
        seen.append((str(entry["uid"]), entry["sequence"], str(entry["status"])))
    assert len({uid for uid, _sequence, _status in seen}) == 1
    assert [row[1:] for row in seen] == [(0, "CONFIRMED"), (1, "CONFIRMED"), (2, "CANCELLED")]


def test_the_file_of_a_round_holds_all_announced_events(discovery, client):
    for number in range(2):
        event(discovery.round, discovery.at, days=number)
    event(discovery.round, discovery.at, published=False)
    found = entries(client.get("/kk/pavlodar/discovery/economy-2026/events.ics"))
    assert len({str(entry["uid"]) for entry in found}) == 2
    assert {str(entry["summary"]) for entry in found} == {Event.objects.first().title_kk}


@pytest.mark.parametrize(
    ("who", "sees"),
    [("", False), ("resident", False), ("gov", False), ("biz", True), ("specialist", True)],
)
def test_the_link_is_only_for_those_with_a_place(discovery, signed_in, who, sees):
    made = event(discovery.round, discovery.at, link="https://meet.example.kz/secret")
    operations.register(event=made, stakeholder=discovery.seats["biz"], at=discovery.at)
    client = signed_in(discovery.people.get(who))
    answers = [client.get(f"{BASE}/{made.pk}/event.ics"), client.get(f"{BASE}/{made.pk}/")]
    assert [b"/secret" in answer.content.replace(b"\r\n ", b"") for answer in answers] == [sees] * 2
    assert b"/secret" not in client.get(f"{BASE}.ics").content


def test_a_draft_has_no_file(discovery, signed_in):
    made = event(discovery.round, discovery.at, published=False)
    assert (
        signed_in(discovery.people["moderator"]).get(f"{BASE}/{made.pk}/event.ics").status_code
        == 404
    )
