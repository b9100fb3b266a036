"""What must hold on every page of discovery, whichever part it belongs to."""

import pytest
from django.db import transaction
from django.test import Client

from commons.people.models import Person
from commons.territories.models import Akimat
from tests.browser import everypage
from tests.browser.discovery.topics import TOPICS, visits_of
from tests.browser.pages import Visit
from tests.fixtures.discovery import Discovery
from tests.fixtures.journeys import name_places

pytestmark = pytest.mark.django_db

ASKED = ("page", "q", "sort", "status", "origin", "group", "kind", "sector", "year", "sheet")
# The lists of the desk are everybody's own: what they hold is tested in tests/edp/admin.
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


@pytest.fixture
def clients(discovery: Discovery) -> dict[str, Client]:
    name_places(discovery.akimat)
    return everypage.clients_of(discovery.people)


def plain(topic: str, discovery: Discovery) -> list[Visit]:
    return [visit for visit in visits_of(topic, discovery) if visit.is_plain]


@pytest.mark.parametrize("topic", TOPICS)
def test_pages_open_in_three_languages(
    topic: str, discovery: Discovery, clients: dict[str, Client]
) -> None:
    wrong = everypage.wrong_in_languages(plain(topic, discovery), clients)
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("topic", TOPICS)
def test_hostile_questions_are_answered(
    topic: str, discovery: Discovery, clients: dict[str, Client]
) -> None:
    wrong = everypage.wrong_with_hostile_questions(plain(topic, discovery), clients, ASKED)
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("topic", TOPICS)
def test_pages_of_staff_do_not_exist_for_others(
    topic: str, discovery: Discovery, clients: dict[str, Client]
) -> None:
    """A page that visitors and residents cannot open is closed to foreign staff as well."""
    wrong = everypage.open_to_strangers(plain(topic, discovery), clients, own=DESK)
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("topic", TOPICS)
def test_another_akimat_finds_nothing_of_this_round(
    topic: str,
    discovery: Discovery,
    clients: dict[str, Client],
    other_akimat: Akimat,
    foreign_moderator: Person,
) -> None:
    here, there = (
        f"/{akimat.slug}/discovery/{discovery.round.slug}/"
        for akimat in (discovery.akimat, other_akimat)
    )
    wrong = everypage.found_elsewhere(plain(topic, discovery), clients, here, there)
    assert not wrong, "\n".join(wrong)


def test_every_address_of_discovery_is_visited(discovery: Discovery) -> None:
    visited: set[str] = set()
    for topic in TOPICS:
        with transaction.atomic():
            visited |= {everypage.name_of(visit) for visit in visits_of(topic, discovery)}
            transaction.set_rollback(True)
    everything, others = everypage.names_in("edp"), FILES | FRAGMENTS | POSTED
    assert everything >= others
    left = sorted(everything - visited - others)
    assert not left, "\n".join(left)
