"""Real elections: every recorded outcome, and the official winners where the rule is greedy."""

import json
import re
from fractions import Fraction
from functools import cache
from pathlib import Path

import pytest

from algorithms.allocation import (
    Election,
    Project,
    TieBreak,
    equal_shares,
    explain,
    greedy,
    max_welfare,
    phragmen,
)
from algorithms.pabulib import read, to_election, write

DATA = Path(__file__).parents[2].parent / "shared" / "data" / "pabulib"
FILES = sorted(DATA.glob("public/*.pb")) or [Path("no-data.pb")]
BORDA = "Additive_Borda_Sat (pabutools: ballot length - index - 1, last = 0)"
UTILITIES = {
    BORDA: "score",
    "Cost_Sat": "cost",
    "Cardinality_Sat": "cardinality",
    "Additive_Cardinal_Sat (points)": "score",
    "positional points max_length - index (0-based)": "score",
}
DENSITY = {"cost": "votes", "cardinality": "votes_per_cost", "score": "points_per_cost"}
WELFARE = {
    "cost": "cost",
    "card": "cardinality",
    "score": "score",
    "pts": "score",
    "borda": "score",
}
COMPLETIONS = {
    "mes": "none",
    "mes-u": "utilitarian",
    "mes-add1": "add1",
    "mes-add1u": "add1+utilitarian",
}

pytestmark = [
    pytest.mark.data,
    pytest.mark.skipif(not DATA.is_dir(), reason="../shared/data is absent"),
]
each_file = pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)


@cache
def loaded(path):
    pb = read(path)
    return pb, *to_election(pb)


@cache
def recorded(path):
    return json.loads((DATA / "reference" / f"{path.stem}.json").read_text())


@cache
def counted_by(path, utility):
    """The election; where a library's own reading of ordinal ballots was recorded, by that one."""
    pb, election, scale = loaded(path)
    if utility not in (BORDA, "borda"):
        return election, scale
    votes = [text.split(",") if text else [] for text in pb.votes.column("vote")]
    ballots = [({p: len(vote) - i - 1 for i, p in enumerate(vote)}, 1) for vote in votes]
    return Election(election.budget, election.projects, ballots), scale


def outcomes(*rules):
    """(file, outcome) of everything recorded for these rules."""
    for path in FILES if DATA.is_dir() else ():
        for place, outcome in enumerate(recorded(path)["outcomes"]):
            if outcome["rule"] in rules:
                yield pytest.param(path, outcome, id=f"{path.stem}-{place}")


@each_file
def test_every_recorded_outcome_has_its_test(path):
    """By rule here, by utility where a rule has one: nothing that was recorded is passed over."""
    for outcome in recorded(path)["outcomes"]:
        rule = outcome["rule"]
        assert rule in ("official-greedy", "greedy", "phragmen", "maxwelfare-ilp", *COMPLETIONS)
        if rule == "greedy" or rule in COMPLETIONS:
            assert outcome["utility"] in UTILITIES
        elif rule == "maxwelfare-ilp":
            assert outcome["utility"] in WELFARE


@each_file
def test_round_trip_loses_nothing(path):
    pb = loaded(path)[0]
    again = write(pb)
    assert read(again) == pb
    original = path.read_text(encoding="utf-8-sig")  # text mode reads every line end as \n
    assert again.rstrip("\n") == original.rstrip("\n")


@each_file
def test_official_greedy_is_reproduced(path):
    _, election, _ = loaded(path)
    official = recorded(path)["official"]
    outcome = next(o for o in recorded(path)["outcomes"] if o["rule"] == "official-greedy")
    measure = "points" if outcome["by"].startswith("score") else "votes"
    threshold = int(outcome["threshold"])
    if measure == "points":  # the file's threshold is one of points, ours counts voters
        below = [p for p in election.projects if election.points[p.id] < threshold]
        needed = {p.id: election.voters + 1 for p in below}
    else:
        needed = threshold
    ours = greedy(
        election, measure=measure, ties=TieBreak.by_file_order(), min_votes=needed,
        stop_at_first_misfit=not outcome["skip"],
    )  # fmt: skip
    assert list(ours.selected) == outcome["order"]
    if outcome.get("equals_official_selected"):
        assert sorted(ours.selected) == sorted(official["selected_eq_1"])


