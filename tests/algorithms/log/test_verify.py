"""The verifier: its counts against ours, its signatures against a library, hostile archives, and
that it is one file that needs nothing."""

import ast
import io
import json
import os
import random
import subprocess
import sys
import zipfile
from fractions import Fraction
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from algorithms import allocation
from algorithms.allocation import Election, Project, TieBreak
from algorithms.log import Tree, canonical_json, entry_hash, verify
from algorithms.pabulib import read, to_election
from tests.algorithms.log.publishing import COSTS, VERIFIER, Ballot, approvals, small_box

DATA = Path(__file__).parents[3].parent / "shared" / "data" / "pabulib" / "public"
TIES = ["votes", "cost", "lot"]


# --- it is one file that needs nothing


def test_it_imports_the_standard_library_alone():
    tree = ast.parse(VERIFIER)
    modules = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            modules |= {name.name for name in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert not node.level
            modules.add(node.module)
    assert {module.partition(".")[0] for module in modules} <= sys.stdlib_module_names
    assert not modules & {"ctypes", "importlib", "runpy", "socket", "subprocess", "urllib"}
    for node in ast.walk(tree):
        assert not (isinstance(node, ast.Name) and node.id in ("exec", "eval", "__import__"))


@pytest.fixture(scope="module")
def archive(tmp_path_factory):
    return small_box().write(tmp_path_factory.mktemp("archive") / "poll.zip")


def alone(path, *options, cwd="/"):
    """In a process of its own that sees neither this project nor any installed package."""
    command = [sys.executable, "-I", "-S", verify.__file__, str(path), *options]
    return subprocess.run(command, capture_output=True, text=True, cwd=cwd, check=False)


def test_it_runs_alone(archive, tmp_path):
    for path in (archive, archive.with_suffix("")):
        done = alone(path, cwd=tmp_path)
        assert (done.returncode, done.stderr) == (0, "")
        assert done.stdout.splitlines()[-1].startswith("ok     The publication holds. Winners: ")
    enclosed = archive.with_suffix("") / "verify.py"
    command = [sys.executable, "-I", "-S", enclosed, "."]
    assert subprocess.run(command, cwd=archive.with_suffix(""), check=False).returncode == 0


def test_refusal_alone_has_exit_1_and_no_trace(archive, tmp_path):
    data = bytearray(archive.read_bytes())
    data[len(data) // 2] ^= 1
    (tmp_path / "poll.zip").write_bytes(data)

    done = alone(tmp_path / "poll.zip")

    assert (done.returncode, done.stderr) == (1, "")
    assert done.stdout.splitlines()[-1].startswith("WRONG  ")


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["a", "b"],
        ["--what", "a"],
        ["a", "--key", "12"],
        ["a", "--key"],
        ["a", "--receipt=xyz"],
        ["nowhere.zip"],
        [verify.__file__],
        ["."],
    ],
)
def test_no_archive_has_exit_2_and_one_sentence(arguments, capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    assert verify.main(arguments) == 2

    out = capsys.readouterr()
    assert out.out == ""
    assert len(out.err.splitlines()) == 1


def test_key_and_its_id_are_told_from_others(archive, capsys):
    public = small_box().key.public_key().public_bytes_raw()
    known = verify.sha256(public).hex()[:16]

    for key in (public.hex(), public.hex().upper(), known):
        assert verify.main([str(archive), "--key", key]) == 0
        assert "It is the key that you gave." in capsys.readouterr().out
    assert verify.main([str(archive)]) == 0
    assert "Compare this key" in capsys.readouterr().out


def test_receipt_says_where_and_what(archive, capsys):
    box = small_box()
    box.run()
    final = next(ballot for ballot in box.finals() if ballot.choices)
    earlier = next(ballot for ballot in box.votes if ballot not in box.finals())
    chosen = canonical_json(final.choices).decode()

    assert verify.main([str(archive), "--receipt", final.leaf.hex()]) == 0
    out = capsys.readouterr().out
    assert f"leaf {box.log.index(final.leaf)} " in out
    assert f"It is final and holds {chosen!a}" in out
    assert verify.main([str(archive), f"--receipt={earlier.leaf.hex()}"]) == 0
    assert (
        f"It is version {earlier.version} of a ballot that was changed" in capsys.readouterr().out
    )
    assert verify.main([str(archive), "--receipt", "ab" * 32]) == 1
    assert "is NOT in the log" in capsys.readouterr().out


# --- every format of ballot


def cast(chance, ballot_format):
    codes = list(COSTS)
    if ballot_format == "single":
        return dict.fromkeys(chance.sample(codes, chance.randrange(2)), 1)
    if ballot_format == "knapsack":
        chosen, left = {}, 1_000_000
        for code in chance.sample(codes, 4):
            if COSTS[code] <= left:
                chosen[code], left = 1, left - COSTS[code]
        return chosen
    if ballot_format == "yes_no":
        return {code: 1 for code in codes if chance.random() < 0.6}
    if ballot_format == "points":
        return dict(
            zip(
                chance.sample(codes, 3),
                chance.choice([(5, 3, 2), (1, 1, 5), (4, 1, 1)]),
                strict=True,
            )
        )
    if ballot_format == "score":
        return {code: points for code in codes if (points := chance.randrange(6))}
    ranked = chance.sample(codes, chance.randrange(5))
    return {code: 4 - place for place, code in enumerate(ranked)}


LIMITS = {
    "single": {},
    "knapsack": {},
    "yes_no": {},
    "points": {"points_total": 10, "points_each": 5},
    "score": {"points_each": 5},
    "ordinal": {"max_choices": 4},
}
BREACHES = {
    "single": {"7": 1, "3": 1},
    "knapsack": {"21": 1, "12": 1, "9": 1},
    "yes_no": {"7": 2},
    "points": {"7": 5, "3": 5, "9": 1},
    "score": {"7": 6},
    "ordinal": {"7": 4, "3": 2},
}


def box_of(ballot_format, **other):
    chance = random.Random(ballot_format)
    votes = [Ballot(slot, 1, cast(chance, ballot_format)) for slot in range(30)]
    pointed = ballot_format in ("points", "score", "ordinal")
    settings = {
        "utility": "score" if pointed else "cost",
        "completion": "add1+utilitarian",
        "min_votes": 2,
        "threshold_share": 4,
        "start": "floor",
        "step": None,
        "stop": "overspend",
        "comparison": True,
        "ties": ["cost", "votes", "lot"],
    }
    return small_box(
        votes=votes,
        ballot_format=ballot_format,
        limits=LIMITS[ballot_format],
        params=settings,
        groups={"7": "park", "12": "park"},
        **other,
    )


@pytest.mark.parametrize("ballot_format", LIMITS)
def test_publication_of_every_format_holds(ballot_format, tmp_path, capsys):
    path = box_of(ballot_format).write(tmp_path / "poll.zip")

    status = verify.main([str(path)])

    assert status == 0, capsys.readouterr().out


@pytest.mark.parametrize("ballot_format", LIMITS)
def test_ballot_that_breaks_its_format_is_refused(ballot_format, tmp_path, capsys):
    box = box_of(ballot_format)
    box.votes[3].choices = BREACHES[ballot_format]

    assert verify.main([str(box.write(tmp_path / "poll.zip"))]) == 1
    assert "WRONG  A ballot " in capsys.readouterr().out


def test_added_money_must_be_allowed_by_leaf_0(tmp_path, capsys):
    for rules, status in (({"leftovers": "citywide"}, 0), ({"leftovers": "lapse"}, 1), (None, 1)):
        box = small_box(added=150_000, round={"rules": rules} if rules else {})
        assert verify.main([str(box.write(tmp_path / "poll.zip"))]) == status
    assert "Money was added" in capsys.readouterr().out


def test_poll_in_which_nobody_voted_holds(tmp_path):
    box = small_box(votes=[])

    assert verify.main([str(box.write(tmp_path / "poll.zip"))]) == 0


def test_greedy_that_decides_holds(tmp_path):
    params = {
        "measure": "points_per_cost",
        "min_votes": {"7": 3},
        "threshold_share": None,
        "stop_at_first_misfit": True,
        "ties": ["cost", "file"],
    }
    box = small_box(rule="greedy", params=params, others=[])

    assert verify.main([str(box.write(tmp_path / "poll.zip"))]) == 0


def test_audit_is_told_as_what_officers_say(tmp_path, capsys):
    box = small_box(audit={"slots": 40, "roll": 47, "foreign": 0})

    assert verify.main([str(box.write(tmp_path / "poll.zip"))]) == 0
    assert "Officers compared" in capsys.readouterr().out


# --- counts, against algorithms.allocation


def counted(election, lots):
    """The same election as the verifier reads it."""
    options = sorted(
        verify.Option(p.id, p.cost, p.group, p.precedence, lots[p.id]) for p in election.projects
    )
    place = {option.code: number for number, option in enumerate(options)}
    index = [place[project.id] for project in election.projects]
    rules = verify.Rules.__new__(verify.Rules)
    rules.budget, rules.options = election.budget, options
    ballots = [
        (tuple(sorted((index[c], points) for c, points in ballot)), n)
        for ballot, n in election.ballots
    ]
    return verify.Election(rules, ballots, 0)


@st.composite
def elections(draw):
    """Small numbers, so that ties and exact fits are common."""
    count = draw(st.integers(1, 7))
    projects = [
        Project(
            f"{n}",
            draw(st.integers(1, 12)),
            draw(st.sampled_from(["", "", "", "a", "b"])),
            draw(st.integers(0, 1)),
        )
        for n in range(count)
    ]
    points = st.dictionaries(st.sampled_from([p.id for p in projects]), st.integers(1, 3))
    ballots = draw(st.lists(st.tuples(points, st.integers(1, 3)), max_size=12))
    return Election(draw(st.integers(0, 40)), projects, ballots)


thresholds = st.one_of(
    st.integers(0, 4), st.dictionaries(st.sampled_from("0123"), st.integers(0, 5))
)
ties = st.sampled_from([TIES, ["cost", "votes", "lot"], ["id"], ["file"], ["votes", "id"]])


def setting(election, given, share):
    """The thresholds as the server works them out."""
    if share is None:
        return given
    needed = allocation.proportional_threshold(election, share)
    least = given if isinstance(given, int) else None
    return {c: max(n, least if least is not None else given.get(c, 0)) for c, n in needed.items()}


def bound(election, criteria):
    lots = {p.id: len(election.projects) - n for n, p in enumerate(reversed(election.projects))}
    ours = counted(election, lots)
    return ours, verify.Ties(ours, criteria), TieBreak(criteria, lots)


@given(
    elections(), ties, thresholds, st.sampled_from([None, 1, 3]),
    st.sampled_from(["votes", "points", "votes_per_cost", "points_per_cost"]), st.booleans(),
)  # fmt: skip
def test_greedy_counts_alike(election, criteria, least, share, measure, stop):
    ours, order, theirs = bound(election, criteria)
    settings = {"min_votes": least, "threshold_share": share}

    places = verify.eligible(ours, settings)
    bought = verify.greedy(ours, places, measure, order, ours.budget, stop)

    outcome = allocation.greedy(
        election, measure=measure, ties=theirs, min_votes=setting(election, least, share),
        stop_at_first_misfit=stop,
    )  # fmt: skip
    assert ours.codes(bought) == list(outcome.selected)


@given(elections(), ties, thresholds)
def test_phragmen_counts_alike(election, criteria, least):
    ours, order, theirs = bound(election, criteria)
    places = verify.eligible(ours, {"min_votes": least})
    places = [place for place in places if ours.options[place].cost <= ours.budget]

    bought = verify.phragmen(ours, places, order)

    outcome = allocation.phragmen(election, ties=theirs, min_votes=least)
    assert ours.codes(bought) == list(outcome.selected)


def told(election, settings, criteria):
    """Our outcome, the verifier's election and order, and settings in full."""
    ours, order, theirs = bound(election, criteria)
    given = {k: v for k, v in settings.items() if k != "threshold_share"}
    outcome = allocation.equal_shares(election, ties=theirs, **given)
    return outcome, ours, order


shares_settings = st.fixed_dictionaries(
    {
        "utility": st.sampled_from(["cost", "cardinality", "score"]),
        "completion": st.sampled_from(["none", "add1", "utilitarian", "add1+utilitarian"]),
        "min_votes": st.integers(0, 2),
        "threshold_share": st.none(),
        "start": st.sampled_from(["exact", "floor"]),
        "step": st.integers(1, 3),
        "stop": st.sampled_from(["exhaustive", "overspend"]),
    }
)


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None, max_examples=300)
@given(elections(), shares_settings, ties)
def test_equal_shares_counts_alike_to_the_last_price(election, settings, criteria):
    outcome, ours, order = told(election, settings, criteria)

    found = verify.equal_shares(ours, settings, order, outcome.shares["raises"])

    assert_same(found, ours, outcome)


