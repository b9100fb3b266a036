"""Who sees which page of the plan, in which language, and how bad input is answered."""

import pytest
from django.utils import timezone

from edp.models import PlanPdf, Priority
from edp.plan import operations
from edp.plan.tasks import print_version
from edp.plan.models import Action, ExAnte, Instrument, Programme
from tests.factories.edp import texts
from tests.factories.edp_plan import checked, decided, instrument, programme, written
from tests.fixtures.discovery import Discovery, discovery_in

pytestmark = pytest.mark.django_db
BASE = "/en/pavlodar/discovery/economy-2026/plan"


@pytest.fixture
def planning(akimat, moderator, specialist, resident, foreign_moderator) -> Discovery:
    people = {
        "moderator": moderator,
        "specialist": specialist,
        "resident": resident,
        "foreign_moderator": foreign_moderator,
    }
    return discovery_in(akimat, "plan", people)


@pytest.fixture
def draft(planning, moderator):
    return written(planning.round, moderator, planning.at)


@pytest.fixture
def as_moderator(client, moderator):
    client.force_login(moderator)
    return client


def test_public_reads_that_there_is_no_plan(client, planning):
    answer = client.get(f"{BASE}/")
    assert answer.status_code == 200
    assert b"There is no plan yet" in answer.content


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_every_page_of_a_published_plan_opens(client, draft, planning, language):
    items = programme(planning.round, "Food", "Steel")
    draft.priorities[0].programme_items.add(items[0])
    draft.publish()
    draft.actions[0].instruments.add(instrument(planning.round))
    print_version(draft.publish().pk)
    base = BASE.replace("/en/", f"/{language}/")
    pages = ["/", "/programmes/", "/versions/", "/versions/1/", "/versions/compare/"]
    for page in [*pages, "/versions/1/plan.json"]:
        assert client.get(base + page).status_code == 200, page
    for code in ("kk", "ru", "en"):
        answer = client.get(f"{base}/versions/2/plan-{code}.pdf")
        assert answer["Content-Type"] == "application/pdf"
    register = f"/{language}/pavlodar/discovery/plan"
    assert client.get(f"{register}/programmes/").status_code == 200
    assert client.get(f"{register}/instruments/").status_code == 200
