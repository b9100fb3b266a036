"""Greedy on elections small enough to count by hand."""

import pytest

from algorithms.allocation import (
    AllocationError,
    Election,
    Project,
    TieBreak,
    explain,
    greedy,
    proportional_threshold,
)


def election(budget, projects, ballots):
    return Election(budget, [Project(*p) for p in projects], ballots)


def approvals(*ballots):
    return [(dict.fromkeys(ballot, 1), many) for ballot, many in ballots]


# Votes: park 6, road 5, pool 4, mural 3, bench 0.
TOWN = election(
    100,
    [("park", 60), ("road", 50), ("pool", 30), ("mural", 10), ("bench", 1)],
    approvals((["park", "road"], 3), (["park", "pool"], 3), (["road"], 2))
    + approvals((["pool", "mural"], 1), (["mural"], 2), ([], 4)),
)


def test_greedy_takes_what_fits_in_order_of_votes():
    # 100 - 60 = 40; road 50 does not fit by 10; 40 - 30 = 10; 10 - 10 = 0; bench has no vote.
    outcome = greedy(TOWN, ties=TieBreak.by_id())
    assert outcome.selected == ("park", "pool", "mural")
    assert (outcome.cost, outcome.budget, outcome.voters) == (100, 100, 15)
    road = explain(outcome)["road"]
    assert (road.code, road.money_short, road.rival) == ("does_not_fit", 10, "park")
    assert road.lacks == ("votes", "money")
    assert road.votes_short == 2  # 5 + 2 = 7 pass the park's 6
    assert explain(outcome)["bench"].code == "no_votes"
    assert explain(outcome)["pool"].place == 2


def test_greedy_stops_at_the_first_misfit_when_told():
    outcome = greedy(TOWN, ties=TieBreak.by_id(), stop_at_first_misfit=True)
    assert outcome.selected == ("park",)
    pool = explain(outcome)["pool"]
    # 40 were left for its 30, so it lacked votes only: 6 - 4 + 1 to pass the park.
    assert (pool.code, pool.lacks, pool.votes_short) == ("not_counted", ("votes",), 3)


def test_greedy_by_votes_per_cost_puts_the_cheap_first():
    # 3/10 > 4/30 > 6/60 = 5/50; by id the park goes before the road: 100-10-30-60 = 0.
    outcome = greedy(TOWN, measure="votes_per_cost", ties=TieBreak.by_id())
    assert outcome.selected == ("mural", "pool", "park")


def test_greedy_by_points_counts_points():
    two = election(10, [("a", 10), ("b", 10)], [({"a": 1}, 2), ({"b": 3}, 1)])
    assert greedy(two, ties=TieBreak.by_id()).selected == ("a",)
    assert greedy(two, measure="points", ties=TieBreak.by_id()).selected == ("b",)


def test_greedy_leaves_out_projects_below_the_threshold():
    outcome = greedy(TOWN, ties=TieBreak.by_id(), min_votes=4)
    assert outcome.selected == ("park", "pool")
    mural = explain(outcome)["mural"]
    assert (mural.code, mural.lacks, mural.votes_short) == ("below_threshold", ("votes",), 1)


def test_proportional_threshold_rounds_up():
    # 15 voters, B = 100, divisor 3: 60·15/300 = 3, 50·15/300 = 2.5 → 3, .., 1·15/300 → 1.
    assert proportional_threshold(TOWN) == {
        "park": 3, "road": 3, "pool": 2, "mural": 1, "bench": 1,
    }  # fmt: skip


def test_greedy_funds_one_of_a_group_and_says_which():
    twins = election(
        100, [("big", 60, "site"), ("small", 20, "site"), ("other", 20)],
        [({"big": 1, "small": 1}, 3), ({"small": 1}, 1), ({"other": 1}, 1)],
    )  # fmt: skip
    outcome = greedy(twins, ties=TieBreak.by_id())
    assert outcome.selected == ("small", "other")
    big = explain(outcome)["big"]
    assert (big.code, big.rival, big.lacks) == ("excluded", "small", ())


def test_precedence_decides_within_a_group_before_the_draw():
    rivals = election(
        20, [("a", 10, "site", 2), ("b", 10, "site", 1), ("c", 10)], [({"a": 1, "b": 1, "c": 1}, 1)]
    )
    draw = TieBreak.published({"a": 1, "b": 3, "c": 2})
    # a is set aside behind b; of b and c the draw prefers c; then b, which excludes a.
    assert greedy(rivals, ties=draw).selected == ("c", "b")


@pytest.mark.parametrize(
    ("ties", "winner"),
    [
        (TieBreak.published({"a": 3, "b": 2, "c": 1}), "c"),
        (TieBreak.published({"a": 1, "b": 2, "c": 3}), "b"),
        (TieBreak.cheapest_first({"a": 1, "b": 2, "c": 3}), "b"),
        (TieBreak.by_id(), "a"),
        (TieBreak.by_file_order(), "c"),
    ],
)
def test_ties_follow_the_announced_order(ties, winner):
    # Two points each: a 1 vote, b and c 2 votes; costs 10, 9, 9.
    three = election(10, [("c", 9), ("b", 9), ("a", 10)], [({"a": 2}, 1), ({"b": 1, "c": 1}, 2)])
    outcome = greedy(three, measure="points", ties=ties)
    assert outcome.selected == (winner,)
    assert sorted([winner, *outcome.trace[0].data["tied_with"]]) == ["a", "b", "c"]


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (lambda: election(-1, [], []), "budget_negative"),
        (lambda: election(1, [("a", 0)], []), "cost_not_positive"),
        (lambda: election(1, [("a", 1.5)], []), "not_an_integer"),
        (lambda: election(1, [("a", 1), ("a", 2)], []), "project_duplicate"),
        (lambda: election(1, [("a", 1)], [({"b": 1}, 1)]), "ballot_unknown_project"),
        (lambda: election(1, [("a", 1)], [({"a": -1}, 1)]), "points_negative"),
        (lambda: election(1, [("a", 1)], [({"a": 1}, -1)]), "multiplicity_negative"),
        (lambda: TieBreak(("votes",)), "ties_undecided"),
        (lambda: TieBreak(("age", "id")), "ties_unknown_criterion"),
        (lambda: TieBreak.published({"a": 1, "b": 1}), "lots_not_distinct"),
        (lambda: greedy(TOWN, ties=TieBreak.published({"park": 1})), "lots_missing"),
        (lambda: greedy(TOWN, ties=TieBreak.by_id(), measure="love"), "unknown_setting"),
        (lambda: greedy(TOWN, ties=TieBreak.by_id(), min_votes=-1), "threshold_negative"),
    ],
)
def test_faults_carry_a_code(make, code):
    with pytest.raises(AllocationError) as caught:
        make()
    assert caught.value.code == code
    assert str(caught.value).startswith(code)


def test_identical_ballots_are_grouped_and_empty_ones_counted():
    ballots = [({"a": 1, "b": 2}, 1), ({"b": 2, "a": 1}, 2), ({}, 1), ({"a": 0}, 1)]
    two = Election(1, [Project("a", 1), Project("b", 1)], ballots)
    assert two.ballots == ((((0, 1), (1, 2)), 3), ((), 2))
    assert (two.voters, two.votes, two.points) == (5, {"a": 3, "b": 3}, {"a": 3, "b": 6})
