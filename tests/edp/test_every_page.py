"""What must hold on every page of discovery, whichever part it belongs to."""

import re
from collections.abc import Iterator, Sequence
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, resolve

from commons.people.models import Person
from commons.territories.models import Akimat
from tests.browser.discovery.topics import TOPICS, visits_of
from tests.browser.pages import Visit
from tests.fixtures.discovery import Discovery
from tests.fixtures.journeys import name_places

pytestmark = pytest.mark.django_db

LANGUAGES = ("kk", "ru", "en")
VALUES = ("²", "9" * 5000, "a" * 10_000, "%_\\'\";--<script>{{ 7 }}")
ASKED = ("page", "q", "sort", "status", "origin", "group", "kind", "sector", "year", "sheet")
STAFF = ("moderator", "specialist")
DESK = ("/desk/edp/round/", "/desk/edp/round/add/")
# Answered by the tests of each part: files, pieces of a page, and what a press alone leads to.
FILES = {
    "edp:evaluation_archive_zip",
    "edp:evaluation_ranking_csv",
    "edp:evaluation_result_json",
    "edp:evaluation_scorecard_json",
    "edp:evaluation_scores_csv",
    "edp:event_attendance_table",
    "edp:event_calendar",
    "edp:event_report_file",
    "edp:events_calendar",
    "edp:evidence_strengths_file",
    "edp:evidence_swot_file",
    "edp:monitoring_csv",
    "edp:plan_data",
    "edp:plan_pdf",
    "edp:statistics_activities_file",
    "edp:statistics_file",
    "edp:statistics_indicator_file",
    "edp:statistics_map_file",
}
FRAGMENTS = {"edp:event_notes_board", "edp:event_report_state"}
POSTED = {
    "edp:event_note_remove",
    "edp:event_note_restore",
    "edp:event_publish",
    "edp:event_register",
    "edp:event_report_publish",
    "edp:event_unregister",
    "edp:evidence_remark",
    "edp:evidence_remark_withdraw",
    "edp:evidence_swot_act",
    "edp:evidence_swot_agree",
    "edp:evidence_swot_new",
    "edp:evidence_trend_withdraw",
    "edp:library_link",
    "edp:library_unlink",
    "edp:library_withdraw",
    "edp:monitoring_review_publish",
    "edp:plan_move",
    "edp:resolution_fill",
    "edp:survey_do",
    # Before the plan is begun, and after the last page of a survey is answered.
    "edp:plan_start",
    "edp:survey_check",
}


def clients_of(discovery: Discovery) -> dict[str, Client]:
    clients = {"": Client()}
    for who, person in discovery.people.items():
        clients[who] = Client()
        clients[who].force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return clients


@pytest.fixture
def clients(discovery: Discovery) -> dict[str, Client]:
    name_places(discovery.akimat)
    return clients_of(discovery)


def plain(topic: str, discovery: Discovery) -> list[Visit]:
    return [visit for visit in visits_of(topic, discovery) if visit.is_plain]


@pytest.mark.parametrize("topic", TOPICS)
def test_pages_open_in_three_languages(
    topic: str, discovery: Discovery, clients: dict[str, Client]
) -> None:
    wrong = []
    for visit in plain(topic, discovery):
        for language in LANGUAGES:
            answer = clients[visit.who].get(f"/{language}{visit.path}", follow=True)
            if answer.status_code != visit.status:
                wrong.append(f"{visit.name} in {language}: {answer.status_code}")
            elif "text/html" in answer.get("Content-Type", "") and answer.status_code == 200:
                marked = re.search(r'<html lang="(..)"', answer.content.decode())
                if marked and marked[1] != language:
                    wrong.append(f"{visit.name} in {language} says {marked[1]}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("topic", TOPICS)
def test_hostile_questions_are_answered(
    topic: str, discovery: Discovery, clients: dict[str, Client]
) -> None:
    wrong = []
    for visit in plain(topic, discovery):
        for value in VALUES:
            address = f"/en{visit.path.split('?')[0]}"
            with transaction.atomic():
                answer = clients[visit.who].get(address, dict.fromkeys(ASKED, value))
            if answer.status_code >= 500:
                wrong.append(f"{visit.name} with {value[:10]!r}: {answer.status_code}")
    assert not wrong, "\n".join(wrong)


def refused(answer: Any) -> bool:
    if answer.status_code in (301, 302):
        return "/accounts/login/" in answer["Location"]
    return answer.status_code in (404, 405)


@pytest.mark.parametrize("topic", TOPICS)
def test_pages_of_staff_do_not_exist_for_others(
    topic: str, discovery: Discovery, clients: dict[str, Client]
) -> None:
    """A page that visitors and residents cannot open is closed to foreign staff as well."""
    wrong = []
    for visit in plain(topic, discovery):
        open_to_all = clients[""].get(f"/en{visit.path}").status_code == 200
        # The lists of the desk are everybody's own: what they hold is tested in tests/edp/admin.
        if visit.who not in STAFF or open_to_all or visit.path in DESK:
            continue
        for who in ("", "resident", "foreign_moderator"):
            for method in ("get", "post"):
                answer = getattr(clients[who], method)(f"/en{visit.path}")
                if not refused(answer):
                    wrong.append(f"{who} {method} {visit.name}: {answer.status_code}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("topic", TOPICS)
def test_another_akimat_finds_nothing_of_this_round(
    topic: str,
    discovery: Discovery,
    clients: dict[str, Client],
    other_akimat: Akimat,
    foreign_moderator: Person,
) -> None:
    wrong = []
    here, there = f"/{discovery.akimat.slug}/", f"/{other_akimat.slug}/"
    for visit in plain(topic, discovery):
        if not visit.path.startswith(f"{here}discovery/{discovery.round.slug}/"):
            continue
        for method in ("get", "post"):
            address = f"/en{visit.path.replace(here, there, 1)}"
            answer = getattr(clients["foreign_moderator"], method)(address)
            if not refused(answer):
                wrong.append(f"{method} {address}: {answer.status_code}")
    assert not wrong, "\n".join(wrong)


def names(found: Sequence[URLPattern | URLResolver], inside: str = "") -> Iterator[str]:
    for one in found:
        if isinstance(one, URLResolver):
            space = f"{inside}{one.namespace}:" if one.namespace else inside
            yield from names(one.url_patterns, space)
        elif one.name:
            yield f"{inside}{one.name}"


def test_every_address_of_discovery_is_visited(discovery: Discovery) -> None:
    visited: set[str] = set()
    for topic in TOPICS:
        with transaction.atomic():
            visits = visits_of(topic, discovery)
            visited |= {resolve(f"/kk{visit.path.split('?')[0]}").view_name for visit in visits}
            transaction.set_rollback(True)
    everything = {name for name in names(get_resolver().url_patterns) if name.startswith("edp:")}
    others = FILES | FRAGMENTS | POSTED
    assert everything >= others
    left = sorted(everything - visited - others)
    assert not left, "\n".join(left)