def assert_same(found, ours, outcome):
    bought = [purchase.place for purchase in found.bought]
    assert ours.codes(bought) == outcome.shares["bought"]
    assert ours.codes(found.completed) == outcome.shares["completed"]
    assert verify.ratio(found.endowment) == outcome.shares["endowment"]
    assert found.ended == outcome.shares["ended"]
    paid = {s.project: s.data for s in outcome.trace if (s.stage, s.code) == ("rule", "chosen")}
    for purchase in found.bought:
        data = paid[ours.options[purchase.place].code]
        assert verify.ratio(purchase.rho) == data["rho"]
        assert verify.ratio(purchase.largest_payment) == data["largest_payment"]


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None, max_examples=150)
@given(elections(), shares_settings, ties, st.integers(-3, 3).filter(bool))
def test_equal_shares_that_ended_elsewhere_is_refused(election, settings, criteria, moved):
    settings["completion"] = "add1"
    outcome, ours, order = told(election, settings, criteria)
    wrong = outcome.shares["raises"] + moved

    if wrong >= 0:
        with pytest.raises(verify.RefusedError, match="raises of the endowment"):
            verify.equal_shares(ours, settings, order, wrong)


def crowd(chance, voters):
    """Enough voters and projects that most raises are passed over in ranges."""
    projects = [Project(f"{n:02}", chance.randint(20, 900) * 100) for n in range(18)]
    liked = [chance.uniform(0.1, 1) for _ in projects]
    ballots = [
        (
            {
                p.id: 1
                for p, like in zip(projects, liked, strict=True)
                if chance.random() < like / 3
            },
            1,
        )
        for _ in range(voters)
    ]
    return Election(300_000, projects, ballots)


