"""Equal Shares on elections small enough to count by hand."""

import json
from fractions import Fraction

import pytest

from algorithms.allocation import (
    AllocationError,
    Election,
    Outcome,
    Project,
    TieBreak,
    equal_shares,
    explain,
)

BY_ID = TieBreak.by_id()


def election(budget, costs, *ballots):
    projects = [Project(p, cost) for p, cost in costs.items()]
    return Election(budget, projects, [(dict.fromkeys(b, 1), many) for b, many in ballots])


def steps(outcome, code):
    return {s.project: s.data for s in outcome.trace if s.code == code}


# Four voters, 25 each.
#   A 60 approved by 3, B 40 by 2 (both of A's), C 25 by the fourth.
SMALL = election(100, {"A": 60, "B": 40, "C": 25}, ("A", 1), ("AB", 2), ("C", 1))


def test_cost_utility_buys_by_effective_votes():
    # A: 60/3 = 20 each, 3 effective votes. B: 40/2 = 20 each, 2. C: 25/1, 1.
    # A first; its voters keep 5, so B's supporters hold 10 < 40: dropped. C pays 25 of 25.
    outcome = equal_shares(SMALL, ties=BY_ID)
    assert outcome.selected == ("A", "C")
    chosen = steps(outcome, "chosen")
    assert chosen["A"]["rho"] == "1/3"
    assert chosen["A"]["effective_votes"] == "3/1"
    assert chosen["A"]["largest_payment"] == "20/1"
    assert (chosen["A"]["held"], chosen["A"]["held_after"]) == ("75/1", "15/1")
    assert chosen["C"]["paid_all_they_had"] == 1
    dropped = steps(outcome, "unaffordable")["B"]
    assert (dropped["held"], dropped["short"], dropped["after"]) == ("10/1", "30/1", "A")
    assert dropped["held_at_start"] == "50/1"
    b = explain(outcome)["B"]
    assert (b.lacks, b.money_short, b.votes_short, b.rival) == (("money",), 30, 0, "A")


def test_too_few_supporters_lack_votes_from_the_start():
    # 25 each: D at 80 needs four supporters and has two.
    town = election(100, {"D": 80}, ("D", 2), ("", 2))
    d = explain(equal_shares(town, ties=BY_ID))["D"]
    assert (d.code, d.lacks, d.votes_short, d.rival) == ("unaffordable", ("votes",), 2, "")


def test_the_poor_pay_what_they_have_and_the_rich_the_rest():
    # 10 voters, 10 each. A costs 36 for voters 1-4: 9 each (4 effective), leaving 1.
    # B costs 22 for voters 3-6: 1 + 1 + t + t = 22, t = 10: 2.2 effective, all four empty after.
    # C costs 12 for voters 6-7: 0 + 10 = 10 < 12: dropped, 2 short.
    town = election(
        100,
        {"A": 36, "B": 22, "C": 12},
        ("A", 2),
        ("AB", 2),
        ("B", 1),
        ("BC", 1),
        ("C", 1),
        ("", 3),
    )
    outcome = equal_shares(town, ties=BY_ID)
    assert outcome.selected == ("A", "B")
    b = steps(outcome, "chosen")["B"]
    assert (b["effective_votes"], b["largest_payment"]) == ("11/5", "10/1")
    assert (b["paid_full"], b["paid_all_they_had"], b["had_nothing"]) == (0, 4, 0)
    assert steps(outcome, "unaffordable")["C"]["short"] == "2/1"


def test_cardinality_utility_buys_the_cheapest_share_first():
    # Per supporter A costs 20, B 20, C 25; A and B tie, by id A; with "cost" first, B.
    assert equal_shares(SMALL, utility="cardinality", ties=BY_ID).selected == ("A", "C")
    cheapest = TieBreak(("cost", "id"))
    outcome = equal_shares(SMALL, utility="cardinality", ties=cheapest)
    # B takes 20 of the two voters' 25, so A's supporters hold 25 + 5 + 5 = 35 < 60.
    assert outcome.selected == ("B", "C")
    assert steps(outcome, "chosen")["B"]["tied_with"] == ["A"]


