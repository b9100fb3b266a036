"""What a question may say; what it may not is told in the asker's language, never as a failure."""

import pytest
from django.test import Client

from budgeting.models import Round
from commons.territories.models import Akimat
from tests.fixtures.journeys import Town

from .conftest import NAMES, everything, path

pytestmark = pytest.mark.django_db

HOSTILE = ("", " ", "²", "-1", "+1", "1e3", "9" * 5000, "a" * 10_000, "%_'\";--<b>{{ 7 }}", "NaN")
REFUSED = [
    ({"limit": "0"}, 400, "out_of_range"),
    ({"limit": "1001"}, 400, "out_of_range"),
    ({"limit": "many"}, 400, "not_a_number"),
    ({"after": "x"}, 400, "not_a_key"),
    ({"after": "9" * 19}, 400, "not_a_key"),
    ({"round": "0"}, 400, "out_of_range"),
    ({"since": "yesterday"}, 400, "not_a_moment"),
    ({"since": "2026-02-30"}, 400, "not_a_moment"),
    ({"since": "2026-02-03T10:00:00"}, 400, "not_a_moment"),
    ({"since": "0000-01-01"}, 400, "not_a_moment"),
    ({"limit": ["1", "2"]}, 400, "repeated_parameter"),
    ({"page": "2"}, 400, "unknown_parameter"),
    ({"akimat": "nowhere"}, 404, "no_akimat"),
    ({"akimat": "a\tb"}, 404, "no_akimat"),
]


@pytest.mark.parametrize(("query", "status", "code"), REFUSED)
def test_a_wrong_question_is_refused_by_its_code(
    query: dict[str, str], status: int, code: str, akimat: Akimat, client: Client
) -> None:
    answer = client.get(path("budget-projects"), query)

    assert (answer.status_code, answer.json()["error"]["code"]) == (status, code)
    assert answer["Content-Type"] == "application/json"
    assert answer["Cache-Control"] == "no-store"


@pytest.mark.parametrize("name", NAMES)
def test_hostile_values_are_answered(name: str, akimat: Akimat, client: Client) -> None:
    statuses = {
        client.get(path(name), {parameter: value}).status_code
        for parameter in ("akimat", "round", "since", "limit", "after", "bom", "x")
        for value in HOSTILE
    }
    keys = {client.get(path(name, f"/{value}")).status_code for value in HOSTILE if value.strip()}

    assert statuses <= {400, 404}
    assert keys <= {400, 404}


@pytest.mark.parametrize(
    ("accepted", "message"),
    [
        ("", "There is no dataset “nothing”."),
        ("de", "There is no dataset “nothing”."),
        ("en-GB,ru;q=0.5", "There is no dataset “nothing”."),
    ],
)
def test_words_follow_the_accepted_language_and_no_cookie(
    accepted: str, message: str, db: None, client: Client
) -> None:
    client.cookies["django_language"] = "ru"
    answer = client.get(path("nothing"), headers={"Accept-Language": accepted})

    assert answer.status_code == 404
    assert answer.json() == {"error": {"code": "no_dataset", "message": message}}
    assert answer["Content-Language"] == "en"
    assert "Accept-Language" in answer["Vary"]


@pytest.mark.parametrize("accepted", ["ru", "ru-RU,ru;q=0.9", "kk"])
def test_other_languages_are_taken(accepted: str, db: None, client: Client) -> None:
    answer = client.get(path("nothing"), headers={"Accept-Language": accepted})

    assert answer["Content-Language"] == accepted[:2]


@pytest.mark.parametrize("end", ["x", "v1/budget-rounds/1/2", "v2/", "v1/budget-rounds/"])
def test_addresses_that_are_none_are_told_in_json(end: str, db: None, client: Client) -> None:
    answer = client.get(f"/data/api/{end}")

    assert answer.status_code == 404
    assert answer.json()["error"]["code"] == "not_found"


def test_pages_go_on_where_the_last_one_ended(town: Town, client: Client) -> None:
    whole = client.get(path("budget-projects")).json()
    first = client.get(path("budget-projects"), {"limit": 4, "akimat": "pavlodar"}).json()
    parts = everything(client, "budget-projects", limit=4, akimat="pavlodar")

    assert whole["next"] is None
    assert first["next"].startswith("http://testserver/data/api/v1/budget-projects?")
    assert len(first["data"]) == 4
    assert parts == whole["data"]


def test_rows_are_narrowed_by_round_and_moment(town: Town, client: Client) -> None:
    announced = Round.objects.get(slug="intake").announced_at
    assert announced is not None
    rounds = everything(client, "budget-rounds", since=announced.isoformat())
    later = everything(client, "budget-rounds", since="9999-12-31")
    since_ever = everything(client, "budget-rounds", since="0001-01-01T00:00:00+14:00")
    envelopes = everything(client, "budget-envelopes", round=town.intake.pk)

    assert [row["slug"] for row in rounds] == ["intake"]
    assert later == []
    assert len(since_ever) == 3
    assert {row["round_id"] for row in envelopes} == {town.intake.pk}
    assert len(envelopes) == 2


def test_a_draft_round_is_neither_listed_nor_read(town: Town, client: Client) -> None:
    Round.objects.filter(pk=town.intake.pk).update(status="draft")

    for name in ("budget-rounds", "budget-phases", "budget-envelopes"):
        assert town.intake.pk not in {
            row.get("round_id", row["id"]) for row in everything(client, name)
        }
    assert client.get(path("budget-rounds", f"/{town.intake.pk}")).status_code == 404
