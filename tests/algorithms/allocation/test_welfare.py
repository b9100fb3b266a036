"""Maximum welfare: against every set there is, and on numbers that floats cannot hold."""

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from algorithms.allocation import (
    AllocationError,
    Election,
    Project,
    TieBreak,
    equal_shares,
    explain,
    greedy,
    max_welfare,
    phragmen,
)
from algorithms.allocation import knapsack as search

from .strategies import elections, lots
from .test_properties import UTILITIES, keeps_promises

thorough = settings(max_examples=120, deadline=None)
by_id = TieBreak.by_id()


def gains(election, utility):
    return {
        p.id: election.points[p.id]
        if utility == "score"
        else election.votes[p.id] * (p.cost if utility == "cost" else 1)
        for p in election.projects
    }


def all_sets(election, min_votes):
    able = [p for p in election.projects if election.votes[p.id] >= max(1, min_votes)]
    for size in range(len(able) + 1):
        for chosen in combinations(able, size):
            groups = [p.group for p in chosen if p.group]
            if sum(p.cost for p in chosen) <= election.budget and len(groups) == len(set(groups)):
                yield frozenset(p.id for p in chosen)


def preferred(taking_part, sets, key):
    """The tie-break of the docstring: projects by ``key``, groups beside their first member."""
    ranked = []
    left = sorted(taking_part, key=key)
    while left:
        first = next(
            p for p in left
            if not any(q.group and q.group == p.group and q.precedence < p.precedence for q in left)
        )  # fmt: skip
        ranked.append(first)
        left.remove(first)
    place = {p.id: i for i, p in reversed(list(enumerate(ranked)))}
    head = {p.group: place[p.id] for p in reversed(ranked)}
    units = sorted(ranked, key=lambda p: (head[p.group] if p.group else place[p.id], place[p.id]))
    for project in units:
        sets = [s for s in sets if project.id in s] or sets
    assert len(sets) == 1
    return sets[0]


@thorough
@given(elections(most_points=3, groups=True), st.sampled_from(UTILITIES), st.integers(0, 2))
def test_no_other_set_is_better_or_comes_first(election, utility, min_votes):
    outcome = max_welfare(election, utility=utility, ties=by_id, min_votes=min_votes)
    gain = gains(election, utility)
    sets = list(all_sets(election, min_votes))
    most = max(sum(gain[p] for p in s) for s in sets)
    assert outcome.welfare == {"total": most, "proved": True}
    best = [s for s in sets if sum(gain[p] for p in s) == most]
    taking_part = [p for p in election.projects if frozenset({p.id}) in sets]
    assert set(outcome.selected) == preferred(taking_part, best, lambda p: p.id)
    assert list(outcome.selected) == sorted(outcome.selected, key=lambda p: (-gain[p], p))


@thorough
@given(elections(most_points=3, groups=True), lots, st.sampled_from(UTILITIES), st.integers(0, 3))
def test_keeps_its_promises(election, lots, utility, min_votes):
    ties = TieBreak.published(lots)
    outcome = max_welfare(election, utility=utility, ties=ties, min_votes=min_votes)
    keeps_promises(election, outcome, min_votes)


@thorough
@given(elections(most_points=3, groups=True), st.sampled_from(UTILITIES))
def test_as_much_support_as_it_lacked_would_have_won(election, utility):
    outcome = max_welfare(election, utility=utility, ties=by_id)
    ids = [p.id for p in election.projects]
    ballots = [({ids[c]: n for c, n in ballot}, many) for ballot, many in election.ballots]
    for step in outcome.trace:
        if step.code == "outweighed":
            data = step.data
            one = ({step.project: data.get("points_short", 1)}, data.get("votes_short", 1))
            more = Election(election.budget, election.projects, [*ballots, one])
            assert step.project in max_welfare(more, utility=utility, ties=by_id).selected
            assert set(data["instead_of"]) <= set(outcome.selected)
            assert explain(outcome)[step.project].lacks == ("votes", "money")


@thorough
@given(elections(most_points=3, groups=True), lots, st.sampled_from(UTILITIES))
def test_no_other_rule_makes_more_of_the_money(election, lots, utility):
    gain, ties = gains(election, utility), TieBreak.published(lots)
    most = max_welfare(election, utility=utility, ties=ties).welfare["total"]
    for outcome in (
        greedy(election, ties=ties),
        phragmen(election, ties=ties),
        equal_shares(election, utility=utility, ties=ties, completion="add1+utilitarian"),
    ):
        assert sum(gain[p] for p in outcome.selected) <= most


