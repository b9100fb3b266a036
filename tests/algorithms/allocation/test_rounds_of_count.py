"""Effective votes by round, and what one ballot paid: both against the definition itself."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from algorithms.allocation import Election, Project, TieBreak, equal_shares, greedy
from algorithms.allocation.own_share import exact, own_share
from algorithms.allocation.rounds_of_count import rounds_of_count

from .strategies import elections

UTILITIES = ("cost", "cardinality", "score")
BY_FILE = TieBreak.by_file_order()
# Six want the first two, four the third, one of them the second too.
BALLOTS = [({"a": 1, "b": 1}, 6), ({"c": 1}, 3), ({"b": 1, "c": 1}, 1)]
EXAMPLE = Election(100, [Project("a", 40), Project("b", 50), Project("c", 30)], BALLOTS)


def balances_of(election, outcome):
    """Every ballot's balance before each purchase from shares and after the last, by definition."""
    utility = outcome.rule["utility"]
    costs = {p.id: p.cost for p in election.projects}
    ids = [p.id for p in election.projects]
    held = [exact(outcome.shares["endowment"])] * len(election.ballots)
    stages = [list(held)]
    for step in outcome.trace:
        if step.code != "chosen" or step.stage != "rule":
            continue
        for place, (ballot, _many) in enumerate(election.ballots):
            points = {ids[c]: n for c, n in ballot}.get(step.project, 0)
            unit = {"cost": costs[step.project], "cardinality": 1, "score": points}[utility]
            if points:
                held[place] -= min(held[place], exact(step.data["rho"]) * unit)
        stages.append(list(held))
    return stages


def largest_payment(election, c, utility, held):
    """The most that a supporter pays; None when they cannot. Tries the price of every set of the
    poor, which are those with the least to give per unit."""
    project = election.projects[c]
    payers = [
        (held[place], dict(ballot)[c] if utility == "score" else 1, many)
        for place, (ballot, many) in enumerate(election.ballots)
        if c in dict(ballot)
    ]
    payers.sort(key=lambda payer: payer[0] / payer[1])
    if sum(balance * many for balance, _u, many in payers) < project.cost:
        return None
    for poor in range(len(payers)):
        missing = project.cost - sum(b * many for b, _u, many in payers[:poor])
        price = missing / Fraction(sum(u * many for _b, u, many in payers[poor:]))
        if price * payers[poor][1] <= payers[poor][0]:
            return max(min(b, price * u) for b, u, _many in payers)
    raise AssertionError


@settings(max_examples=60, deadline=None)
@given(elections(most_points=4, groups=True), st.sampled_from(UTILITIES))
def test_effective_votes_are_those_of_the_definition(election, utility):
    outcome = equal_shares(election, utility=utility, completion="add1", ties=BY_FILE)
    found = rounds_of_count(election, outcome)
    bought = outcome.shares["bought"]
    if found is None:
        assert not bought
        return
    assert found.bought == tuple(bought)
    stages = balances_of(election, outcome)
    place = {p.id: c for c, p in enumerate(election.projects)}
    for course in found.courses:
        for k, votes in enumerate(course.effective):
            c = place[course.project]
            assert election.projects[c].cost / votes == largest_payment(
                election, c, utility, stages[k]
            )
        if course.bought:
            assert course.project == bought[course.bought - 1]
            assert len(course.effective) == course.bought
            step = next(s for s in outcome.trace if s.project == course.project)
            assert course.effective[-1] == exact(step.data["effective_votes"])


def test_example_tells_falls_purchases_and_drops():
    outcome = equal_shares(EXAMPLE, ties=BY_FILE)
    found = rounds_of_count(EXAMPLE, outcome)
    told = {c.project: (c.effective, c.bought) for c in found.courses}
    # Ten each. b: seven pay 50/7. Then a's six hold 20/7 each, too little; c's four hold
    # 3 * 10 + 20/7: three pay 190/21 and the fourth all of 20/7.
    assert found.bought == ("b", "c")
    assert told == {
        "b": ((Fraction(7),), 1),
        "c": ((Fraction(4), Fraction(30) / Fraction(190, 21)), 2),
        "a": ((Fraction(6),), 0),
    }
    assert found.to_json()["courses"][1]["effective"] == ["4.00", "3.32"]


def test_only_so_many_rounds_and_projects_are_told():
    found = rounds_of_count(EXAMPLE, equal_shares(EXAMPLE, ties=BY_FILE), 2, 1)
    assert (found.bought, found.rounds, found.projects) == (("b",), 2, 3)
    assert [(c.project, c.bought) for c in found.courses] == [("b", 1), ("a", 0)]
    assert found.courses[1].effective == (Fraction(6),)


def test_outcomes_of_other_rules_have_no_rounds_and_no_shares():
    outcome = greedy(EXAMPLE, ties=BY_FILE)
    assert rounds_of_count(EXAMPLE, outcome) is None
    assert own_share(outcome, {"a": 1}) is None
    nobody = Election(100, [Project("a", 40)], [({}, 3)])
    assert rounds_of_count(nobody, equal_shares(nobody, ties=BY_FILE)) is None


# --- own share ---


@settings(max_examples=60, deadline=None)
@given(elections(most_points=4, groups=True), st.sampled_from(UTILITIES))
def test_shares_of_all_ballots_pay_exactly_for_what_was_bought(election, utility):
    outcome = equal_shares(election, utility=utility, completion="add1+utilitarian", ties=BY_FILE)
    ids = [p.id for p in election.projects]
    raised: dict[str, Fraction] = {}
    for ballot, many in election.ballots:
        share = own_share(outcome, {ids[c]: points for c, points in ballot})
        assert share.left >= 0
        assert share.endowment == sum(share.paid.values()) + share.left
        for project, amount in share.paid.items():
            raised[project] = raised.get(project, Fraction(0)) + many * amount
    costs = {p.id: p.cost for p in election.projects}
    assert raised == {code: costs[code] for code in outcome.shares["bought"]}


def test_share_of_one_ballot_is_told_in_the_order_bought():
    share = own_share(equal_shares(EXAMPLE, ties=BY_FILE), {"c": 1, "b": 1})
    assert list(share.paid.items()) == [("b", Fraction(50, 7)), ("c", Fraction(20, 7))]
    assert (share.endowment, share.left) == (10, 0)


@pytest.mark.parametrize(("text", "value"), [("3/4", Fraction(3, 4)), ("7", Fraction(7))])
def test_rationals_of_a_trace_are_read_back(text, value):
    assert exact(text) == value


def test_long_rationals_are_read_back():
    assert exact("7" * 5000 + "/7") == (10**5000 - 1) // 9
