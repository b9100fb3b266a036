"""The command line: the same outcomes as the rules give, and one sentence where it cannot count."""

import hashlib
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from algorithms.allocation import (
    TieBreak,
    equal_shares,
    greedy,
    lots,
    max_welfare,
    phragmen,
    proportional_threshold,
)
from algorithms.allocation.command import main
from algorithms.pabulib import read, to_election

ROOT = Path(__file__).parents[3]
FILE = """META
key;value
description;a small town
country;KZ
unit;Town
instance;2026
num_projects;4
num_votes;6
budget;{budget}
vote_type;{kind}
rule;greedy
date_begin;2026
date_end;2026
PROJECTS
project_id;cost;name
b;{cost};Bench "by the; gate"
a;30;Alley
10;20;Tenth
9;60;Ninth
VOTES
voter_id;vote;points
1;a,b;2,1
2;a,10;1,1
3;b;{points}
4;9,10;3,1
5;;
6;10;1
"""
RULES = ("greedy", "equal-shares", "phragmen", "max-welfare")


def town(budget="100", cost="40", kind="approval", points="1"):
    quoted = FILE.replace('Bench "by the; gate"', '"Bench ""by the; gate"""')
    return quoted.format(budget=budget, cost=cost, kind=kind, points=points)


@pytest.fixture
def path(tmp_path):
    file = tmp_path / "town.pb"
    file.write_text(town(), encoding="utf-8")
    return file


def counted(capsys, *arguments):
    code = main([*map(str, arguments), "--json"])
    out, err = capsys.readouterr()
    assert (code, err) == (0, "")
    return json.loads(out)


def refused(capsys, *arguments):
    """The sentence; exactly one line, with nothing on standard output."""
    code = main([*map(str, arguments)])
    out, err = capsys.readouterr()
    assert (code, out) == (2, "")
    assert err.endswith(".\n")
    assert err.count("\n") == 1
    assert "usage" not in err.lower()
    assert "Traceback" not in err
    return err.strip()


CASES = {
    ("--rule", "greedy"): lambda e, t: greedy(e, ties=t),
    ("--rule", "greedy", "--utility", "cardinality"): lambda e, t: greedy(
        e, ties=t, measure="votes_per_cost"
    ),
    ("--rule", "greedy", "--utility", "score"): lambda e, t: greedy(
        e, ties=t, measure="points_per_cost"
    ),
    ("--rule", "phragmen"): lambda e, t: phragmen(e, ties=t),
    ("--rule", "phragmen", "--utility", "cost", "--completion", "none"): lambda e, t: phragmen(
        e, ties=t
    ),
    ("--rule", "phragmen", "--min-votes", "2"): lambda e, t: phragmen(e, ties=t, min_votes=2),
    ("--rule", "phragmen", "--threshold-share", "3"): lambda e, t: phragmen(
        e, ties=t, min_votes=proportional_threshold(e, 3)
    ),
    ("--rule", "greedy", "--threshold-share", "1", "--min-votes", "3"): lambda e, t: greedy(
        e,
        ties=t,
        min_votes={p: max(3, n) for p, n in proportional_threshold(e, 1).items()},
    ),
    ("--rule", "max-welfare"): lambda e, t: max_welfare(e, ties=t),
    ("--rule", "max-welfare", "--utility", "score"): lambda e, t: max_welfare(
        e, ties=t, utility="score"
    ),
    ("--rule", "equal-shares"): lambda e, t: equal_shares(e, ties=t),
    ("--rule", "equal-shares", "--utility", "score", "--completion", "utilitarian"): lambda e, t: (
        equal_shares(e, ties=t, utility="score", completion="utilitarian")
    ),
    (
        *("--rule", "equal-shares", "--completion", "add1", "--start", "floor", "--step", "2"),
        *("--stop", "overspend", "--comparison"),
    ): lambda e, t: equal_shares(
        e, ties=t, completion="add1", start="floor", step=2, stop="overspend", comparison=True
    ),
}