def test_one_dear_project_gives_way_to_two():
    election = Election(
        10,
        [Project("a", 10), Project("b", 4), Project("c", 6)],
        [({"a": 1}, 5), ({"b": 1}, 4), ({"c": 1}, 2)],
    )
    outcome = max_welfare(election, utility="cardinality", ties=by_id)
    assert outcome.selected == ("b", "c")
    assert outcome.welfare == {"total": 6, "proved": True}
    told = {step.project: step for step in outcome.trace}
    assert told["b"].data == {"place": 1, "votes": 4, "welfare": 4, "left": 10, "left_after": 6}
    assert told["a"].code == "outweighed"
    assert told["a"].data == {
        "votes": 5, "welfare": 5, "left": 0, "short": 10, "instead_of": ["c", "b"],
        "votes_short": 2,
    }  # fmt: skip
    assert max_welfare(election, utility="cost", ties=by_id).selected == ("a",)  # 50 against 28


def test_a_difference_no_float_holds_decides():
    """2**60 + 1 against 2**60: the solver cannot tell them apart, and the integers can."""
    projects = [Project("a", 2**60), Project("b", 2**60 + 1)]
    election = Election(2**60 + 1, projects, [({"a": 1}, 1), ({"b": 1}, 1)])
    assert max_welfare(election, ties=by_id).selected == ("b",)
    assert max_welfare(election, utility="cardinality", ties=by_id).selected == ("a",)
    huge = [Project("a", 10**80), Project("b", 10**80 + 1), Project("c", 10**80 - 1)]
    ballots = [({"a": 1}, 1), ({"b": 1}, 1), ({"c": 1}, 1)]
    outcome = max_welfare(Election(2 * 10**80, huge, ballots), ties=by_id)
    assert sorted(outcome.selected) == ["b", "c"]  # exactly the budget; with a, 1 would be left
    assert outcome.welfare == {"total": 2 * 10**80, "proved": True}


def test_without_anything_to_choose_it_chooses_nothing():
    outcome = max_welfare(Election(5, [Project("a", 9), Project("b", 1)], []), ties=by_id)
    assert (outcome.selected, outcome.welfare["total"]) == ((), 0)
    with pytest.raises(AllocationError, match="unknown_setting"):
        max_welfare(Election(5, [], []), utility="joy", ties=by_id)


units = st.lists(
    st.lists(st.tuples(st.integers(1, 12), st.integers(1, 12)), min_size=1, max_size=3), max_size=6
)


@thorough
@given(units, st.integers(12, 40), st.integers(0, 3), st.sampled_from((1, 10**30)))
def test_the_search_needs_no_good_start(units, budget, short, large):
    """Whatever lower value is known, and in integers of any size, it finds the same choice."""
    units = [[(cost * large, value * large) for cost, value in unit] for unit in units]
    choices = [()]
    for unit in units:
        choices = [(*c, k) for c in choices for k in (*range(len(unit)), search.NOTHING)]

    def total(choice, part):
        taken = zip(units, choice, strict=True)
        return sum(unit[k][part] for unit, k in taken if k != search.NOTHING)

    able = [c for c in choices if total(c, 0) <= budget * large]
    best = max(total(c, 1) for c in able)
    first = next(c for c in able if total(c, 1) == best)
    known = max(0, best - short * large)
    assert search.best_choice(units, budget * large, known) == list(first)


def test_the_search_gives_up_before_memory_ends():
    """Projects worth their cost, all costs even and the budget odd: no bound rules anything out."""
    costs = [2 * (10**6 + 7919 * k * k % 999_983) for k in range(40)]
    budget = sum(costs) // 2 + 1
    assert search.best_choice([[(cost, cost)] for cost in costs], budget, 0) is None
    projects = [Project(f"{k:02}", cost) for k, cost in enumerate(costs)]
    ballots = [(dict.fromkeys((p.id for p in projects), 1), 1)]
    outcome = max_welfare(Election(budget, projects, ballots), ties=by_id)
    assert outcome.welfare == {"total": outcome.cost, "proved": False}
    assert 0.99 * budget < outcome.cost <= budget


def test_the_hull_leaves_out_what_mixing_beats():
    assert search.hull([(2, 2), (1, 3)]) == [(1, 3)]
    assert search.hull([(1, 1), (2, 4), (4, 5)]) == [(2, 4), (2, 1)]
