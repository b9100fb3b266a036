"""Who sees which page of monitoring, and how bad input is answered."""

from datetime import timedelta
from decimal import Decimal

import pytest

from edp.models import Indicator, Reading, Round
from edp.monitoring import operations
from tests.factories.edp import texts
from tests.factories.edp_plan import add_indicator, written
from tests.fixtures.discovery import discovery_in

pytestmark = pytest.mark.django_db
BASE = "/en/pavlodar/discovery/economy-2026/monitoring"


@pytest.fixture
def running(akimat, moderator):
    planning = discovery_in(akimat, "monitoring", {"moderator": moderator})
    draft = written(planning.round, moderator, planning.at)
    draft.publish()
    return draft


def read(running, row, value, days, actor):
    return operations.enter_reading(
        indicator=row,
        value=Decimal(value),
        date=(running.at - timedelta(days=days)).date(),
        source="=Table 4",
        actor=actor,
        at=running.at,
    )


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_the_board_is_public_in_three_languages(client, running, specialist, language):
    row = running.indicators[0]
    read(running, row, "120", 5, specialist)
    base = BASE.replace("/en/", f"/{language}/")
    for page in ("/", f"/indicators/{row.pk}/", "/reviews/", "/readings.csv"):
        assert client.get(base + page).status_code == 200, page


def test_the_board_says_how_it_stands(client, running, specialist):
    read(running, running.indicators[0], "100", 5, specialist)
    page = client.get(f"{BASE}/").content.decode()
    assert "far behind" in page
    assert "no reading yet" in page
    assert "the straight line to the target asks for" in page


def test_what_is_not_published_is_not_on_the_board(client, running, moderator):
    hidden = add_indicator(running.plan, None, running.actor, running.at)
    Indicator.objects.filter(pk=hidden.pk).update(title_en="Secret figure")
    assert b"Secret figure" not in client.get(f"{BASE}/").content
    assert client.get(f"{BASE}/indicators/{hidden.pk}/").status_code == 404
    client.force_login(moderator)
    assert client.get(f"{BASE}/indicators/{hidden.pk}/").status_code == 200


def test_before_the_publication_the_board_waits(client, akimat, moderator):
    planning = discovery_in(akimat, "plan", {"moderator": moderator})
    assert b"It begins once the plan is published" in client.get(f"{BASE}/").content
    written(planning.round, moderator, planning.at)
    assert b"It begins once the plan is published" in client.get(f"{BASE}/").content
    assert client.get(f"{BASE}/readings.csv").status_code == 404


def test_the_table_of_readings_is_harmless(client, running, specialist):
    read(running, running.indicators[0], "120.5", 5, specialist)
    answer = client.get(f"{BASE}/readings.csv")
    text = answer.content.decode("utf-8-sig")
    assert "'=Table 4" in text
    assert ",120.5," in text


ROLES = ["", "resident", "foreign_moderator", "specialist", "moderator"]


def status(client, request, who, path):
    if who:
        client.force_login(request.getfixturevalue(who))
    answer = client.get(path)
    return 302 if answer.status_code == 302 and "login" in answer["Location"] else (
        answer.status_code
    )  # fmt: skip


@pytest.mark.parametrize("who", ROLES)
@pytest.mark.parametrize(
    ("page", "allowed"),
    [
        ("work/", {"specialist", "moderator"}),
        ("indicators/{pk}/read/", {"specialist", "moderator"}),
        ("actions/{action}/spent/", {"specialist", "moderator"}),
        ("indicators/new/", {"moderator"}),
        ("indicators/{pk}/change/", {"moderator"}),
        ("indicators/{pk}/drop/", {"moderator"}),
        ("reviews/new/", {"moderator"}),
    ],
)
def test_staff_pages_are_for_those_who_work_on_them(client, request, running, who, page, allowed):
    path = page.format(pk=running.indicators[0].pk, action=running.actions[0].pk)
    expected = 200 if who in allowed else (404 if who else 302)
    assert status(client, request, who, f"{BASE}/{path}") == expected


