"""Sequential Phragmén: worked counts, its definition voter by voter, an independent library."""

import random
from fractions import Fraction

import pabutools.election as pe
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pabutools.rules import sequential_phragmen
from pabutools.tiebreaking import lexico_tie_breaking

from algorithms.allocation import AllocationError, Election, Project, TieBreak, explain, phragmen

from .strategies import elections, lots
from .test_properties import keeps_promises

thorough = settings(max_examples=200, deadline=None)
by_id = TieBreak.by_id()


def approvals(*ballots):
    return [(dict.fromkeys(names, 1), many) for names, many in ballots]


def steps(outcome):
    return {step.project: step for step in outcome.trace}


def test_loads_are_shared_until_the_money_ends():
    """Three voters for a and b, two for c; 30 + 12 leave 8, and b, the next, asks 18."""
    election = Election(
        50,
        [Project("a", 30), Project("b", 18), Project("c", 12)],
        approvals(("ab", 3), ("c", 2)),
    )
    outcome = phragmen(election, ties=by_id)
    # a asks 30/3, b 18/3, c 12/2: b and c are tied at 6 and both fit. Then a asks (18 + 30)/3.
    assert outcome.selected == ("b", "c")
    told = steps(outcome)
    assert told["b"].data == {
        "place": 1, "votes": 3, "load": "6/1", "load_rounded": "6.00",
        "load_before": "0/1", "load_before_rounded": "0.00",
        "left": 50, "left_after": 32, "tied_with": ["c"],
    }  # fmt: skip
    assert "tied_with" not in told["c"].data
    assert told["a"].code == "outrun"
    assert told["a"].data == {
        "votes": 3, "load": "16/1", "load_rounded": "16.00",
        "load_before": "18/1", "load_before_rounded": "18.00",
        "left": 20, "short": 10, "ended_by": ["a"], "to_pass": "c",
        # Before c asked 6, a asked 48 in all: of nine supporters it asks less than that.
        "votes_short": 6,
    }  # fmt: skip
    explained = explain(outcome)["a"]
    assert (explained.lacks, explained.money_short) == (("votes", "money"), 10)
    assert (explained.votes_short, explained.rival, explained.place) == (6, "c", 0)


def test_a_tied_project_that_does_not_fit_ends_the_count():
    """a and b ask 5 each and only a fits: the tie-break is not asked."""
    election = Election(15, [Project("a", 10), Project("b", 20), Project("z", 1)],
                        approvals(("a", 2), ("b", 2), ("z", 1)))  # fmt: skip
    assert phragmen(election, ties=by_id).selected == ("z", "a")  # b is dearer than everything
    election = Election(25, [Project("a", 10), Project("b", 20), Project("z", 10)],
                        approvals(("a", 2), ("b", 4), ("z", 5)))  # fmt: skip
    outcome = phragmen(election, ties=by_id)
    assert outcome.selected == ("z",)
    told = steps(outcome)
    assert told["a"].data["ended_by"] == told["b"].data["ended_by"] == ["b"]
    assert explain(outcome)["a"].lacks == ("votes",)
    assert (told["a"].data["to_pass"], told["a"].data["votes_short"]) == ("b", 1)


def test_takes_no_part_without_votes_or_with_too_few_or_too_dear():
    election = Election(10, [Project("a", 1), Project("b", 1), Project("c", 11), Project("d", 1)],
                        approvals(("b", 1), ("cd", 2)))  # fmt: skip
    outcome = phragmen(election, ties=by_id, min_votes=2)
    assert outcome.selected == ("d",)
    codes = {p: step.code for p, step in steps(outcome).items()}
    assert codes == {"a": "below_threshold", "b": "below_threshold", "c": "over_budget",
                     "d": "chosen"}  # fmt: skip
    assert {p: s.code for p, s in steps(phragmen(election, ties=by_id)).items()}["a"] == "no_votes"


