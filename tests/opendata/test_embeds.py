"""Cards may be framed by any site, and nothing else may."""

import re

import pytest
from django.contrib.staticfiles import finders
from django.test import Client

from budgeting.models import Round
from commons.people.models import Person
from tests.fixtures.discovery import Discovery
from tests.fixtures.journeys import Town

pytestmark = pytest.mark.django_db


def directives(policy: str) -> dict[str, str]:
    parts = (part.strip().partition(" ") for part in policy.split(";"))
    return {name: values for name, _space, values in parts}


def test_a_card_is_light_and_may_be_framed_anywhere(
    town: Town, client: Client, resident: Person
) -> None:
    client.force_login(resident)
    answer = client.get(f"/en/data/embed/budget/{town.voting.pk}/")
    page = answer.content.decode()
    policy = directives(answer["Content-Security-Policy"])
    style = finders.find("css/embed.css")

    assert answer.status_code == 200
    assert policy["frame-ancestors"] == "*"
    assert (policy["script-src"], policy["default-src"]) == ("'none'", "'none'")
    assert "X-Frame-Options" not in answer
    assert not answer.cookies
    assert "Cookie" not in answer.get("Vary", "")
    assert "<script" not in page
    assert "style=" not in page
    assert isinstance(style, str)
    with open(style, "rb") as file:
        assert len(answer.content) + len(file.read()) < 10_000
    assert "Budget of the city" in page
    assert "Voting is open" in page
    assert re.search(r'href="[^"]+/en/pavlodar/budget/voting/"', page)


def test_a_card_tells_no_votes(town: Town, client: Client) -> None:
    before = client.get(f"/en/data/embed/budget/{town.voting.pk}/").content.decode()
    text = re.sub("<[^>]+>", " ", before)

    assert re.findall(r"\d[\d ]*", text.split("Residents decide on")[1].split(".")[0]) == ["100"]


def test_no_other_page_may_be_framed(town: Town, client: Client) -> None:
    for path in ("/en/data/", "/en/pavlodar/data/", "/data/api/v1/akimats", "/en/pavlodar/"):
        answer = client.get(path)

        assert directives(answer["Content-Security-Policy"])["frame-ancestors"] == "'none'"
        assert answer["X-Frame-Options"] == "DENY"


def test_a_discovery_round_has_a_card(discovery: Discovery, client: Client) -> None:
    answer = client.get(f"/kk/data/embed/discovery/{discovery.round.pk}/")

    assert answer.status_code == 200
    assert discovery.round.title_kk in answer.content.decode()


def test_a_round_that_is_not_announced_has_no_card(town: Town, client: Client) -> None:
    Round.objects.filter(pk=town.intake.pk).update(status="draft")

    assert client.get(f"/en/data/embed/budget/{town.intake.pk}/").status_code == 404
    assert client.get("/en/data/embed/nothing/1/").status_code == 404
    assert client.post(f"/en/data/embed/budget/{town.voting.pk}/").status_code == 405
