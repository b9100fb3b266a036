"""What must hold on any election, and agreement with two independent counts."""

from fractions import Fraction

import pabutools.election as pe
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pabutools.rules import greedy_utilitarian_welfare, method_of_equal_shares
from pabutools.tiebreaking import lexico_tie_breaking

from algorithms.allocation import Election, TieBreak, equal_shares, explain, greedy, statistics

from . import naive
from .strategies import elections, lots

UTILITIES = ("cost", "cardinality", "score")
COMPLETIONS = ("none", "add1", "utilitarian", "add1+utilitarian")
thorough = settings(max_examples=150, deadline=None)


@thorough
@given(
    elections(most_points=3, groups=True),
    lots,
    st.sampled_from(UTILITIES),
    st.sampled_from(COMPLETIONS),
    st.sampled_from(("exhaustive", "overspend")),
    st.integers(0, 3),
)
def test_equal_shares_keeps_its_promises(election, lots, utility, completion, stop, min_votes):
    outcome = equal_shares(
        election, utility=utility, completion=completion, stop=stop, min_votes=min_votes,
        ties=TieBreak.published(lots), comparison=True,
    )  # fmt: skip
    keeps_promises(election, outcome, min_votes)
    if completion.endswith("utilitarian"):
        is_exhaustive(election, outcome, min_votes)


@thorough
@given(elections(most_points=3, groups=True), lots, st.integers(0, 3), st.booleans())
def test_greedy_keeps_its_promises(election, lots, min_votes, stop):
    outcome = greedy(
        election, ties=TieBreak.published(lots), min_votes=min_votes, stop_at_first_misfit=stop
    )
    keeps_promises(election, outcome, min_votes)
    if not stop:
        is_exhaustive(election, outcome, min_votes)


def keeps_promises(election, outcome, min_votes):
    project = {p.id: p for p in election.projects}
    cost = sum(project[p].cost for p in outcome.selected)
    assert cost == outcome.cost <= election.budget
    assert len(set(outcome.selected)) == len(outcome.selected)
    assert all(election.votes[p] >= max(1, min_votes) for p in outcome.selected)
    groups = [project[p].group for p in outcome.selected if project[p].group]
    assert len(groups) == len(set(groups))
    explained = explain(outcome)
    assert list(explained) == [p.id for p in election.projects]
    places = sorted((e.place, e.project) for e in explained.values() if e.won)
    assert tuple(p for _, p in places) == outcome.selected
    assert [place for place, _ in places] == list(range(1, len(places) + 1))
    for e in explained.values():
        assert e.steps[-1].code == e.code
        assert e.won or e.lacks or e.code == "excluded"


def is_exhaustive(election, outcome, min_votes):
    project = {p.id: p for p in election.projects}
    taken = {project[p].group for p in outcome.selected} - {""}
    for p in election.projects:
        if p.id not in outcome.selected and p.group not in taken:
            enough = election.votes[p.id] >= max(1, min_votes)
            assert not enough or p.cost > election.budget - outcome.cost


@thorough
@given(elections(most_points=3), lots, st.sampled_from(UTILITIES), st.randoms())
def test_order_of_projects_and_ballots_does_not_matter(election, lots, utility, rng):
    ids = [p.id for p in election.projects]
    projects = list(election.projects)
    ballots = [({ids[c]: n for c, n in ballot}, 1) for ballot, many in election.ballots
               for _ in range(many)]  # fmt: skip
    rng.shuffle(projects)
    rng.shuffle(ballots)
    shuffled = Election(election.budget, projects, ballots)
    ties = TieBreak.published(lots)
    for completion in ("none", "add1+utilitarian"):
        options = {"utility": utility, "completion": completion, "ties": ties}
        assert (
            equal_shares(shuffled, **options).selected == equal_shares(election, **options).selected
        )
    assert greedy(shuffled, ties=ties).selected == greedy(election, ties=ties).selected