@pytest.mark.parametrize("arguments", CASES, ids=" ".join)
@pytest.mark.parametrize("kind", ["approval", "cumulative"])
def test_json_tells_what_the_rule_finds(capsys, tmp_path, arguments, kind):
    path = tmp_path / "town.pb"
    path.write_text(town(kind=kind), encoding="utf-8")
    election, _ = to_election(read(path))
    expected = CASES[arguments](election, TieBreak.by_id()).to_json()
    told = counted(capsys, path, *arguments, "--tie-break", "id")
    assert told["seconds"] >= 0
    for name in ("selected", "cost", "budget", "voters", "rule", "trace"):
        assert told[name] == expected[name]
    for name in ("shares", "comparison", "welfare"):
        assert told.get(name, {}) == expected[name]
    assert {step["project"] for step in told["trace"]} == {"a", "b", "10", "9"}


@pytest.mark.parametrize(
    ("criteria", "first"), [("id", "10"), ("file", "b"), ("cost-id", "10"), ("votes-file", "10")]
)
def test_the_tie_break_orders_equal_projects(capsys, path, criteria, first):
    text = path.read_text().replace("6;10;1", "6;;")  # a, b and 10 now have 2 votes each
    text = text if criteria != "votes-file" else path.read_text()
    path.write_text(text)
    told = counted(capsys, path, "--rule", "greedy", "--tie-break", criteria)
    assert told["selected"][0] == first


def test_the_lots_of_a_seed_are_those_that_sha256sum_gives(capsys, path):
    tie_break = ("--tie-break", "cost-votes-lot", "--seed", "Birge 2026")
    told = counted(capsys, path, "--rule", "equal-shares", *tie_break)
    tickets = {
        i: hashlib.sha256(f"Birge 2026/{i}".encode()).hexdigest() for i in ["a", "b", "10", "9"]
    }
    ranked = sorted(tickets, key=tickets.__getitem__)
    expected = {project: place for place, project in enumerate(ranked, start=1)}
    assert told["rule"]["ties"] == {"criteria": ["cost", "votes", "lot"], "lots": expected}
    assert lots.drawn_from("Birge 2026", ["a", "b", "10", "9"]) == expected


def test_lots_are_read_from_a_file(capsys, path, tmp_path):
    text = path.read_text().replace("6;10;1", "6;;")
    path.write_text(text)
    drawn = tmp_path / "lots.txt"
    drawn.write_text("\ufeff9\n\na \nb\n10\n", encoding="utf-8")
    arguments = (path, "--rule", "greedy", "--tie-break", "votes-lot", "--lots", drawn)
    assert counted(capsys, *arguments)["selected"] == ["a", "b", "10"]
    for content, said in {
        "9\na\nb\n": "The lots do not name the project 10.",
        "9\na\nb\n10\na\n": "The lots name the project a twice.",
        "9\na\nb\n10\nc\n": "The lots name c, which is not a project of the election.",
    }.items():
        drawn.write_text(content)
        assert refused(capsys, *arguments) == said
    drawn.write_bytes(b"\xff\xfe")
    assert "not UTF-8" in refused(capsys, *arguments)
    drawn.unlink()
    assert "cannot be read" in refused(capsys, *arguments)


def test_money_with_decimals_is_told_in_currency_units(capsys, path):
    path.write_text(town(budget="100,5", cost="40.25"))
    told = counted(capsys, path, "--rule", "greedy", "--tie-break", "id")
    assert (told["cost"], told["budget"], told["scale"]) == (90.25, 100.5, 100)
    assert told["trace"][0]["data"]["left"] == 10050
    more = ("--completion", "add1", "--step", "3", "--tie-break", "id")
    assert counted(capsys, path, "--rule", "equal-shares", *more)["rule"]["step"] == 300
    path.write_text(town(budget="12345678901234567890.5"))
    told = counted(capsys, path, "--rule", "greedy", "--tie-break", "id")
    assert told["budget"] == "12345678901234567890.5"