def test_score_utility_charges_by_points():
    # Two voters, 30 each. A costs 40; points 3 and 1: t·3 + t·1 = 40, t = 10: they pay 30 and 10.
    # B costs 20, points 0 and 1: t = 20. ρ: A 10, B 20. After A: 0 and 20; B is paid with the 20.
    town = Election(
        60, [Project("A", 40), Project("B", 20)], [({"A": 3}, 1), ({"A": 1, "B": 1}, 1)]
    )
    outcome = equal_shares(town, utility="score", ties=BY_ID)
    assert outcome.selected == ("A", "B")
    a = steps(outcome, "chosen")["A"]
    assert (a["rho"], a["largest_payment"], a["effective_votes"]) == ("10/1", "30/1", "4/3")
    assert (a["paid_full"], a["paid_all_they_had"]) == (1, 1)


def test_add1_raises_until_nothing_more_fits():
    # Two voters, B = 10, 5 each; A 7 by one, B 3 by the other. At 5: B only (5 >= 3), 7 left, so
    # A still fits the budget: raise. At 7: A and B, 10 of 10.
    town = election(10, {"A": 7, "B": 3}, ("A", 1), ("B", 1))
    assert equal_shares(town, ties=BY_ID).selected == ("B",)
    outcome = equal_shares(town, ties=BY_ID, completion="add1")
    # Both are ρ = 1, so the tie-break decides the order.
    assert outcome.selected == ("A", "B")
    assert (outcome.shares["raises"], outcome.shares["endowment"]) == (2, "7/1")
    assert outcome.shares["ended"] == "all_bought"


def test_add1_keeps_the_last_outcome_within_the_budget():
    # Three voters, B = 10; A, C, D cost 6, one voter each. Floored start 3. At 6: 18 > 10.
    town = election(10, {"A": 6, "C": 6, "D": 6}, ("A", 1), ("C", 1), ("D", 1))
    outcome = equal_shares(town, ties=BY_ID, completion="add1", start="floor")
    assert outcome.selected == ()
    assert (outcome.shares["endowment"], outcome.shares["ended"]) == ("5/1", "overspend")
    complete = equal_shares(town, ties=BY_ID, completion="add1+utilitarian", start="floor")
    assert complete.selected == ("A",)
    assert complete.shares["completed"] == ["A"]
    # Never affordable by shares (2 voters would be), and in the completion 2 too expensive.
    c = explain(complete)["C"]
    assert (c.stage, c.lacks, c.money_short) == ("completion", ("votes", "money"), 2)


def test_overspend_climbs_past_an_exhaustive_outcome():
    # 3 voters, B = 12: 4 each. A 8 by two, C 5 by the third; at 4: A; 4 left, C does not fit:
    # exhaustive at once. Without that stop: at 5 A and C cost 13 > 12, so the outcome stays A.
    town = election(12, {"A": 8, "C": 5}, ("A", 2), ("C", 1))
    early = equal_shares(town, ties=BY_ID, completion="add1")
    late = equal_shares(town, ties=BY_ID, completion="add1", stop="overspend")
    assert early.selected == late.selected == ("A",)
    assert (early.shares["ended"], late.shares["ended"]) == ("exhaustive", "overspend")


def test_completion_never_funds_a_project_without_votes():
    town = election(100, {"A": 10, "ghost": 1}, ("A", 1))
    for completion in ("none", "add1", "utilitarian", "add1+utilitarian"):
        outcome = equal_shares(town, ties=BY_ID, completion=completion)
        assert outcome.selected == ("A",)
        assert explain(outcome)["ghost"].code == "no_votes"