def test_a_specialist_enters_a_reading_and_sees_it(client, running, specialist):
    client.force_login(specialist)
    row = running.indicators[0]
    day = running.at.date().isoformat()
    data = {"value": "1 120,5", "date": day, "source": "Table 4", "note_en": "Good year"}
    answer = client.post(f"{BASE}/indicators/{row.pk}/read/", data, follow=True)
    assert answer.status_code == 200
    assert Reading.objects.get().value == Decimal("1120.5")
    assert "1\u00a0120.5" in answer.content.decode()


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"value": "many", "date": "2026-01-01", "source": "x"},
        {"value": "1", "date": "not a day", "source": "x"},
        {"value": "1e999", "date": "2026-01-01", "source": "x"},
        {"value": "1", "date": "2999-01-01", "source": "x"},
    ],
)
def test_a_bad_reading_is_answered_in_words(client, running, specialist, data):
    client.force_login(specialist)
    answer = client.post(f"{BASE}/indicators/{running.indicators[0].pk}/read/", data)
    assert answer.status_code == 422
    assert b'role="alert"' in answer.content
    assert not Reading.objects.exists()


def test_a_moderator_adds_an_indicator_on_the_page(client, running, moderator):
    client.force_login(moderator)
    priority = running.priorities[0]
    data = {
        **{f"title_{code}": "Jobs" for code in ("kk", "ru")},
        **{f"unit_{code}": "people" for code in ("kk", "ru")},
        **{f"source_{code}": "Bureau" for code in ("kk", "ru")},
        "home": f"priority-{priority.pk}",
        "kind": "outcome",
        "direction": "up",
        "baseline_value": "10",
        "baseline_date": "2026-01-01",
        "target_value": "20",
        "target_date": "2029-01-01",
        "frequency": "12",
        "first_due_date": "2027-01-31",
    }
    assert client.post(f"{BASE}/indicators/new/", data).status_code == 302
    made = Indicator.objects.get(title_kk="Jobs")
    assert (made.priority, str(made.next_due_date)) == (priority, "2027-01-31")
    wrong = client.post(f"{BASE}/indicators/new/", {**data, "target_value": "5"})
    assert wrong.status_code == 422
    assert wrong.content.count(b'value="Jobs"') == 2


def test_a_review_leads_to_the_next_round(client, running, moderator):
    client.force_login(moderator)
    day = running.at.date().isoformat()
    words = {f"{name}_{code}": "Words" for name in ("works", "fails", "changes") for code in
             ("kk", "ru")}  # fmt: skip
    client.post(f"{BASE}/reviews/new/", {**words, "held_date": day})
    review = running.plan.reviews.get()
    assert client.post(f"{BASE}/reviews/{review.pk}/publish/").status_code == 302
    titles = {"title_kk": "Келесі", "title_ru": "Следующий"}
    path = f"{BASE}/reviews/{review.pk}/next-round/"
    assert client.post(path, {**titles, "slug": "economy-2026"}).status_code == 422
    assert client.post(path, {**titles, "slug": "economy-2030"}).status_code == 302
    assert Round.objects.get(slug="economy-2030").previous == running.plan.round


def test_an_unfinished_review_is_refused_in_words(client, running, moderator):
    held = operations.start_review(
        plan=running.plan,
        held_date=running.at.date(),
        texts={"works": texts("Growers")},
        actor=moderator,
        at=running.at,
    )
    client.force_login(moderator)
    answer = client.post(f"{BASE}/reviews/{held.pk}/publish/")
    assert answer.status_code == 422
    client.logout()
    assert b"Growers" not in client.get(f"{BASE}/reviews/").content


@pytest.mark.parametrize("readings", [1, 3])
@pytest.mark.parametrize("indicators", [1, 3])
def test_the_board_takes_a_fixed_number_of_queries(
    client, running, specialist, readings, indicators, django_assert_max_num_queries
):
    for _one in range(indicators):
        add_indicator(running.plan, running.actions[0], running.actor, running.at)
    running.publish()
    for row in Indicator.objects.all():
        for days in range(readings):
            read(running, row, "120", days, specialist)
    client.get(f"{BASE}/")
    with django_assert_max_num_queries(16):
        client.get(f"{BASE}/")