@pytest.mark.parametrize("rule", RULES)
def test_people_get_a_table_with_reasons(capsys, path, rule):
    assert main([str(path), "--rule", rule, "--tie-break", "id"]) == 0
    out, err = capsys.readouterr()
    lines = out.splitlines()
    assert err == ""
    assert lines[0].split() == ["place", "project", "name", "cost", "votes"]
    told = counted(capsys, path, "--rule", rule, "--tie-break", "id")
    assert [line.split()[:2] for line in lines[2 : 2 + len(told["selected"])]] == [
        [str(place), project] for place, project in enumerate(told["selected"], start=1)
    ]
    assert f"{len(told['selected'])} of 4 projects for {told['cost']} of 100" in out
    assert 'Bench "by the; gate"' in out
    losers = [line for line in lines[2:6] if line.startswith("    -")]
    assert len(losers) == 4 - len(told["selected"])
    assert all(re.search(r" \d+  \S+ \S+", line) for line in losers)  # votes, then words


MEANINGLESS = [
    ("--rule", "greedy", "--completion", "add1"),
    ("--rule", "greedy", "--comparison"),
    ("--rule", "phragmen", "--utility", "score"),
    ("--rule", "phragmen", "--stop", "overspend"),
    ("--rule", "max-welfare", "--start", "floor"),
    ("--rule", "max-welfare", "--step", "7"),
    ("--rule", "equal-shares", "--stop", "overspend"),
    ("--rule", "equal-shares", "--completion", "utilitarian", "--step", "5"),
    ("--rule", "greedy", "--seed", "x"),
    ("--rule", "greedy", "--lots", "x"),
]


@pytest.mark.parametrize("arguments", MEANINGLESS, ids=" ".join)
def test_options_that_mean_nothing_together_are_refused(capsys, path, arguments):
    assert " mean" in refused(capsys, path, *arguments, "--tie-break", "id")


WRONG = {
    (): "Required, but not given: FILE.pb, --rule, --tie-break.",
    ("FILE", "--rule", "greedy"): "Required, but not given: --tie-break.",
    ("FILE", "--tie-break", "id"): "Required, but not given: --rule.",
    ("FILE", "--rule", "lottery", "--tie-break", "id"): (
        "--rule takes greedy, equal-shares, phragmen or max-welfare, not 'lottery'."
    ),
    ("FILE", "--rule", "greedy", "--tie-break", "votes"): (
        "--tie-break must end in lot, id or file, and 'votes' does not."
    ),
    ("FILE", "--rule", "greedy", "--tie-break", "luck"): (
        "--tie-break takes votes, cost, lot, id and file, joined by '-', not 'luck'."
    ),
    ("FILE", "--rule", "greedy", "--tie-break", "lot"): (
        "--tie-break with lot needs --lots or --seed."
    ),
    ("FILE", "--rule", "greedy", "--tie-break", "lot", "--lots", "x", "--seed", "y"): (
        "--lots and --seed each give the draw, so only one of them may be given."
    ),
    ("FILE", "--rule", "greedy", "--tie-break", "id", "--min-votes", "-1"): (
        "--min-votes takes a whole number, not '-1'."
    ),
    ("FILE", "--rule", "greedy", "--tie-break", "id", "--threshold-share", "0"): (
        "--threshold-share takes a whole number above 0, not '0'."
    ),
    ("FILE", "--rule", "greedy", "--tie-break", "lot", "--seed", "\udcff"): (
        "--seed takes UTF-8 text."
    ),
    ("FILE", "--rule", "greedy", "--tie-break", "id", "--jsn"): "Unrecognized arguments: --jsn.",
}


@pytest.mark.parametrize(("arguments", "said"), WRONG.items(), ids=range(len(WRONG)))
def test_a_bad_option_gets_one_sentence(capsys, path, arguments, said):
    arguments = [str(path) if word == "FILE" else word for word in arguments]
    assert refused(capsys, *arguments) == said


@pytest.mark.parametrize("step", ["nan", "inf", "0", "-1", "1.5", "", "1e3", "9" * 5000])
def test_a_step_is_a_whole_number_above_nothing(capsys, path, step):
    said = refused(capsys, path, "--rule", "equal-shares", "--completion", "add1",
                   f"--step={step}", "--tie-break", "id")  # fmt: skip
    assert said.startswith("--step takes a whole number above 0, not '")


