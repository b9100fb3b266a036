"""A publication that was changed anywhere, by whatever skill short of the signing key, is refused;
and one that was signed with the right key but tells another result than its ballots is refused too.
"""

import copy
import hashlib
import json
import random
import shutil
from fractions import Fraction
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from algorithms.log import Tree, canonical_json, entry_hash, verify
from tests.algorithms.log import publishing
from tests.algorithms.log.publishing import SHARES, Ballot, approvals, small_box

FILES = sorted(verify.FILES)
LINES = ("ballots.jsonl", "heads.jsonl", "log.jsonl", "superseded.jsonl", "ballots.pb")


@pytest.fixture(scope="module")
def genuine(tmp_path_factory):
    """{file: bytes} of a publication that holds."""
    path = small_box().write(tmp_path_factory.mktemp("genuine") / "poll.zip")
    assert verify.main([str(path)]) == 0
    return {name: (path.with_suffix("") / name).read_bytes() for name in FILES}


@pytest.fixture
def verdict(tmp_path, capsys):
    """Checks a publication given as {file: bytes}: (exit status, last line)."""

    def check(files, *options):
        folder = tmp_path / "changed"
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        for name, data in files.items():
            (folder / name).write_bytes(data)
        return run(folder, *options)

    def run(path, *options):
        capsys.readouterr()
        status = verify.main([str(path), *options])
        out = capsys.readouterr()
        assert not out.err
        lines = out.out.splitlines()
        assert all(line.startswith(("ok ", "note ")) for line in lines[:-1])
        assert ("The publication holds." in out.out) == (status == 0)
        return status, lines[-1]

    check.run = run
    return check


def assert_refused(told, case=""):
    status, line = told
    assert status == 1, f"{case} is not refused"
    assert line.startswith("WRONG ")


# --- without the key: bytes and lines


@pytest.mark.parametrize("name", FILES)
def test_any_changed_byte_is_refused(genuine, verdict, name):
    chance = random.Random(name)
    for _ in range(60):
        data = bytearray(genuine[name])
        place = chance.randrange(len(data))
        data[place] ^= 1 << chance.randrange(8)
        assert_refused(verdict({**genuine, name: bytes(data)}), f"{name}, byte {place}")


