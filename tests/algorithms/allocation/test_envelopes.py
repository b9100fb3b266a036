"""Envelopes: independent counts, and where the money goes that they leave over."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from algorithms.allocation import (
    AllocationError,
    Election,
    Project,
    TieBreak,
    count_envelopes,
    equal_shares,
    greedy,
    max_welfare,
    phragmen,
)

from .strategies import elections

by_id = TieBreak.by_id()
RULES = {
    "greedy": lambda name, election: greedy(election, ties=by_id),
    "shares": lambda name, election: equal_shares(election, ties=by_id, completion="add1"),
    "phragmen": lambda name, election: phragmen(election, ties=by_id),
    "welfare": lambda name, election: max_welfare(election, ties=by_id),
}


def city(**elections):
    return {
        name: Election(budget, [Project(i, cost, "g") for i, cost in costs.items()],
                       [(dict.fromkeys(costs, 1), voters)])
        for name, (budget, costs, voters) in elections.items()
    }  # fmt: skip


TOWN = city(whole=(10, {"w": 12}, 3), east=(10, {"a": 8, "b": 2}, 5), west=(10, {"a": 9}, 7))


def test_leftovers_are_returned_unless_the_round_says_otherwise():
    counted = count_envelopes(TOWN, RULES["greedy"])
    assert {name: e.outcome.selected for name, e in counted.items()} == {
        "whole": (), "east": ("a",), "west": ("a",),
    }  # fmt: skip
    assert [(e.budget, e.received, e.given, e.returned) for e in counted.values()] == [
        (10, 0, 0, 10), (10, 0, 0, 2), (10, 0, 0, 1),
    ]  # fmt: skip


def test_leftovers_go_to_the_citywide_envelope_which_is_counted_last():
    seen = []

    def rule(name, election):
        seen.append((name, election.budget, election.voters))
        return greedy(election, ties=by_id)

    counted = count_envelopes(TOWN, rule, leftovers="citywide", citywide="whole")
    assert seen == [("east", 10, 5), ("west", 10, 7), ("whole", 13, 3)]
    assert list(counted) == ["whole", "east", "west"]
    assert counted["whole"].outcome.selected == ("w",)
    assert [(e.budget, e.received, e.given, e.returned) for e in counted.values()] == [
        (10, 3, 0, 1), (10, 0, 2, 0), (10, 0, 1, 0),
    ]  # fmt: skip
    plain = counted["whole"].to_json()
    assert (plain["received"], plain["outcome"]["budget"]) == (3, 13)


def test_exclusion_ends_with_the_envelope():
    """Every project above is of one group g, and still each envelope buys one."""
    counted = count_envelopes(TOWN, RULES["greedy"], leftovers="citywide", citywide="whole")
    assert all(len(e.outcome.selected) == 1 for e in counted.values())


def test_unknown_settings_are_refused():
    with pytest.raises(AllocationError, match="unknown_setting"):
        count_envelopes(TOWN, RULES["greedy"], leftovers="burnt")
    with pytest.raises(AllocationError, match="citywide_missing"):
        count_envelopes(TOWN, RULES["greedy"], leftovers="citywide")
    with pytest.raises(AllocationError, match="citywide_missing"):
        count_envelopes(TOWN, RULES["greedy"], leftovers="citywide", citywide="north")


@settings(max_examples=100, deadline=None)
@given(
    st.lists(elections(groups=True), min_size=1, max_size=4),
    st.sampled_from(sorted(RULES)),
    st.sampled_from(("returned", "citywide")),
)
def test_money_is_neither_made_nor_lost(drawn, rule, leftovers):
    towns = {str(place): election for place, election in enumerate(drawn)}
    counted = count_envelopes(towns, RULES[rule], leftovers=leftovers, citywide="0")
    for envelope in counted.values():
        outcome = envelope.outcome
        assert outcome.budget == envelope.budget + envelope.received
        assert outcome.cost + envelope.given + envelope.returned == outcome.budget
        assert min(envelope.given, envelope.returned, envelope.received) >= 0
    assert sum(e.given for e in counted.values()) == sum(e.received for e in counted.values())
    for name, election in towns.items():
        if not counted[name].received:
            assert counted[name].outcome == RULES[rule](name, election)