BROKEN = {
    b"": "expected the section META",
    b"\xff\xfe\x00": "not UTF-8 text",
    b"hello\nworld\n": "expected the section META",
    town().replace("project_id;cost", "project_id;price").encode(): "needs a column cost",
    town(cost="dear").encode(): "expected a number such as 1500 or 1500,50, found dear",
    town(cost="0").encode(): "The project b costs 0, and a cost must be above 0.",
    town(kind="cumulative", points="-5").encode(): "points, fewer than 0",
    town(kind="cumulative", points="nan").encode(): "found nan",
    town(cost="9" * 5000).encode(): "a number cannot be read",
    town().replace("num_votes;6", "num_votes;7").encode(): "expected 6",
    town().replace("1;a,b;2,1", '1;"a,b;2,1').encode(): "town.pb",
}


@pytest.mark.parametrize(("content", "said"), BROKEN.items(), ids=range(len(BROKEN)))
@pytest.mark.parametrize("rule", RULES)
def test_a_broken_file_gets_one_sentence(capsys, path, rule, content, said):
    path.write_bytes(content)
    assert said in refused(capsys, path, "--rule", rule, "--tie-break", "id")


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize("budget", ["1" + "0" * 40, "1" + "0" * 400])
def test_huge_money_is_counted_or_refused_in_a_sentence(capsys, path, rule, budget):
    path.write_text(town(budget=budget, cost=budget))
    code = main([str(path), "--rule", rule, "--tie-break", "id", "--json"])
    out, err = capsys.readouterr()
    if code:
        assert (code, out, err.count("\n")) == (2, "", 1)
    else:
        assert err == ""
        assert set(json.loads(out)["selected"]) <= {"a", "b", "10", "9"}


@pytest.mark.parametrize("rule", RULES)
def test_huge_points_are_counted_or_refused_in_a_sentence(capsys, path, rule):
    path.write_text(town(kind="cumulative", points="9" * 30))
    code = main([str(path), "--rule", rule, "--tie-break", "id"])
    out, err = capsys.readouterr()
    assert (code, err.count("\n")) in ((0, 0), (2, 1))
    assert bool(out) != bool(err)


def test_a_directory_or_nothing_gets_one_sentence(capsys, tmp_path):
    rest = ("--rule", "greedy", "--tie-break", "id")
    assert "Is a directory" in refused(capsys, tmp_path, *rest)
    assert "No such file" in refused(capsys, tmp_path / "none.pb", *rest)
    assert "name too long" in refused(capsys, "x" * 5000, *rest)


def test_it_runs_as_a_module_without_the_web(path):
    """Nothing of Django is loaded, and what HiGHS prints of its own stays out of the JSON."""
    script = (
        "import sys, runpy; sys.argv = sys.argv[1:]\n"
        "try: runpy.run_module('algorithms.allocation', run_name='__main__', alter_sys=False)\n"
        "finally: assert not {'django', 'psycopg', 'celery'} & set(sys.modules)"
    )
    for rule in RULES:
        arguments = [str(path), "--rule", rule, "--tie-break", "id", "--json"]
        done = subprocess.run([sys.executable, "-c", script, "allocation", *arguments],
                              capture_output=True, cwd=ROOT, check=False)  # fmt: skip
        assert (done.returncode, done.stderr) == (0, b"")
        assert json.loads(done.stdout)["budget"] == 100
    arguments = [sys.executable, "-m", "algorithms.allocation", "none.pb"]
    done = subprocess.run(arguments, capture_output=True, cwd=ROOT, check=False)
    assert (done.returncode, done.stdout, done.stderr.count(b"\n")) == (2, b"", 1)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_an_answer_that_cannot_be_written_is_said(path):
    arguments = [sys.executable, "-m", "algorithms.allocation", str(path)]
    arguments += ["--rule", "greedy", "--tie-break", "id"]
    with open("/dev/full", "w") as full:
        done = subprocess.run(arguments, stdout=full, stderr=subprocess.PIPE, cwd=ROOT, check=False)
    assert done.returncode == 1
    assert done.stderr == b"The answer cannot be written: No space left on device.\n"


def test_help_tells_what_utility_means_to_greedy(capsys):
    with pytest.raises(SystemExit) as ended:
        main(["--help"])
    assert ended.value.code == 0
    assert "votes per cost with cardinality" in " ".join(capsys.readouterr().out.split())
