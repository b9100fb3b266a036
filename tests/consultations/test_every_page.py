"""What must hold on every page of hearings, whichever part it belongs to."""

import pytest
from django.db import transaction
from django.test import Client

from commons.people.models import Person
from commons.territories.models import Akimat
from tests.browser import everypage
from tests.browser.hearings.topics import TOPICS, visits_of
from tests.browser.pages import Visit
from tests.fixtures.hearings import Hearings
from tests.fixtures.journeys import name_places

pytestmark = pytest.mark.django_db

ASKED = ("page", "q", "sort", "status", "kind", "when", "council", "meeting", "year", "show")
# Answered by the tests of each part: files, pieces of a page, and what a press alone leads to.
FILES = {
    "consultations:board_csv",
    "consultations:calendar",
    "consultations:conversation_table",
    "consultations:council_members_csv",
    "consultations:document_json",
    "consultations:draft_remarks_csv",
    "consultations:draft_remarks_docx",
    "consultations:draft_version_file",
    "consultations:draft_version_json",
    "consultations:draw_archive",
    "consultations:draw_script",
    "consultations:expenses_file",
    "consultations:formation_attachment",
    "consultations:fund_file",
    "consultations:meeting_calendar",
    "consultations:meeting_desk_table",
    "consultations:meeting_minutes_data",
    "consultations:meeting_minutes_file",
    "consultations:meeting_paper",
    "consultations:receipt",
    "consultations:recommendations_csv",
    "consultations:reply_file",
    "consultations:step_file",
}
FRAGMENTS = {
    "consultations:draw_progress",
    "consultations:meeting_live_now",
}
POSTED = {
    "consultations:agenda_support",
    "consultations:agenda_withdraw",
    "consultations:conversation_answer",
    "consultations:draft_agree",
    "consultations:draw_change",
    "consultations:draw_start",
    "consultations:heard_withdraw",
    "consultations:meeting_cast",
    "consultations:meeting_end",
    "consultations:meeting_item",
    "consultations:meeting_minutes_publish",
    "consultations:meeting_paper_move",
    "consultations:meeting_question_vote",
    "consultations:meeting_speaker",
    "consultations:meeting_start",
    "consultations:meeting_unregister",
    "consultations:office_hours_give_back",
    "consultations:petition_paper_settle",
    "consultations:petition_sign",
    "consultations:petition_take_back",
    "consultations:recommendation_arrange",
}


@pytest.fixture
def clients(hearings: Hearings, second_resident: Person) -> dict[str, Client]:
    """The second resident has no part in anything: the first one leads a council."""
    name_places(hearings.akimat)
    return everypage.clients_of({**hearings.people, "second": second_resident})


def plain(topic: str, hearings: Hearings) -> list[Visit]:
    return [visit for visit in visits_of(topic, hearings) if visit.is_plain]


@pytest.mark.parametrize("topic", TOPICS)
def test_pages_open_in_three_languages(
    topic: str, hearings: Hearings, clients: dict[str, Client]
) -> None:
    wrong = everypage.wrong_in_languages(plain(topic, hearings), clients)
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("topic", TOPICS)
def test_hostile_questions_are_answered(
    topic: str, hearings: Hearings, clients: dict[str, Client]
) -> None:
    wrong = everypage.wrong_with_hostile_questions(plain(topic, hearings), clients, ASKED)
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("topic", TOPICS)
def test_pages_of_staff_do_not_exist_for_others(
    topic: str, hearings: Hearings, clients: dict[str, Client]
) -> None:
    """A page that visitors and residents cannot open is closed to foreign staff as well."""
    wrong = everypage.open_to_strangers(plain(topic, hearings), clients, resident="second")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("topic", TOPICS)
def test_another_akimat_finds_nothing_of_these_hearings(
    topic: str, hearings: Hearings, clients: dict[str, Client], other_akimat: Akimat
) -> None:
    visits = [visit for visit in plain(topic, hearings) if everypage.is_about_something(visit)]
    here, there = f"/{hearings.akimat.slug}/", f"/{other_akimat.slug}/"
    wrong = everypage.found_elsewhere(visits, clients, here, there)
    assert not wrong, "\n".join(wrong)


def test_every_address_of_hearings_is_visited(hearings: Hearings) -> None:
    visited: set[str] = set()
    for topic in TOPICS:
        with transaction.atomic():
            visited |= {everypage.name_of(visit) for visit in visits_of(topic, hearings)}
            transaction.set_rollback(True)
    everything, others = everypage.names_in("consultations"), FILES | FRAGMENTS | POSTED
    assert everything >= others
    left = sorted(everything - visited - others)
    assert not left, "\n".join(left)
