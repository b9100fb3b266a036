"""The news, the calendar and the ballots of an akimat, as files to follow and to keep."""

import io
import zipfile
from collections.abc import Callable
from typing import Any
from xml.etree import ElementTree

import pytest
from django.test import Client
from icalendar import Calendar

from commons.territories.models import Akimat
from tests.factories import hearings_meetings
from tests.factories.edp_events import event
from tests.fixtures.discovery import Discovery
from tests.fixtures.hearings import Hearings
from tests.fixtures.journeys import Town
from tests.fixtures.results import Vote

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"
FILES = ("news.atom", "calendar.ics", "ballots.zip")


def body(answer: Any) -> bytes:
    return b"".join(answer.streaming_content) if answer.streaming else bytes(answer.content)


@pytest.mark.parametrize("name", FILES)
def test_files_are_the_same_for_all_and_kept_by_caches(
    name: str, akimat: Akimat, client: Client
) -> None:
    answer = client.get(f"/en/pavlodar/data/{name}")
    head = client.head(f"/en/pavlodar/data/{name}")

    assert (answer.status_code, head.status_code) == (200, 200)
    assert answer["Cache-Control"] == "public, max-age=300"
    assert not answer.cookies
    assert "Cookie" not in answer.get("Vary", "")
    assert client.get(f"/en/nowhere/data/{name}").json()["error"]["code"] == "not_found"
    assert client.get(f"/en/pavlodar/data/{name}?x=1").status_code == 400


def entries(
    client: Client, language: str = "en", akimat: str = "pavlodar"
) -> list[tuple[str, str]]:
    """(title, address) of the feed, the latest first."""
    feed = ElementTree.fromstring(client.get(f"/{language}/{akimat}/data/news.atom").content)
    return [
        (entry.findtext(f"{ATOM}title") or "", entry.find(f"{ATOM}link").attrib["href"])  # type: ignore[union-attr]
        for entry in feed.iter(f"{ATOM}entry")
    ]


def test_the_feed_tells_what_was_announced_and_published(
    town: Town, client: Client, settings: Any
) -> None:
    settings.BIRGE_SITE_URL = "https://birge.example"
    told = entries(client)

    root = "https://birge.example/en/pavlodar/budget"
    assert ("Result published: Budget of the city", f"{root}/finished/result/") in told
    assert ("Budget round announced: Budget of the city", f"{root}/intake/") in told
    assert len([title for title, _link in told if title.startswith("Result")]) == 1
    assert entries(client, akimat="abai") == []
    assert entries(client, "ru")[0][1].startswith("https://birge.example/ru/pavlodar/")


def test_the_feed_hides_what_is_not_public(
    hearings: Hearings, hold_vote: Callable[..., Vote], client: Client
) -> None:
    counted = hold_vote((30_000_000,), [((0,), "551000000", 60)], slug="counted").count()
    moderator = hearings.people["moderator"]
    hearings_meetings.draft_meeting(hearings.akimat, moderator, hearings.at)
    shown = hearings_meetings.meeting(hearings.akimat, moderator, hearings.at)
    links = [link for _title, link in entries(client)]

    assert len(links) == 2
    assert any(link.endswith(f"/meetings/{shown.pk}/") for link in links)
    assert not any(f"{counted.round.slug}/result" in link for link in links)


def test_the_calendar_holds_phases_meetings_and_events(
    town: Town, hearings: Hearings, discovery: Discovery, client: Client
) -> None:
    moderator = hearings.people["moderator"]
    hearings_meetings.draft_meeting(hearings.akimat, moderator, hearings.at)
    meeting = hearings_meetings.meeting(hearings.akimat, moderator, hearings.at)
    held = event(discovery.round, discovery.at)
    calendar = Calendar.from_ical(client.get("/en/pavlodar/data/calendar.ics").content)
    names = [str(one["uid"]).partition("@")[0] for one in calendar.walk("VEVENT")]

    assert len(names) == len(set(names))
    assert f"meeting-{meeting.pk}" in names
    assert f"discovery-event-{held.pk}" in names
    assert len([name for name in names if name.startswith("meeting-")]) == 1
    phases = sum(round.phases.count() for round in (town.intake, town.voting))
    phases += town.finished.round.phases.count()
    assert len([name for name in names if name.startswith("budget-phase-")]) == phases


def test_ballots_are_those_of_published_results_only(
    town: Town, hold_vote: Callable[..., Vote], client: Client
) -> None:
    hold_vote((30_000_000,), [((0,), "551000000", 60)], slug="counted").count()
    bundle = zipfile.ZipFile(io.BytesIO(body(client.get("/en/pavlodar/data/ballots.zip"))))
    single = client.get("/en/pavlodar/budget/finished/result/550000000.pb").content

    assert bundle.testzip() is None
    assert bundle.namelist() == ["pavlodar-finished-550000000.pb"]
    assert bundle.read("pavlodar-finished-550000000.pb") == single