def moved(lines, chance):
    """Every way to move lines about, several times each."""
    for _ in range(6):
        one, other = sorted(chance.sample(range(len(lines)), 2))
        yield "dropped", lines[:one] + lines[one + 1 :]
        yield "doubled", [*lines[:one], lines[one], *lines[one:]]
        yield "added at the end", [*lines, lines[one]]
        yield "swapped", [*lines[:one], lines[other], *lines[one + 1 : other], lines[one],
                          *lines[other + 1 :]]  # fmt: skip
    yield "reversed", lines[::-1]
    yield "cut", lines[: len(lines) // 2]
    yield "none", []
    yield "blank line", [*lines[:2], b"\n", *lines[2:]]
    yield "carriage returns", [line[:-1] + b"\r\n" for line in lines]
    yield "no last line feed", [*lines[:-1], lines[-1][:-1]]
    yield "upper case", [line.upper() for line in lines]
    yield "spaces", [line.replace(b":", b": ").replace(b'"\n', b'" \n') for line in lines]
    yield "garbage", [*lines, b"garbage"]
    yield "zeros", [*lines, bytes(64)]


@pytest.mark.parametrize("name", LINES)
def test_lines_moved_about_are_refused(genuine, verdict, name):
    lines = genuine[name].splitlines(keepends=True)
    cases = 0
    for case, changed in moved(lines, random.Random(name)):
        data = b"".join(changed)
        if data != genuine[name]:
            cases += 1
            assert_refused(verdict({**genuine, name: data}), f"{name}: {case}")
    assert cases > 25


# --- without the key, by somebody who knows the format and mends what follows from a change


def places_of(content, path=()):
    """The path of every number, text and truth value."""
    if isinstance(content, dict):
        for key, value in content.items():
            yield from places_of(value, (*path, key))
    elif isinstance(content, list):
        for place, value in enumerate(content):
            yield from places_of(value, (*path, place))
    else:
        yield path


def changed_value(value, chance):
    if isinstance(value, bool):
        return not value
    if isinstance(value, int):
        return value + chance.choice([-1, 1, 10, -(10**6), 10**30])
    if value is None:
        return 1
    if value and all(c in "0123456789abcdef" for c in value):
        place = chance.randrange(len(value))
        digit = chance.choice([c for c in "0123456789abcdef" if c != value[place]])
        return value[:place] + digit + value[place + 1 :]
    return chance.choice([value + "x", "-" + value, value[::-1] + "\u0441"])


def change(content, path, chance):
    """One value replaced, in place."""
    for key in path[:-1]:
        content = content[key]
    content[path[-1]] = changed_value(content[path[-1]], chance)


def mended(files):
    """What a forger without the key can do: file hashes in the last leaf, and heads whose roots fit
    the leaves. Only the signatures stay as they were."""
    log = [json.loads(line) for line in files["log.jsonl"].splitlines()]
    heads = [json.loads(line) for line in files["heads.jsonl"].splitlines()]
    last = log[-1]["content"]
    for name in last["files"]:
        last["files"][name] = hashlib.sha256(files[name]).hexdigest()
    for _ in range(2):  # the last leaf has the hash of the heads before it
        tree, roots = Tree(), {}
        for entry in log:
            whole = isinstance(entry, str)
            leaf = bytes.fromhex(entry) if whole else entry_hash(canonical_json(entry["content"]))
            tree.append(leaf)
            roots[tree.size] = tree.root.hex()
        for head in heads:
            head["root"] = roots.get(head["size"], head["root"])
        before = [canonical_json(head) + b"\n" for head in heads if head["size"] < len(log)]
        last["heads"] = hashlib.sha256(b"".join(before)).hexdigest()
    return {
        **files,
        "log.jsonl": b"".join(canonical_json(entry) + b"\n" for entry in log),
        "heads.jsonl": b"".join(canonical_json(head) + b"\n" for head in heads),
    }


@pytest.mark.parametrize("name", ["ballots.jsonl", "superseded.jsonl", "log.jsonl", "heads.jsonl"])
def test_changed_values_are_refused_however_well_the_rest_is_mended(genuine, verdict, name):
    chance = random.Random(name)
    lines = genuine[name].splitlines()
    for _ in range(60):
        place = chance.randrange(len(lines))
        content = [json.loads(lines[place])]
        path = chance.choice(list(places_of(content)))
        change(content, path, chance)
        replaced = [*lines[:place], canonical_json(content[0]), *lines[place + 1 :]]
        files = {**genuine, name: b"".join(line + b"\n" for line in replaced)}
        if files == genuine:
            continue
        case = f"{name}, line {place}, {path}"
        assert_refused(verdict(files), case)
        forged = mended(files)
        if forged != genuine:  # mending a root brings the true one back
            assert_refused(verdict(forged), f"{case}, mended")


@pytest.mark.parametrize("name", ["README.txt", "ballots.pb", "result.json", "verify.py"])
def test_changed_file_is_refused_with_its_hash_mended(genuine, verdict, name):
    data = genuine[name] + (b"\n" if name != "result.json" else b"")
    if name == "result.json":
        content = json.loads(data)
        content["outcome"]["trace"].pop()
        data = canonical_json(content) + b"\n"
    files = {**genuine, name: data}

    assert_refused(verdict(files), name)
    status, line = verdict(mended(files))
    assert (status, line.split()[0]) == (1, "WRONG")


def test_ballot_changed_together_with_its_leaf_is_refused(genuine, verdict):
    """The log is rebuilt around the forged ballot; no signature of that log exists."""
    box = small_box()
    box.run()
    victim = next(ballot for ballot in box.finals() if ballot.choices)
    old = victim.leaf
    victim.choices = {"21": 1}
    assert victim.leaf != old
    rows = sorted((ballot.leaf, ballot) for ballot in box.finals())
    lines = [
        canonical_json(
            {
                "choices": b.choices, "n1": b.n1.hex(), "n2": b.n2.hex(), "nv": b.nv.hex(),
                "pub": b.pub.hex(), "version": b.version,
            }
        )
        + b"\n"
        for _, b in rows
    ]  # fmt: skip
    files = {**genuine, "ballots.jsonl": b"".join(lines)}
    assert_refused(verdict(files), "the log kept")
    log = files["log.jsonl"].replace(old.hex().encode(), victim.leaf.hex().encode())
    segments = mended({**files, "log.jsonl": log})
    assert_refused(verdict(segments), "the log rebuilt")


def test_head_that_is_left_out_is_refused(genuine, verdict):
    lines = genuine["heads.jsonl"].splitlines(keepends=True)
    for place in range(len(lines)):
        kept = b"".join(lines[:place] + lines[place + 1 :])
        assert_refused(verdict({**genuine, "heads.jsonl": kept}), f"head {place}")


def test_log_signed_by_another_is_told_by_the_key(verdict, tmp_path):
    """It is consistent in itself: only the key known from elsewhere tells it."""
    other = small_box(key=Ed25519PrivateKey.from_private_bytes(bytes(32)))
    path = other.write(tmp_path / "poll.zip")
    ours = small_box().key.public_key().public_bytes_raw()

    assert verdict.run(path)[0] == 0
    assert_refused(verdict.run(path, "--key", ours.hex()))
    assert_refused(verdict.run(path, "--key", hashlib.sha256(ours).hexdigest()[:16]))


def test_heads_signed_with_another_key_than_announced_are_refused(verdict, tmp_path):
    ours = small_box().key.public_key().public_bytes_raw().hex()
    other = small_box(key=Ed25519PrivateKey.from_private_bytes(bytes(32)), setup={"log_key": ours})

    assert_refused(verdict.run(other.write(tmp_path / "poll.zip")))


# --- with the key: an operator who signs what is not so


def signed(tmp_path, box, result=None):
    return box.write(tmp_path / "poll.zip", result)


# What is not counted again: the steps that explain the losers, and numbers beside the prices.
UNCOUNTED = {"trace"}


def test_result_changed_in_any_place_is_refused_though_it_is_signed(verdict, tmp_path):
    box, chance = small_box(), random.Random(3)
    box.run()
    genuine = box.result()
    paths = [path for path in places_of(genuine) if not UNCOUNTED & set(path[1:])]
    assert len(paths) > 150
    for path in paths:
        result = copy.deepcopy(genuine)
        change(result, path, chance)
        assert_refused(verdict.run(signed(tmp_path, box, result)), f"result.json, {path}")


def test_prices_of_winners_changed_are_refused_though_signed(verdict, tmp_path):
    box, checked = small_box(), 0
    box.run()
    genuine = box.result()
    for place, step in enumerate(genuine["outcome"]["trace"]):
        if step["code"] != "chosen" or step["stage"] != "rule":
            continue
        for name in ("place", "votes", "rho", "largest_payment", "effective_votes"):
            result = copy.deepcopy(genuine)
            change(result, ("outcome", "trace", place, "data", name), random.Random(name))
            assert_refused(verdict.run(signed(tmp_path, box, result)), f"{place}, {name}")
            checked += 1
    assert checked >= 10


def test_winners_exchanged_with_their_trace_kept_are_refused(verdict, tmp_path):
    box = small_box()
    box.run()
    genuine = box.result()
    losers = sorted(set(box.costs) - set(genuine["outcome"]["selected"]))
    result = copy.deepcopy(genuine)
    result["outcome"]["selected"][-1] = losers[0]
    result["outcome"]["shares"]["bought"] = result["outcome"]["selected"]
    assert_refused(verdict.run(signed(tmp_path, box, result)))
    result = copy.deepcopy(genuine)
    result["outcome"]["selected"].reverse()
    assert_refused(verdict.run(signed(tmp_path, box, result)))


@pytest.mark.parametrize("raises", [-1, 1, 2, 7, 1000])
def test_count_that_stops_elsewhere_is_refused(verdict, tmp_path, raises):
    """Endowment, winners and prices fit each other; only the count does not end there."""
    box = small_box()
    box.run()
    genuine = box.result()
    moved_on = genuine["outcome"]["shares"]["raises"] + raises
    step = genuine["params"]["step"]
    election = box.election()
    endowment = Fraction(election.budget, election.voters) + moved_on * step
    result = copy.deepcopy(genuine)
    result["outcome"]["shares"] |= {
        "raises": moved_on,
        "endowment": f"{endowment.numerator}/{endowment.denominator}",
    }
    status, line = verdict.run(signed(tmp_path, box, result))
    assert status == 1
    assert "raises of the endowment" in line


BENT = {
    "another rule": {"rule": "greedy"},
    "another setting": {"params": {**SHARES, "step": 50_000}},
    "another poll": {"poll": "0f4c1f9e-5c44-4d0e-8f6e-2f3f6b1c9a12"},
    "more voters": {"voters": 41},
    "money from nowhere": {"added_budget": 5, "budget": 1_000_005},
    "lots exchanged": {"lots": {}},
    "another budget": {"budget": 2_000_000},
    "others gone wrong": {"others": [{"rule": "greedy"}]},
}


@pytest.mark.parametrize("case", BENT)
def test_result_against_leaf_0_is_refused(verdict, tmp_path, case):
    box = small_box()
    box.run()

    assert_refused(verdict.run(signed(tmp_path, box, {**box.result(), **BENT[case]})), case)


SETUPS = {
    "another verifier": {"verifier": "00" * 32},
    "lots not drawn": {"lot_seed": "another"},
    "fewer choices": {"max_choices": 3},
    "no options": {"options": []},
    "unknown format": {"format": "dictated"},
    "one choice": {"format": "single"},
    "knapsack": {"format": "knapsack", "budget_tenge": 400_000},
    "no changes": {"may_change": False},
    "key of small order": {"log_key": "01" + "00" * 31},
    "key that is none": {"log_key": "02" + "00" * 31},
    "rule in words": {"count": "the best win"},
    "no poll": {"poll": "poll"},
    "upper case": {"poll": "0F4C1F9E-5C44-4D0E-8F6E-2F3F6B1C9A11"},
}


@pytest.mark.parametrize("case", SETUPS)
def test_leaf_0_that_does_not_fit_is_refused(verdict, tmp_path, case):
    assert_refused(verdict.run(signed(tmp_path, small_box(setup=SETUPS[case]))), case)


@pytest.mark.parametrize(
    "change", [{"voters": 39}, {"ballots": 59}, {"ballots_logged": 61}, {"roll": 39}, {"poll": ""}]
)
def test_close_that_does_not_count_up_is_refused(verdict, tmp_path, change):
    box = small_box()
    closing = {**box.closing(), **change}
    box.closing = lambda: closing

    assert_refused(verdict.run(signed(tmp_path, box)), str(change))


def test_more_voters_than_roll_is_allowed_only_to_an_import(verdict, tmp_path):
    for imported, status in ((True, 0), (False, 1)):
        box = small_box(round={"imported": True} if imported else {})
        closing = {**box.closing(), "roll": 0}
        box.closing = lambda closing=closing: closing
        assert verdict.run(signed(tmp_path, box))[0] == status


BALLOTS = {
    "too many choices": {"7": 1, "12": 1, "3": 1, "21": 1, "9": 1},
    "unknown option": {"8": 1},
    "two points": {"7": 2},
}


@pytest.mark.parametrize("case", BALLOTS)
def test_ballot_against_its_format_is_refused(verdict, tmp_path, case):
    box = small_box()
    result, pb = box.result(), box.exchange_file()
    box.exchange_file = lambda: pb
    box.finals()[0].choices = BALLOTS[case]

    assert_refused(verdict.run(signed(tmp_path, box, result)), case)


def test_slot_with_a_missing_version_is_refused(verdict, tmp_path):
    """The version that should be 2 says 3: one would have been hidden."""
    votes = approvals(changes=0)
    votes.append(Ballot(5, 3, {"7": 1}))

    assert_refused(verdict.run(signed(tmp_path, small_box(votes=votes))))


def test_slot_with_two_final_ballots_is_refused(verdict, tmp_path):
    box = small_box(votes=approvals(changes=0))
    box.votes[4].pub = box.votes[5].pub

    assert_refused(verdict.run(signed(tmp_path, box)))


def test_rules_not_signed_before_the_ballots_are_refused(verdict, tmp_path):
    box = small_box()
    box.run()
    box.heads = box.heads[1:]

    status, line = verdict.run(signed(tmp_path, box))
    assert (status, "rules" in line) == (1, True)


def test_heads_that_go_back_in_time_are_refused(verdict, tmp_path, monkeypatch):
    box = small_box()
    box.run()
    monkeypatch.setattr(publishing, "OPENING", publishing.OPENING - 10**9)

    status, line = verdict.run(signed(tmp_path, box))
    assert (status, "earlier time" in line) == (1, True)


def test_ballots_out_of_the_order_of_their_seal_are_refused(verdict, tmp_path):
    box = small_box()
    box.run()
    log = box.log
    log[1], log[2] = log[2], log[1]
    heads = []
    box.log, box.heads = log[:1], heads
    for size in (1, 13, 25, 37, 49, 61, 62):
        box.log = log[:size]
        heads.append(box.sign())
    box.log = log

    status, line = verdict.run(signed(tmp_path, box))
    assert (status, "order of its seal" in line) == (1, True)


@pytest.mark.parametrize("kind", ["ballot", "setup", "close", "result", "destroyed", "audit"])
def test_leaf_where_none_may_be_is_refused(verdict, tmp_path, kind):
    box = small_box()
    box.run()
    entry = bytes(31) + b"1" if kind == "ballot" else (kind, {"poll": box.log[0][1]["poll"]})
    box.log = [*box.log, entry] if kind != "audit" else [*box.log[:3], entry, *box.log[3:]]
    if kind == "audit":
        box.heads = []
        log = box.log
        for size in (1, len(log)):
            box.log = log[:size]
            box.heads.append(box.sign())
    else:
        box.heads.append(box.sign())

    assert_refused(verdict.run(signed(tmp_path, box)), kind)


def test_exchange_file_with_other_ballots_is_refused(verdict, tmp_path):
    genuine = small_box().exchange_file()
    changes = {
        "another ballot": genuine.replace("\n1;", "\n1;9,", 1),
        "another cost": genuine.replace('"7";210000', '"7";210001'),
        "another budget": genuine.replace("budget;1000000", "budget;1000001"),
        "an option less": genuine.replace('"9";260000\n', ""),
        "a row more": genuine + "41;7\n",
        "other votes": genuine.replace("vote_type;approval", "vote_type;ordinal"),
        "no section": genuine.replace("PROJECTS\n", ""),
        "quotes": genuine.replace("VOTES", '"VOTES'),
        "not utf-8": genuine + "\udcff",
    }
    for case, text in changes.items():
        assert text != genuine, case
        box = small_box()
        box.exchange_file = lambda text=text: _Text(text)
        assert_refused(verdict.run(signed(tmp_path, box)), case)


class _Text(str):
    def encode(self, *_):
        return str.encode(self, "utf-8", "surrogateescape")


def test_genuine_archive_in_every_form_is_accepted(verdict, genuine, tmp_path):
    assert verdict(genuine)[0] == 0
    assert verdict.run(Path(signed(tmp_path, small_box())))[0] == 0
