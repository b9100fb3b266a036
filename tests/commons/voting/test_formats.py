"""Validation by format, checked against plain definitions."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commons.voting.errors import VotingError
from commons.voting.formats import Rules, valid

COSTS = {"1": 10, "2": 20, "3": 30, "4": 40, "5": 50}


def rules(ballot_format: str, **more: Any) -> Rules:
    return Rules(ballot_format=ballot_format, budget_tenge=70, costs=COSTS, **more)


def code_of(given_rules: Rules, choices: dict[str, Any]) -> str:
    """Empty where the ballot is valid."""
    try:
        valid(given_rules, choices)
    except VotingError as error:
        return error.code
    return ""


chosen = st.dictionaries(st.sampled_from(sorted(COSTS)), st.just(1))


@given(chosen, st.integers(1, 5))
def test_approval_allows_at_most_k(choices: dict[str, int], k: int) -> None:
    accepted = code_of(rules("approval", max_choices=k), choices) == ""
    assert accepted == (len(choices) <= k)


@given(chosen)
def test_knapsack_allows_what_fits(choices: dict[str, int]) -> None:
    accepted = code_of(rules("knapsack"), choices) == ""
    assert accepted == (sum(COSTS[code] for code in choices) <= 70)


@given(chosen)
def test_single_allows_one(choices: dict[str, int]) -> None:
    assert (code_of(rules("single"), choices) == "") == (len(choices) <= 1)


@given(st.dictionaries(st.sampled_from(sorted(COSTS)), st.integers(0, 6)))
def test_points_are_limited_in_total_and_each(choices: dict[str, int]) -> None:
    accepted = code_of(rules("points", points_total=10, points_each=4), choices) == ""
    assert accepted == (sum(choices.values()) <= 10 and max(choices.values(), default=0) <= 4)


@pytest.mark.parametrize("ballot_format", ["approval", "knapsack", "single", "points"])
@pytest.mark.parametrize(
    ("choices", "code"),
    [
        ({"9": 1}, "unknown_option"),
        ({"9": 0}, "unknown_option"),
        ({"1": -1}, "points_invalid"),
        ({"1": "1"}, "points_invalid"),
        ({"1": True}, "points_invalid"),
        ({"1": 1.0}, "points_invalid"),
        ({}, ""),
        ({"1": 0}, ""),
    ],
)
def test_what_holds_in_every_format(ballot_format: str, choices: dict[str, Any], code: str) -> None:
    limits = {"max_choices": 2, "points_total": 10, "points_each": 4}
    assert code_of(rules(ballot_format, **limits), choices) == code


@pytest.mark.parametrize("ballot_format", ["approval", "knapsack", "single"])
def test_two_points_are_no_choice(ballot_format: str) -> None:
    assert code_of(rules(ballot_format, max_choices=2), {"1": 2}) == "not_one_point"


def test_zeros_are_left_out() -> None:
    assert valid(rules("points", points_total=9, points_each=9), {"1": 0, "2": 3}) == {"2": 3}


def test_over_budget_says_by_how_much_in_tenge() -> None:
    with pytest.raises(VotingError) as caught:
        valid(rules("knapsack"), {"4": 1, "5": 1})
    assert caught.value.params == {"over_tenge": 20}
    assert "20\u00a0₸" in caught.value.message
