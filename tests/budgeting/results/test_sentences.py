"""Every reason for which a project can win or lose, in exact words and numbers."""

import pytest
from django.utils import translation

from algorithms.allocation import (
    Election,
    Project,
    TieBreak,
    equal_shares,
    explain,
    greedy,
    max_welfare,
    phragmen,
    proportional_threshold,
)
from budgeting.results import sentences
from budgeting.results.money import TENGE, Unit
from budgeting.results.sentences import Words

TITLES = {"a": "Alley", "b": "Bench", "c": "Court", "d": "Dam"}
WORDS = Words(TITLES, TENGE, by_points=False, budget=100)
TIES = TieBreak(("votes", "cost", "lot"), {"a": 1, "b": 2, "c": 3, "d": 4})


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


def plain(text):
    return text.replace("\xa0", " ")


def told(outcome, words=WORDS):
    explained = explain(outcome)
    return {
        code: plain(sentences.won(one, words) or sentences.lost(one, words))
        for code, one in explained.items()
    }


def tags(outcome):
    return {code: sentences.lacks(one) for code, one in explain(outcome).items()}


def election(budget, projects, *ballots):
    return Election(budget, projects, [(dict.fromkeys(codes, 1), n) for codes, n in ballots])


def test_greedy_tells_how_many_votes_would_have_been_enough():
    outcome = greedy(
        election(100, [Project("a", 60), Project("b", 50), Project("c", 40)],
                 ("a", 9), ("b", 7), ("c", 5)),
        ties=TIES,
    )  # fmt: skip
    assert told(outcome) == {
        "a": "When its turn came, 100 ₸ was left, and it fitted.",
        "b": "When its turn came, 40 ₸ was left, and it costs 50 ₸: 10 ₸ more. With 3 more votes "
        "it would have come before “Alley” and there would have been money for it.",
        "c": "When its turn came, 40 ₸ was left, and it fitted.",
    }
    assert tags(outcome) == {"a": "", "b": "votes and money", "c": ""}


def test_greedy_tells_what_is_too_dear_for_the_envelope():
    outcome = greedy(election(100, [Project("a", 130), Project("b", 50)], ("ab", 3)), ties=TIES)
    assert told(outcome)["a"] == "It costs 30 ₸ more than the whole envelope."
    assert tags(outcome)["a"] == "too little money"


def test_threshold_and_silence_are_told_apart():
    outcome = greedy(
        election(100, [Project("a", 10), Project("b", 10), Project("c", 10)], ("a", 5), ("b", 2)),
        ties=TIES,
        min_votes=3,
    )
    assert told(outcome)["b"] == "The rules ask for at least 3 votes; 1 more was needed."
    assert told(outcome)["c"] == "The rules ask for at least 3 votes; 3 more were needed."
    silent = greedy(election(100, [Project("a", 10), Project("b", 10)], ("a", 5)), ties=TIES)
    assert told(silent)["b"] == "Nobody voted for it."


def test_a_threshold_of_points_is_told_in_points():
    words = Words(TITLES, TENGE, by_points=True, budget=100, points_needed=50)
    outcome = greedy(
        Election(100, [Project("a", 10), Project("b", 10)], [({"a": 40}, 2), ({"b": 7}, 3)]),
        measure="points",
        ties=TIES,
        min_votes={"b": 6},
    )
    assert told(outcome, words)["b"] == (
        "It got 21 points; the rules of this election asked for at least 50."
    )


def test_excluded_project_names_its_rival():
    outcome = greedy(
        election(100, [Project("a", 10, "river"), Project("b", 10, "river")], ("a", 5), ("b", 2)),
        ties=TIES,
    )
    assert told(outcome)["b"] == "“Alley” was chosen, and the rules allow only one of the two."
    assert tags(outcome)["b"] == "excluded"


def test_a_count_that_stops_says_so():
    outcome = greedy(
        election(100, [Project("a", 60), Project("b", 50), Project("c", 30)],
                 ("a", 9), ("b", 7), ("c", 5)),
        ties=TIES,
        stop_at_first_misfit=True,
    )  # fmt: skip
    assert told(outcome)["c"].startswith(
        "The count stopped before its turn: a project ahead of it did not fit."
    )


def test_equal_shares_tells_who_paid_and_who_was_missing():
    outcome = equal_shares(
        election(100, [Project("a", 40), Project("b", 50)], ("a", 6), ("b", 4)), ties=TIES
    )
    assert told(outcome) == {
        "a": "6 supporters paid for it together, each with at most 6.67 ₸.",
        "b": "Its 4 supporters had 40 ₸ between them, but it costs 50 ₸. "
        "1 more supporter would have been needed.",
    }


def test_equal_shares_tells_whose_money_went_elsewhere():
    outcome = equal_shares(
        election(100, [Project("a", 60), Project("b", 50)], ("ab", 6), ("a", 2), ("", 2)),
        ties=TIES,
    )
    assert told(outcome)["b"] == (
        "Its 6 supporters could have paid for it at first, but many of them spent their shares on "
        "projects chosen earlier, the last of them “Alley”. They had 15 ₸ left, 35 ₸ too little: "
        "what 4 further supporters would have brought."
    )