@pytest.mark.parametrize("seed", range(6))
def test_ranges_of_endowments_end_where_one_by_one_counts_do(seed):
    election = crowd(random.Random(seed), 150)
    stop = ["exhaustive", "overspend"][seed % 2]
    settings = {
        "utility": ["cost", "cardinality"][seed // 3],
        "completion": "add1+utilitarian",
        "min_votes": 0,
        "threshold_share": None,
        "start": "exact",
        "step": 3,
        "stop": stop,
    }
    outcome, ours, order = told(election, settings, TIES)
    raises = outcome.shares["raises"]
    assert raises > 40

    assert_same(verify.equal_shares(ours, settings, order, raises), ours, outcome)
    for wrong in (raises - 1, raises + 1, raises + 50):
        with pytest.raises(verify.RefusedError):
            verify.equal_shares(ours, settings, order, wrong)


QUICK = (
    "France_Toulouse_2019",
    "Poland_Katowice_2022_Bogucice",
    "Poland_Krakow_2023_Pradnik_Bialy",
    "Poland_Warszawa_2023_Rembertow",
    "Poland_Wieliczka_2023_Green_Budget",
    "Poland_Wroclaw_2015_150_-_500",
    "US_Stanford_Dataset_PB_Cambridge_2019_vote_approvals",
)


@pytest.mark.data
@pytest.mark.skipif(not DATA.is_dir(), reason="../shared/data is absent")
@pytest.mark.parametrize("name", QUICK)
def test_real_elections_count_alike(name):
    election = to_election(read(DATA / f"{name}.pb")).election
    pointed = any(points > 1 for ballot, _ in election.ballots for _, points in ballot)
    settings = {
        "utility": "score" if pointed else "cost",
        "completion": "add1+utilitarian",
        "min_votes": 0,
        "threshold_share": None,
        "start": "exact",
        "step": max(1, election.budget // (1000 * election.voters)),
        "stop": "exhaustive",
    }
    outcome, ours, order = told(election, settings, TIES)

    assert_same(verify.equal_shares(ours, settings, order, outcome.shares["raises"]), ours, outcome)
    simple = allocation.greedy(election, ties=TieBreak(("id",)))
    places = verify.eligible(ours, {"min_votes": 0})
    by_id = verify.Ties(ours, ["id"])
    assert ours.codes(verify.greedy(ours, places, "votes", by_id, ours.budget)) == list(
        simple.selected
    )
    loads = allocation.phragmen(election, ties=TieBreak(("id",)))
    places = [place for place in places if ours.options[place].cost <= ours.budget]
    assert ours.codes(verify.phragmen(ours, places, by_id)) == list(loads.selected)


# --- signatures and the tree


RFC_8032 = [
    (
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "",
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46b"
        "d25bf5f0595bbe24655141438e7a100b",
    ),
    (
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "72",
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c"
        "387b2eaeb4302aeeb00d291612bb0c00",
    ),
]


def signed(key, signature, statement):
    point = verify.public_point(key)
    return point is not None and verify.signed(key, point, signature, statement)


@pytest.mark.parametrize(("key", "statement", "signature"), RFC_8032)
def test_signatures_of_rfc_8032_hold(key, statement, signature):
    assert signed(*map(bytes.fromhex, (key, signature, statement)))


@settings(max_examples=25, deadline=None)
@given(st.binary(min_size=32, max_size=32), st.binary(max_size=80), st.integers(0, 511))
def test_signatures_of_the_library_hold_and_none_that_is_bent(seed, statement, bit):
    private = Ed25519PrivateKey.from_private_bytes(seed)
    key, signature = private.public_key().public_bytes_raw(), private.sign(statement)
    bent = bytearray(signature)
    bent[bit // 8] ^= 1 << bit % 8

    assert signed(key, signature, statement)
    assert not signed(key, bytes(bent), statement)
    assert not signed(key, signature, statement + b"x")


def test_second_form_of_a_signature_is_refused():
    """S + L signs the same for who does not look."""
    private = Ed25519PrivateKey.from_private_bytes(bytes(32))
    signature = private.sign(b"head")
    number = int.from_bytes(signature[32:], "little") + verify.ORDER
    other = signature[:32] + number.to_bytes(32, "little")

    assert not signed(private.public_key().public_bytes_raw(), other, b"head")


# The points of small order, and forms of points that are not canonical.
WEAK = [
    "0100000000000000000000000000000000000000000000000000000000000000",
    "0000000000000000000000000000000000000000000000000000000000000000",
    "0000000000000000000000000000000000000000000000000000000000000080",
    "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
    "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
    "0100000000000000000000000000000000000000000000000000000000000080",
    "0200000000000000000000000000000000000000000000000000000000000000",
]


@pytest.mark.parametrize("key", WEAK)
def test_key_of_small_order_or_in_another_form_is_none(key):
    assert verify.public_point(bytes.fromhex(key)) is None


@given(st.integers(0, 200))
def test_tree_is_that_of_the_log(size):
    leaves = [entry_hash(number.to_bytes(4, "big")) for number in range(size)]
    tree = verify.Tree()
    for leaf in leaves:
        tree.append(leaf)

    assert (tree.size, tree.root()) == (size, Tree(leaves).root)


# --- hostile archives


def parts(archive):
    folder = archive.with_suffix("")
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def packed(files, path, **options):
    """`files` as (name, data) pairs, so that a name may come twice."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
        for name, data in files:
            target.writestr(name, data)
    return path


def refused(path, capsys, *words):
    capsys.readouterr()
    status = verify.main([str(path)])
    out = capsys.readouterr()
    last = (out.out.splitlines() or [out.err])[-1]
    assert status == 1, last
    assert out.out.isascii()
    for word in words:
        assert word in last


def test_names_that_must_not_be_there_are_refused(archive, tmp_path, capsys):
    files = list(parts(archive).items())
    path = tmp_path / "poll.zip"

    for extra in ("notes.txt", "../verify.py", "/etc/passwd", "README.TXT", "log.jsonl/", "a/b"):
        refused(packed([*files, (extra, b"")], path), capsys, "must not be there")
    for name, data in files:
        rest = [entry for entry in files if entry[0] != name]
        refused(packed(rest, path), capsys, "lacks the file")
        with pytest.warns(UserWarning, match="Duplicate"):
            packed([*files, (name, data)], path)
        refused(path, capsys, "twice")


def test_bytes_before_the_archive_or_a_comment_are_refused(archive, tmp_path, capsys):
    path = tmp_path / "poll.zip"
    path.write_bytes(b"#!/bin/sh\n" + archive.read_bytes())
    refused(path, capsys, "something beside its files")
    path.write_bytes(archive.read_bytes())
    with zipfile.ZipFile(path, "a") as target:
        target.comment = b"hello"
    refused(path, capsys, "something beside its files")


def test_bomb_is_refused_before_it_unpacks(archive, tmp_path, capsys):
    files = parts(archive)
    for name in ("log.jsonl", "ballots.jsonl", "README.txt"):
        bomb = {**files, name: bytes(1 << 25)}
        path = packed(bomb.items(), tmp_path / "poll.zip")
        refused(path, capsys, name)


def test_line_without_end_is_not_read_whole(archive, tmp_path, capsys):
    files = {
        **parts(archive),
        "ballots.jsonl": b'{"choices":{' + os.urandom(1 << 18).hex().encode(),
    }

    refused(packed(files.items(), tmp_path / "poll.zip"), capsys, "ballots.jsonl has a line longer")


def test_link_in_a_folder_is_refused(archive, tmp_path, capsys):
    folder = tmp_path / "poll"
    folder.mkdir()
    for name, data in parts(archive).items():
        (folder / name).write_bytes(data)
    (folder / "README.txt").rename(tmp_path / "elsewhere")
    (folder / "README.txt").symlink_to(tmp_path / "elsewhere")
    refused(folder, capsys, "not a regular file")


def test_link_in_an_archive_is_refused(archive, tmp_path, capsys):
    path = tmp_path / "poll.zip"
    with zipfile.ZipFile(path, "w") as target:
        for name, data in parts(archive).items():
            entry = zipfile.ZipInfo(name)
            entry.external_attr = (0o120777 if name == "README.txt" else 0o100644) << 16
            target.writestr(entry, data)
    refused(path, capsys, "not a regular file")


JUNK = {
    "key twice": b'{"kind":"setup","kind":"setup","content":{}}',
    "float": b'{"content":{"a":1.0},"kind":"setup"}',
    "exponent": b'{"content":{"a":1e3},"kind":"setup"}',
    "nan": b'{"content":{"a":NaN},"kind":"setup"}',
    "infinity": b'{"content":{"a":-Infinity},"kind":"setup"}',
    "huge number": b'{"content":{"a":' + b"9" * 10_000 + b'},"kind":"setup"}',
    "deep": b'{"content":' + b'{"a":' * 5_000 + b"1" + b"}" * 5_000 + b',"kind":"setup"}',
    "very deep": b"[" * 200_000,
    "spaces": b'{"content": {}, "kind": "setup"}',
    "not sorted": b'{"kind":"setup","content":{}}',
    "not ascii": '{"content":{"a":"ә"},"kind":"setup"}'.encode(),
    "not utf-8": b'{"content":{"a":"\xff"},"kind":"setup"}',
    "lone surrogate": b'{"content":{"a":"\\ud800"},"kind":"setup"}',
    "escape": b'{"content":{"a":"\\u001b[2J"},"kind":"\\u001b[31m"}',
    "null": b"null",
    "list": b"[]",
    "text": b'"text"',
    "upper case": b'"' + b"AB" * 32 + b'"',
    "short leaf": b'"' + b"ab" * 31 + b'"',
    "leaf with spaces": b'"' + b"ab " * 21 + b'a"',
    "number for content": b'{"content":7,"kind":"setup"}',
    "list for kind": b'{"content":{},"kind":["setup"]}',
    "setup without anything": b'{"content":{},"kind":"setup"}',
}


@pytest.mark.parametrize("case", JUNK)
def test_junk_for_a_first_leaf_is_refused(case, archive, tmp_path, capsys):
    files = parts(archive)
    lines = files["log.jsonl"].splitlines(keepends=True)
    files["log.jsonl"] = b"".join([JUNK[case] + b"\n", *lines[1:]])

    refused(packed(files.items(), tmp_path / "poll.zip"), capsys)


@pytest.mark.parametrize("kind", [None, 7, "x", [], {}, True, -1, 10**40, {"a": []}, ["a"]])
def test_leaf_0_of_any_shape_has_a_sentence_not_a_trace(kind, tmp_path, capsys):
    """Signed, so that it is looked at: every value of leaf 0 replaced by something else."""
    for name in small_box().rules():
        box = small_box(setup={name: kind})
        capsys.readouterr()
        status = verify.main([str(box.write(tmp_path / "poll.zip"))])
        out = capsys.readouterr().out
        assert status in (0, 1)
        assert "cannot be checked" not in out, f"{name}: {out.splitlines()[-1]}"
        harmless = name in ("opens_at", "closes_at", "roll_late", "roll_root", "round")
        harmless |= name in ("points_total", "points_each", "roll")  # not of this format
        harmless |= (name, str(kind)) in (("may_change", "True"), ("max_choices", "7"))
        assert status == 1 or harmless, name


@pytest.mark.parametrize("kind", [None, 7, "x", [], {}, True, -1, 10**40, {"a": []}, ["a"]])
def test_result_of_any_shape_has_a_sentence_not_a_trace(kind, tmp_path, capsys):
    box = small_box(votes=approvals(voters=8, changes=2))
    box.run()
    genuine = box.result()
    for path in [(key,) for key in genuine] + [("outcome", key) for key in genuine["outcome"]]:
        if path in (("outcome", "welfare"),):
            continue
        result = json.loads(json.dumps(genuine))
        inner = result if len(path) == 1 else result[path[0]]
        if inner[path[-1]] == kind:
            continue
        inner[path[-1]] = kind
        capsys.readouterr()
        status = verify.main([str(box.write(tmp_path / "poll.zip", result))])
        out = capsys.readouterr().out
        assert status == 1 or path == ("others",), path
        assert "cannot be checked" not in out, f"{path}: {out.splitlines()[-1]}"


def test_archive_cut_short_is_no_archive(archive, tmp_path, capsys):
    path = tmp_path / "poll.zip"
    path.write_bytes(archive.read_bytes()[:-30])

    assert verify.main([str(path)]) == 2
    assert io.StringIO(capsys.readouterr().err).read().count("\n") == 1


def test_endowment_may_be_a_fraction_of_a_tenge():
    assert verify.rounded(Fraction(1, 3)) == "0.33"
    assert verify.rounded(Fraction(1, 200)) == "0.01"
    assert verify.rounded(Fraction(5)) == "5.00"