def test_of_a_group_the_first_bought_excludes_the_rest():
    projects = [Project("a", 2, "x", 1), Project("b", 2, "x", 0), Project("c", 2)]
    outcome = phragmen(Election(9, projects, approvals(("abc", 1))), ties=by_id)
    assert outcome.selected == ("b", "c")  # a and b are equal: precedence speaks before the id
    assert steps(outcome)["a"].data == {"by": "b"}


def test_too_large_numbers_are_refused():
    projects = [Project("a", 1)]
    with pytest.raises(AllocationError, match="too_many_voters"):
        phragmen(Election(1, projects, [({"a": 1}, 2**52)]), ties=by_id)
    with pytest.raises(AllocationError, match="budget_too_large"):
        phragmen(Election(2**900, projects, []), ties=by_id)


def test_an_election_without_ballots_buys_nothing():
    assert phragmen(Election(5, [Project("a", 1)], []), ties=by_id).selected == ()


def test_after_hundreds_of_purchases_loads_are_still_told_exactly():
    """They need more digits than Python prints of its own accord."""
    ids = [f"{c:03}" for c in range(400)]
    ballots = [({i: 1}, 10**12 + c) for c, i in enumerate(ids)]
    ballots.append((dict.fromkeys(ids, 1), 10**12 + 401))
    outcome = phragmen(Election(400, [Project(i, 1) for i in ids], ballots), ties=by_id)
    assert len(outcome.selected) == 400
    assert max(len(step.data["load"]) for step in outcome.trace) > 2 * 4300


def defined(election, key):
    """Ids in the order bought and each voter's last load, from the definition; no groups."""
    voters = [{c for c, _ in ballot} for ballot, many in election.ballots for _ in range(many)]
    loads = [Fraction(0)] * len(voters)
    votes = [sum(c in voter for voter in voters) for c in range(len(election.projects))]
    left = {c for c, p in enumerate(election.projects) if votes[c] and p.cost <= election.budget}
    money, bought = election.budget, []
    while left:
        ask = {
            c: sum((loads[i] for i, v in enumerate(voters) if c in v), election.projects[c].cost)
            / Fraction(votes[c])
            for c in left
        }
        tied = [c for c in left if ask[c] == min(ask.values())]
        if any(election.projects[c].cost > money for c in tied):
            break
        best = min(tied, key=lambda c: key(election.projects[c]))
        loads = [ask[best] if best in v else loads[i] for i, v in enumerate(voters)]
        money -= election.projects[best].cost
        bought.append((election.projects[best].id, ask[best]))
        left.discard(best)
    return bought, loads


@thorough
@given(elections(most_points=2), st.sampled_from((1, 7, 10**6, 10**40)))
def test_agrees_with_its_definition(election, money):
    ids = [p.id for p in election.projects]
    projects = [Project(p.id, p.cost * money) for p in election.projects]
    ballots = [({ids[c]: n for c, n in ballot}, many) for ballot, many in election.ballots]
    rich = Election(election.budget * money, projects, ballots)
    outcome = phragmen(rich, ties=by_id)
    bought, _ = defined(rich, lambda p: p.id)
    told = [(s.project, Fraction(s.data["load"])) for s in outcome.trace if s.code == "chosen"]
    assert told == bought


@pytest.mark.parametrize("seed", range(4))
def test_agrees_with_its_definition_on_a_whole_town(seed):
    """So many purchases that loads have long denominators, and ties among round costs."""
    rng = random.Random(seed)
    ids = [f"{c:02}" for c in range(30)]
    projects = [Project(i, rng.choice((10, 20, 30, 50))) for i in ids]
    ballots = [(dict.fromkeys(rng.sample(ids, rng.randint(0, 9)), 1), 1) for _ in range(120)]
    election = Election(700, projects, ballots)
    outcome = phragmen(election, ties=by_id)
    bought, _ = defined(election, lambda p: p.id)
    assert len(bought) > 15
    assert list(outcome.selected) == [project for project, _ in bought]
    assert Fraction(outcome.trace[len(bought) - 1].data["load"]) == bought[-1][1]