@pytest.mark.parametrize(("path", "outcome"), list(outcomes("greedy")))
def test_greedy_outcomes_are_reproduced(path, outcome):
    election, _ = counted_by(path, outcome["utility"])
    measure = DENSITY[UTILITIES[outcome["utility"]]]
    ours = greedy(election, measure=measure, ties=TieBreak.by_id())
    same_as_recorded(ours, outcome)


@pytest.mark.parametrize(("path", "outcome"), list(outcomes("phragmen")))
def test_phragmen_outcomes_are_reproduced(path, outcome):
    election = loaded(path)[1]
    ours = phragmen(election, ties=TieBreak.by_id())
    same_as_recorded(ours, outcome)
    assert list(explain(ours)) == [p.id for p in election.projects]


@pytest.mark.parametrize(("path", "outcome"), list(outcomes("maxwelfare-ilp")))
def test_maximum_welfare_reaches_the_recorded_objective(path, outcome):
    """Another set may be as good; the recorded one, counted by us, must not be better or worse."""
    election, scale = counted_by(path, outcome["utility"])
    utility = WELFARE[outcome["utility"]]
    ours = max_welfare(election, utility=utility, ties=TieBreak.by_id())
    assert ours.welfare["proved"]
    each = election.points if utility == "score" else election.votes
    factor = {p.id: p.cost if utility == "cost" else 1 for p in election.projects}
    assert ours.welfare["total"] == sum(each[p] * factor[p] for p in outcome["selected"])
    if outcome["objective"] != "None":
        unit = scale if utility == "cost" else 1
        assert Fraction(ours.welfare["total"], unit) == Fraction(outcome["objective"])
    assert list(explain(ours)) == [p.id for p in election.projects]


def same_as_recorded(ours, outcome):
    """In the order bought, and with the files' own way of sorting."""
    assert list(ours.selected) == outcome["order"]
    assert sorted(ours.selected) == outcome["selected"]


def recorded_counts():
    """(file, place among its outcomes) of each Equal Shares outcome; where one was recorded both
    with and without the greedy completion, the completed one stands for both."""
    for path in FILES if DATA.is_dir() else ():
        for place, outcome in enumerate(recorded(path)["outcomes"]):
            known = outcome["rule"] in COMPLETIONS and outcome["utility"] in UTILITIES
            if known and (outcome["rule"].endswith("u") or not twin(path, outcome)):
                yield pytest.param(path, place, id=f"{path.stem}-{place}")


def twin(path, outcome):
    """The same count with its completion, or without."""
    rule = outcome["rule"]
    other = rule.removesuffix("-u") if rule == "mes-u" else rule.removesuffix("u")
    if rule == other:
        other = {"mes": "mes-u", "mes-add1": "mes-add1u"}[rule]
    same = ("utility", "tie_breaking", "endowment_start", "add1_stop")
    for o in recorded(path)["outcomes"]:
        if o["rule"] == other and all(o.get(key) == outcome.get(key) for key in same):
            return o
    return None


@pytest.mark.parametrize(("path", "place"), list(recorded_counts()))
def test_equal_shares_outcomes_are_reproduced(path, place):
    outcome = recorded(path)["outcomes"][place]
    election, scale = counted_by(path, outcome["utility"])
    ours = count(election, outcome, scale)
    same_as_recorded(ours, outcome)
    if outcome["rule"].endswith("u"):
        assert ours.shares["bought"] == twin(path, outcome)["order"]
    if "final_endowment_per_voter" in outcome:
        endowment = Fraction(outcome["final_endowment_per_voter"]) * scale
        assert Fraction(ours.shares["endowment"]) == endowment
    assert list(explain(ours)) == [p.id for p in election.projects]


def count(election, outcome, scale):
    lexicographic = outcome["tie_breaking"].startswith("lexicographic")
    return equal_shares(
        election,
        utility=UTILITIES[outcome["utility"]],
        completion=COMPLETIONS[outcome["rule"]],
        ties=TieBreak.by_id() if lexicographic else TieBreak(("cost", "votes", "id")),
        start="floor" if outcome.get("endowment_start", "").startswith("floor") else "exact",
        stop="overspend" if "no exhaustive stop" in outcome.get("add1_stop", "") else "exhaustive",
        step=scale,
    )


