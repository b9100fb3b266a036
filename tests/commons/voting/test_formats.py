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


@given(st.dictionaries(st.sampled_from(sorted(COSTS)), st.integers(0, 6)))
def test_score_limits_each_and_not_the_sum(choices: dict[str, int]) -> None:
    accepted = code_of(rules("score", points_each=4), choices) == ""
    assert accepted == all(points <= 4 for points in choices.values())


@given(st.dictionaries(st.sampled_from(sorted(COSTS)), st.integers(0, 6)), st.integers(1, 5))
def test_ordinal_takes_exactly_the_beginnings_of_a_ranking(choices: dict[str, int], k: int) -> None:
    """Against the definition: the points given are k, k - 1, ... without a gap, each once."""
    given_points = sorted((points for points in choices.values() if points), reverse=True)
    is_ranking = given_points == list(range(k, k - len(given_points), -1)) and (
        len(given_points) <= k
    )
    assert (code_of(rules("ordinal", max_choices=k), choices) == "") == is_ranking


@given(st.permutations(sorted(COSTS)), st.integers(0, 5))
def test_every_ranking_of_k_is_a_ballot(order: list[str], length: int) -> None:
    choices = {code: 5 - place for place, code in enumerate(order[:length])}
    assert valid(rules("ordinal", max_choices=5), choices) == choices


@given(chosen)
def test_yes_to_any_set_is_a_ballot(choices: dict[str, int]) -> None:
    assert valid(rules("yes_no"), choices) == choices


@pytest.mark.parametrize(
    ("ballot_format", "choices", "code", "params"),
    [
        ("score", {"1": 5}, "mark_too_high", {"option": "1", "limit": 4}),
        ("ordinal", {"1": 3, "2": 3}, "place_given_twice", {"option": "2", "place": 1}),
        ("ordinal", {"1": 3, "2": 1}, "place_left_out", {"option": "2", "place": 2}),
        ("ordinal", {"1": 2}, "place_left_out", {"option": "1", "place": 1}),
        ("ordinal", {"1": 4}, "no_such_place", {"option": "1", "limit": 3}),
        ("yes_no", {"1": 2}, "not_one_point", {"option": "1"}),
    ],
)
def test_each_fault_has_its_own_words(
    ballot_format: str, choices: dict[str, int], code: str, params: dict[str, Any]
) -> None:
    with pytest.raises(VotingError) as caught:
        valid(rules(ballot_format, max_choices=3, points_each=4), choices)
    assert (caught.value.code, caught.value.params) == (code, params)
    assert str(params.get("place", params.get("limit", params["option"]))) in caught.value.message


@pytest.mark.parametrize(
    "ballot_format", ["approval", "knapsack", "single", "points", "score", "ordinal", "yes_no"]
)
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