@thorough
@given(elections())
def test_agrees_with_pabutools(election):
    """It buys what nobody chose once all else is bought; we leave those out for it."""
    kept = [p for p in election.projects if election.votes[p.id]]
    projects = {p.id: pe.Project(p.id, p.cost) for p in kept}
    instance = pe.Instance(projects.values(), budget_limit=election.budget)
    ids = [p.id for p in election.projects]
    ballots = [
        pe.ApprovalBallot([projects[ids[c]] for c, _ in ballot])
        for ballot, many in election.ballots
        for _ in range(many)
    ]
    profile = pe.ApprovalProfile(ballots, instance=instance)
    theirs = sequential_phragmen(instance, profile, tie_breaking=lexico_tie_breaking)
    assert sorted(phragmen(election, ties=by_id).selected) == sorted(p.name for p in theirs)


@thorough
@given(elections(most_points=3, groups=True), lots, st.integers(0, 3))
def test_keeps_its_promises(election, lots, min_votes):
    outcome = phragmen(election, ties=TieBreak.published(lots), min_votes=min_votes)
    keeps_promises(election, outcome, min_votes)


@thorough
@given(elections(groups=True), lots)
def test_loads_pay_for_what_was_bought(election, lots):
    """The priceability of Phragmén: what the voters carry in the end is what was spent, nobody
    carries for a project they did not choose, loads only rise, and no project left open asked
    less at the end than the last one bought."""
    outcome = phragmen(election, ties=TieBreak.published(lots))
    place = {p.id: c for c, p in enumerate(election.projects)}
    costs = {p.id: p.cost for p in election.projects}
    load = [Fraction(0)] * len(election.ballots)
    highest, left = Fraction(0), election.budget
    for step in outcome.trace:
        supporters = [
            i for i, (b, _) in enumerate(election.ballots) if place[step.project] in dict(b)
        ]
        carried = sum(load[i] * election.ballots[i][1] for i in supporters)
        if step.code == "chosen":
            assert step.data["left"] == left
            left -= costs[step.project]
            assert Fraction(step.data["load_before"]) == carried
            assert Fraction(step.data["load"]) * step.data["votes"] == carried + costs[step.project]
            assert highest <= Fraction(step.data["load"])
            highest = Fraction(step.data["load"])
            for i in supporters:
                load[i] = highest
        elif step.code == "outrun":
            assert Fraction(step.data["load_before"]) == carried
            assert highest <= Fraction(step.data["load"])
            assert step.data["short"] == max(0, costs[step.project] - left)
    carried = sum(load[i] * many for i, (_, many) in enumerate(election.ballots))
    assert carried == outcome.cost == election.budget - left


@thorough
@given(elections(groups=True), lots)
def test_as_many_votes_as_it_lacked_would_have_won(election, lots):
    ties = TieBreak.published(lots)
    outcome = phragmen(election, ties=ties)
    ids = [p.id for p in election.projects]
    ballots = [({ids[c]: n for c, n in ballot}, many) for ballot, many in election.ballots]
    for step in outcome.trace:
        if step.code == "outrun":
            more = [*ballots, ({step.project: 1}, step.data["votes_short"])]
            won = phragmen(Election(election.budget, election.projects, more), ties=ties).selected
            assert step.project in won


@thorough
@given(elections(), lots, st.integers(2, 4))
def test_more_voters_alike_or_dearer_money_change_nothing(election, lots, times):
    ids = [p.id for p in election.projects]
    ties = TieBreak.published(lots)
    plain = phragmen(election, ties=ties).selected
    ballots = [({ids[c]: n for c, n in b}, many * times) for b, many in election.ballots]
    assert (
        phragmen(Election(election.budget, election.projects, ballots), ties=ties).selected == plain
    )
