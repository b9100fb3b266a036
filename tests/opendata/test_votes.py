"""Nothing tells how a vote goes before everybody is told."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from budgeting.enums import ProjectStatus
from budgeting.models import Project
from tests.fixtures.journeys import Town
from tests.fixtures.results import Vote

from .conftest import NAMES, everything, path

pytestmark = pytest.mark.django_db

BALLOTS = [((0, 1), "551000000", 70), ((0,), "551600000", 30)]
# What could tell how many chose what, or who won.
TELLING = ("votes", "points", "voters", "roll", "winners", "spent_tenge", "ballots", "archive")


@pytest.fixture
def counted(hold_vote: Callable[..., Vote]) -> Vote:
    """Every rule has been counted and the result is not published."""
    return hold_vote((30_000_000, 10_000_000), BALLOTS, slug="counted").count()


def told(client: Client, name: str, round: int) -> list[Any]:
    """What the rows of a round tell of its votes."""
    rows = [row for row in everything(client, name) if row.get("round_id") == round]
    return [row[field] for row in rows for field in TELLING if row.get(field) is not None]


@pytest.mark.parametrize("name", NAMES)
def test_nothing_is_told_of_a_count_before_its_result_is_published(
    name: str, counted: Vote, client: Client
) -> None:
    table = b"".join(client.get(path(name, ".csv")).streaming_content).decode()

    assert told(client, name, counted.round.pk) == []
    assert ",won," not in table
    assert ",lost," not in table


def test_a_state_set_too_early_is_not_told(counted: Vote, client: Client) -> None:
    Project.objects.filter(pk=counted.projects[0].pk).update(status=ProjectStatus.WON)
    rows = everything(client, "budget-projects", round=counted.round.pk)

    assert [row["status"] for row in rows] == ["on_ballot", "on_ballot"]


def test_an_open_vote_tells_nothing_but_the_heads_of_its_log(town: Town, client: Client) -> None:
    found = {name: told(client, name, town.voting.pk) for name in NAMES}
    heads = everything(client, "log-heads", round=town.voting.pk)

    assert [name for name, told_ones in found.items() if told_ones] == []
    assert {head["size"] for head in heads} == {1}


def test_a_published_result_is_told_by_project_and_rule(town: Town, client: Client) -> None:
    finished = town.finished
    round = finished.round.pk
    projects = {row["code"]: row for row in everything(client, "budget-projects", round=round)}
    results = {row["rule"]: row for row in everything(client, "budget-results", round=round)}
    [envelope] = everything(client, "budget-envelopes", round=round)

    assert [projects[code]["votes"] for code in finished.codes] == [70, 45, 60, 0]
    assert [projects[code]["status"] for code in finished.codes] == [
        finished.projects[n].status for n in range(4)
    ]
    won = {code for code, row in projects.items() if row["status"] == "won"}
    official = results["equal_shares"]
    assert set(official["winners"]) == won
    assert official["official"] is True
    assert (official["budget_tenge"], official["voters"]) == (60_000_000, 115)
    assert [row["rule"] for row in results.values() if row["official"]] == ["equal_shares"]
    assert set(results) == {"greedy", "equal_shares", "phragmen", "max_welfare"}
    assert envelope["voters"] == 115
    assert envelope["ballots"].endswith("/pavlodar/budget/finished/result/550000000.pb")
