"""The sums of the sticky bar."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budgeting.ballot.purse import purse
from commons.voting.formats import Rules

COSTS = {"1": 30, "2": 20, "3": 40}


def rules(ballot_format: str) -> Rules:
    return Rules(
        ballot_format=ballot_format,
        budget_tenge=60,
        costs=COSTS,
        max_choices=2,
        points_total=10,
        points_each=5,
    )


@pytest.mark.parametrize(
    ("ballot_format", "choices", "unit", "used", "left"),
    [
        ("knapsack", {"1": 1, "2": 1}, "tenge", 50, 10),
        ("knapsack", {"1": 1, "3": 1}, "tenge", 70, -10),
        ("approval", {"1": 1}, "projects", 1, 1),
        ("single", {}, "projects", 0, 1),
        ("points", {"1": 3, "2": 5}, "points", 8, 2),
    ],
)
def test_purse_counts_by_format(
    ballot_format: str, choices: dict[str, int], unit: str, used: int, left: int
) -> None:
    found = purse(rules(ballot_format), choices, ["3", "2", "1"])

    assert (found.unit, found.used, found.left) == (unit, used, left)
    assert found.chosen == len(found.segments) == len(choices)
    assert bool(found.cap) == found.is_over == (left < 0)


def test_segments_past_the_limit_are_marked() -> None:
    found = purse(rules("knapsack"), {"1": 1, "2": 1, "3": 1}, ["3", "2", "1"])

    assert [segment.over for segment in found.segments] == [False, False, True]
    assert found.cap == "66.67%"


@given(st.dictionaries(st.sampled_from("123"), st.integers(0, 9)))
def test_segments_lie_side_by_side_within_the_bar(choices: dict[str, int]) -> None:
    found = purse(rules("points"), choices, ["1", "2", "3"])

    edge = 0.0
    for segment in found.segments:
        assert float(segment.x[:-1]) >= edge - 0.01
        edge = float(segment.x[:-1]) + float(segment.width[:-1])
    assert edge <= 100


def test_nothing_chosen_divides_by_nothing() -> None:
    nothing = Rules(ballot_format="points", budget_tenge=0, costs={}, points_total=0)
    assert purse(nothing, {}, []).segments == []