def wieliczka():
    path = DATA / "public" / "Poland_Wieliczka_2023_Green_Budget.pb"
    return equal_shares(
        loaded(path)[1], completion="add1", stop="overspend", comparison=True,
        ties=TieBreak(("cost", "votes", "id")),
    )  # fmt: skip


def test_wieliczka_2023_is_told_as_the_city_told_it():
    """Endowment, winners in order, effective votes to two decimals, and the comparison."""
    outcome = wieliczka()
    assert outcome.shares["raises"] == 164
    assert Fraction(outcome.shares["endowment"]) == Fraction(10**6, 6586) + 164
    assert (outcome.shares["ended"], outcome.cost) == ("overspend", 995_079)
    published = (DATA / "reference" / "wieliczka_official_explanation.txt").read_text()
    table = published[: published.index("All projects on the ballot")]
    row = re.compile(r"^ +(\d+) {2,}\S.*? {2,}[\d ]+? {2,}\d+ {2,}([\d ]+,\d\d)$", re.MULTILINE)
    told = [(i, votes.replace(" ", "").replace(",", ".")) for i, votes in row.findall(table)]
    assert len(told) == 30
    chosen = {s.project: s.data for s in outcome.trace if s.code == "chosen"}
    ours = [(p, chosen[p]["effective_votes_rounded"]) for p in outcome.selected]
    assert ours == told
    path = DATA / "public" / "Poland_Wieliczka_2023_Green_Budget.pb"
    assert sorted(outcome.selected) == sorted(recorded(path)["official"]["selected_eq_1"])
    assert {k: outcome.comparison[k] for k in ("equal_shares", "greedy", "same", "taken")} == {
        "equal_shares": 1615, "greedy": 873, "same": 4098, "taken": "equal_shares",
    }  # fmt: skip


def test_wieliczka_losers_lacked_money_or_votes():
    explained = explain(wieliczka())
    losers = [e for e in explained.values() if not e.won]
    assert len(losers) == 34
    assert {e.lacks for e in losers} == {("votes",), ("money",)}


def test_warsaw_2024_differs_from_greedy_by_its_exclusions():
    """Three swaps. The file names no pairs; each of the three that gave way is put into a group
    with a winner, which is then all that greedy needs to find the official result."""
    path = DATA / "public" / "Poland_Warszawa_2024_citywide.pb"
    election = loaded(path)[1]
    official = set(recorded(path)["official"]["selected_eq_1"])
    ties = TieBreak.by_file_order()
    plain = set(greedy(election, ties=ties).selected)
    gone = {"1498", "1018", "1378"}
    assert (plain - official, official - plain) == (gone, {"638", "130", "306"})
    pairs = {"1498": "194", "1018": "1117", "1378": "191"}
    groups = pairs | {winner: winner for winner in pairs.values()}
    projects = [Project(p.id, p.cost, groups.get(p.id, "")) for p in election.projects]
    ids = [p.id for p in projects]
    ballots = (({ids[c]: n for c, n in b}, many) for b, many in election.ballots)
    outcome = greedy(Election(election.budget, projects, ballots), ties=ties)
    assert set(outcome.selected) == official
    dropped = {s.project: s.data["by"] for s in outcome.trace if s.code == "excluded"}
    assert dropped == pairs


def test_a_project_nobody_chose_changes_nothing():
    path = DATA / "public" / "Poland_Katowice_2022_Bogucice.pb"
    _, election, _ = loaded(path)
    ids = [p.id for p in election.projects]
    ballots = [({ids[c]: n for c, n in b}, many) for b, many in election.ballots]
    ghost = type(election.projects[0])("0 ghost", 1)
    haunted = Election(election.budget, [ghost, *election.projects], ballots)
    options = {"utility": "score", "completion": "add1+utilitarian", "ties": TieBreak.by_id()}
    plain = equal_shares(election, **options)
    assert equal_shares(haunted, **options).selected == plain.selected