def test_money_of_an_imported_file_is_in_its_currency():
    assert plain(Unit("PLN", 100).show(201_193_801)) == "2 011 938.01 PLN"
    assert plain(Unit("EUR", 1).show(1_000_000)) == "1 000 000 EUR"
    assert plain(Unit("PLN", 100).exact("667.00")) == "6.67 PLN"
    assert plain(TENGE.short(80_000_000)) == "80 million ₸"


@pytest.mark.parametrize(
    ("costs", "reason"),
    [
        ({"a": 10, "b": 20}, "It costs less."),
        ({"a": 10, "b": 10}, "Its lot is the lowest: 1."),
    ],
)
def test_a_tie_names_the_criterion_that_decided(costs, reason):
    outcome = greedy(
        election(15, [Project(code, cost) for code, cost in costs.items()], ("a", 5), ("b", 5)),
        ties=TIES,
    )
    step = next(step for step in outcome.trace if step.data.get("tied_with"))
    facts = {p.id: (p.votes, p.cost) for p in outcome.projects}
    said = sentences.tie(step, TIES.lots, list(TIES.criteria), facts, WORDS)
    assert said == f"“Alley” stood level with “Bench”. {reason}"


def test_lots_decide_among_the_ones_that_are_still_level():
    outcome = greedy(
        election(12, [Project("a", 10), Project("b", 20), Project("c", 10)],
                 ("a", 5), ("b", 5), ("c", 5)),
        ties=TIES,
    )  # fmt: skip
    step = next(step for step in outcome.trace if step.data.get("tied_with"))
    facts = {p.id: (p.votes, p.cost) for p in outcome.projects}
    said = sentences.tie(step, TIES.lots, list(TIES.criteria), facts, WORDS)
    assert said == "“Alley” stood level with “Bench”, “Court”. Its lot is the lowest: 1."


def test_threshold_by_cost_is_told_as_such():
    held = election(100, [Project("a", 90), Project("b", 10)], ("a", 2), ("b", 8))
    words = Words(TITLES, TENGE, by_points=False, budget=100, by_cost=True)
    outcome = greedy(held, ties=TIES, min_votes=proportional_threshold(held, 3))
    assert told(outcome, words)["a"] == (
        "The rules ask for support in proportion to the cost, here for at least 3 votes; "
        "1 more was needed."
    )


def test_phragmen_tells_what_supporters_carry_and_what_ended_the_count():
    outcome = phragmen(
        election(100, [Project("a", 60), Project("b", 50), Project("c", 90)],
                 ("a", 9), ("b", 5), ("c", 4)),
        ties=TIES,
    )  # fmt: skip
    assert told(outcome) == {
        "a": "With it each of its supporters carries 6.67 ₸: less than with any other.",
        "b": "The count ended with 40 ₸ left, 10 ₸ too little for it. With 3 more votes it would "
        "have come before “Alley” and there would have been money for it.",
        "c": "The count ended with 40 ₸ left, 50 ₸ too little for it. With 10 more votes it would "
        "have come before “Alley” and there would have been money for it.",
    }
    assert tags(outcome)["b"] == "votes and money"


def test_phragmen_tells_what_was_passed_over_though_it_fitted():
    outcome = phragmen(
        election(100, [Project("a", 60), Project("b", 50), Project("c", 40)],
                 ("a", 9), ("b", 5), ("c", 3)),
        ties=TIES,
    )  # fmt: skip
    assert told(outcome)["c"] == (
        "The count ended before its turn: “Bench” came first and did not fit the money. "
        "With 2 more votes it would have come before “Bench” and there would have been money "
        "for it."
    )


def test_welfare_tells_what_would_have_had_to_go():
    outcome = max_welfare(
        election(100, [Project("a", 60), Project("b", 50), Project("c", 40)],
                 ("a", 9), ("b", 5), ("c", 4)),
        ties=TIES,
    )  # fmt: skip
    assert told(outcome) == {
        "a": "It belongs to the set of projects that all voters together gain most from.",
        "b": "50 ₸ was missing for it, and to make room by giving up “Alley” would have cost all "
        "voters together more than it brings them. 6 more votes would have been enough.",
        "c": "It belongs to the set of projects that all voters together gain most from.",
    }
    assert tags(outcome)["b"] == "too few votes"


def test_welfare_by_points_tells_points():
    outcome = max_welfare(
        Election(10, [Project("a", 10), Project("b", 10)], [({"a": 5, "b": 2}, 3)]),
        utility="score",
        ties=TIES,
    )
    assert told(outcome)["b"].endswith("10 more points would have been enough.")


@pytest.mark.parametrize("rule", [greedy, equal_shares, phragmen, max_welfare])
def test_every_code_has_a_sentence_under_every_rule(rule):
    """Nobody votes for one, one is below the threshold, one too dear, two exclude each other."""
    projects = [
        Project("a", 40), Project("b", 50, "same"), Project("c", 30, "same"), Project("d", 130),
        Project("e", 10), Project("f", 10), Project("g", 35),
    ]  # fmt: skip
    held = election(100, projects, ("abd", 9), ("cg", 4), ("ac", 3), ("g", 3), ("f", 1))
    ties = TieBreak(("votes", "cost", "lot"), {p.id: n for n, p in enumerate(projects)})
    assert all(told(rule(held, ties=ties, min_votes=2)).values())
    assert all(told(rule(held, ties=ties)).values())