@settings(max_examples=80, deadline=None)
@given(elections(most_points=3), st.sampled_from(UTILITIES), st.sampled_from((1, 7, 30)))
def test_equal_shares_agrees_with_its_definition(election, utility, money):
    """Costs multiplied, so that one step of the endowment is coarse or fine against them."""
    projects = [type(p)(p.id, p.cost * money) for p in election.projects]
    ids = [p.id for p in projects]
    ballots = [({ids[c]: n for c, n in ballot}, many) for ballot, many in election.ballots]
    big = Election(election.budget * money, projects, ballots)
    share = Fraction(big.budget, big.voters)
    key = lambda p: p.id  # noqa: E731
    plain = equal_shares(big, utility=utility, ties=TieBreak.by_id())
    assert list(plain.selected) == naive.buy(big, utility, share, key)
    for stop in ("exhaustive", "overspend"):
        for start, first in (("exact", share), ("floor", Fraction(big.budget // big.voters))):
            raised = equal_shares(
                big, utility=utility, completion="add1", stop=stop, start=start,
                ties=TieBreak.by_id(),
            )  # fmt: skip
            bought, raises = naive.add1(big, utility, first, 1, stop, key)
            assert list(raised.selected) == bought
            # Ranges may be skipped, but the endowment at which it ends is the same.
            assert raised.shares["raises"] == raises


@thorough
@given(elections(most_points=3), st.sampled_from(UTILITIES))
def test_books_balance(election, utility):
    """Each winner collects exactly its cost, each loser's supporters hold less than its cost."""
    outcome = equal_shares(election, utility=utility, ties=TieBreak.by_id())
    costs = {p.id: p.cost for p in election.projects}
    for step in outcome.trace:
        data = step.data
        if step.code == "chosen":
            held, after = Fraction(data["held"]), Fraction(data["held_after"])
            assert held - after == costs[step.project]
            largest = Fraction(data["largest_payment"])
            payers = data["paid_full"] + data["paid_all_they_had"]
            assert data["votes"] == payers + data["had_nothing"]
            assert largest * payers >= costs[step.project]
            assert Fraction(data["effective_votes"]) * largest == costs[step.project]
            if utility != "score":
                factor = costs[step.project] if utility == "cost" else 1
                assert largest == Fraction(data["rho"]) * factor
        elif step.code == "unaffordable":
            held, short = Fraction(data["held"]), Fraction(data["short"])
            assert 0 < short == costs[step.project] - held
            assert held <= Fraction(data["held_at_start"])


@thorough
@given(elections(most_points=2))
def test_statistics_agree_with_a_plain_count(election):
    selected = greedy(election, ties=TieBreak.by_id()).selected
    ids = [p.id for p in election.projects]
    counts = [
        sum(ids[c] in selected for c, _ in ballot)
        for ballot, many in election.ballots
        for _ in range(many)
    ]
    found = statistics(election, selected)
    assert found.voters == len(counts)
    assert found.represented == sum(k > 0 for k in counts)
    assert found.by_count == tuple(counts.count(k) for k in range(max(counts) + 1))
    assert found.mean_count == Fraction(sum(counts), len(counts))
    assert len(found.cost_deciles) == 11
    assert list(found.cost_deciles) == sorted(found.cost_deciles)


def for_pabutools(election, kind):
    projects = {p.id: pe.Project(p.id, p.cost) for p in election.projects}
    instance = pe.Instance(projects.values(), budget_limit=election.budget)
    ids = [p.id for p in election.projects]
    voters = [dict(ballot) for ballot, many in election.ballots for _ in range(many)]
    if kind is pe.ApprovalProfile:
        ballots = [pe.ApprovalBallot([projects[ids[c]] for c in voter]) for voter in voters]
    else:
        ballots = [pe.CardinalBallot({projects[ids[c]]: n for c, n in v.items()}) for v in voters]
    return instance, kind(ballots, instance=instance)


ORACLES = {
    "cost": (pe.Cost_Sat, pe.ApprovalProfile),
    "cardinality": (pe.Cardinality_Sat, pe.ApprovalProfile),
    "score": (pe.Additive_Cardinal_Sat, pe.CardinalProfile),
}
MEASURES = {"cost": "votes", "cardinality": "votes_per_cost", "score": "points_per_cost"}


@pytest.mark.parametrize("utility", UTILITIES)
@settings(max_examples=60, deadline=None)
@given(st.data())
def test_rules_agree_with_pabutools(utility, data):
    election = data.draw(elections(most_points=1 if utility != "score" else 3))
    # pabutools lets a project beyond the whole budget end the raises; we never consider it.
    kept = [p for p in election.projects if p.cost <= election.budget and election.votes[p.id]]
    ids = [p.id for p in election.projects]
    names = {p.id for p in kept}
    ballots = [
        ({ids[c]: n for c, n in ballot if ids[c] in names}, many)
        for ballot, many in election.ballots
    ]
    election = Election(election.budget, kept, ballots)
    satisfaction, profile_type = ORACLES[utility]
    instance, profile = for_pabutools(election, profile_type)
    ties = TieBreak.by_id()
    options = {"sat_class": satisfaction, "tie_breaking": lexico_tie_breaking}
    theirs = [p.name for p in greedy_utilitarian_welfare(instance, profile, **options)]
    assert list(greedy(election, measure=MEASURES[utility], ties=ties).selected) == theirs
    theirs = [p.name for p in method_of_equal_shares(instance, profile, **options)]
    assert list(equal_shares(election, utility=utility, ties=ties).selected) == theirs
    theirs = [
        p.name for p in method_of_equal_shares(
            instance, profile, voter_budget_increment=1, **options)
    ]  # fmt: skip
    ours = equal_shares(election, utility=utility, ties=ties, completion="add1")
    assert list(ours.selected) == theirs