def test_a_project_beyond_the_whole_budget_does_not_end_the_raises():
    # "withdrawn" is marked with a sentinel cost; one voter would pay it at 999 and overspend.
    town = election(10, {"withdrawn": 999, "A": 9}, (["withdrawn"], 1), (["A"], 1))
    outcome = equal_shares(town, ties=BY_ID, completion="add1", stop="overspend")
    assert outcome.selected == ("A",)
    assert explain(outcome)["withdrawn"].code == "over_budget"


def test_one_of_a_group_is_bought():
    town = Election(
        100,
        [Project("A", 20, "site", 2), Project("B", 20, "site", 1), Project("C", 20)],
        [({"A": 1, "B": 1, "C": 1}, 2)],
    )
    outcome = equal_shares(town, ties=BY_ID, completion="add1+utilitarian")
    assert outcome.selected == ("B", "C")  # A ties with B and stands behind it by precedence
    assert explain(outcome)["A"].rival == "B"


def test_comparison_takes_greedy_only_with_strictly_more_voters():
    # B = 12, 5 voters, 2.4 each. X costs 12, approved by 1-4 (9.6 < 12): never bought.
    # s costs 2, approved by 4 and 5 (4.8). Greedy takes X (4 votes) and 12 of 12 are gone.
    costs = {"X": 12, "s": 2}
    town = election(12, costs, ("X", 3), ("Xs", 1), ("s", 1))
    outcome = equal_shares(town, ties=BY_ID, comparison=True)
    # Equal Shares buys s: voters 4, 5 have one, 1-3 none. Greedy: 1-4 have one, 5 none.
    assert outcome.comparison == {
        "equal_shares": 1, "greedy": 3, "same": 1, "taken": "greedy",
        "equal_shares_selected": ["s"], "greedy_selected": ["X"],
    }  # fmt: skip
    assert outcome.selected == ("X",)
    assert outcome.cost == 12
    assert explain(outcome)["s"].code == "does_not_fit"
    even = election(12, costs, ("X", 3), ("s", 3))
    assert equal_shares(even, ties=BY_ID, comparison=True).comparison["taken"] == "equal_shares"


def test_no_voters_and_no_budget_select_nothing():
    assert equal_shares(election(10, {"A": 1}), ties=BY_ID, completion="add1").selected == ()
    broke = election(0, {"A": 1}, ("A", 3))
    assert equal_shares(broke, ties=BY_ID, completion="add1+utilitarian").selected == ()


def test_equality_in_the_last_digit_is_seen():
    # 49 voters hold 1/49 each, exactly the cost; in floats 49 × (1/49) is less than 1.
    assert 49 * float(Fraction(1, 49)) < 1
    outcome = equal_shares(Election(1, [Project("A", 1)], [({"A": 1}, 49)]), ties=BY_ID)
    assert outcome.selected == ("A",)
    assert steps(outcome, "chosen")["A"]["held_after"] == "0/1"


def test_progress_runs_to_one():
    seen = []
    equal_shares(SMALL, ties=BY_ID, completion="add1", progress=seen.append)
    assert seen[0] == 0.85  # A and C of 100
    assert seen[-1] == 1.0


@pytest.mark.parametrize("completion", ["none", "add1+utilitarian"])
def test_outcome_survives_json(completion):
    outcome = equal_shares(SMALL, ties=BY_ID, completion=completion, comparison=True)
    again = Outcome.from_json(json.loads(json.dumps(outcome.to_json())))
    assert again == outcome
    assert {k: e.to_json() for k, e in explain(again).items()} == {
        k: e.to_json() for k, e in explain(outcome).items()
    }


@pytest.mark.parametrize(
    ("settings", "code"),
    [
        ({"utility": "joy"}, "unknown_setting"),
        ({"completion": "magic"}, "unknown_setting"),
        ({"start": "ceil"}, "unknown_setting"),
        ({"stop": "never"}, "unknown_setting"),
        ({"step": 0}, "step_not_positive"),
    ],
)
def test_faulty_settings_carry_a_code(settings, code):
    with pytest.raises(AllocationError) as caught:
        equal_shares(SMALL, ties=BY_ID, **settings)
    assert caught.value.code == code
