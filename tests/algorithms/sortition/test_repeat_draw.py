"""The public draw: bytes, numbers, and the stand-alone script that repeats it."""

import hashlib
import json
import os
import subprocess
import sys
from collections import Counter
from itertools import combinations
from pathlib import Path

import pytest

from algorithms.sortition import (
    DoesNotHold,
    SortitionError,
    archive,
    archive_bytes,
    check,
    combined_seed,
    commitment,
    draw,
    leximin,
    lottery,
    replacements,
)
from algorithms.sortition import repeat_draw as script

from .pools import kept, pool_of, quotas_of

ROWS = ["north f", "north m", "north m", "south f", "south f", "south m", "west f", "west m"]
QUOTAS = quotas_of(north=(1, 2), south=(1, 2), west=(0, 1), f=(2, 2), m=(2, 2))
HOMES = {"p0": "Abay 1", "p3": "Abay 1", "p7": "alone"}


@pytest.fixture(scope="module")
def published():
    chances = leximin(pool_of(*ROWS), QUOTAS, 4, households=HOMES)
    return archive(lottery(chances, 100), HOMES)


def run(path, *arguments, hash_seed="0"):
    """The script on its own: isolated from the project, its packages and its directory."""
    command = [sys.executable, "-I", "-S", script.__file__, str(path), *arguments]
    environment = {**os.environ, "PYTHONHASHSEED": hash_seed}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, cwd=path.parent)
    assert done.stderr == ""
    return done.returncode, done.stdout


def test_archive_has_ids_and_numbers_but_no_addresses(published):
    assert published["pool"]["households"] == {"p0": 1, "p3": 1}
    assert b"Abay" not in archive_bytes(published)
    assert sum(published["chances"].values()) == 400
    assert json.loads(archive_bytes(published)) == published


def test_number_is_that_of_sha256_alone(published):
    lottery_hash = published["hashes"]["lottery"]
    text = f"birge-draw-1|draw|{lottery_hash}|0|жеребе".encode()
    expected = int(hashlib.sha256(text).hexdigest(), 16) % 100
    assert draw(published, "жеребе") == published["panels"][expected]


def test_numbers_that_would_favour_small_remainders_are_rejected():
    limit = (1 << 255) + 1  # nearly half of all hashes lie above the only multiple
    first = [
        int.from_bytes(hashlib.sha256(f"birge-draw-1|draw|aa|0|{i}".encode()).digest(), "big")
        for i in range(20)
    ]
    drawn = [script.number_below(limit, "draw", "aa", str(i).encode()) for i in range(20)]
    assert all(0 <= number < limit for number in drawn)
    again = [number != hashed for number, hashed in zip(drawn, first, strict=True)]
    assert again == [hashed >= limit for hashed in first]
    assert 0 < sum(again) < 20


def test_script_repeats_draw_and_replacements_under_any_hash_seed(published, tmp_path):
    path = tmp_path / "archive.json"
    path.write_bytes(archive_bytes(published))
    panel = draw(published, "seed")
    gone = panel[:2]
    answer = replacements(published, panel, gone, "seed")
    arguments = ("--seed", "seed", "--replace", ",".join(gone))
    code, text = run(path, *arguments)
    assert code == 0
    assert f"Panel: {','.join(panel)}\n" in text
    assert f"Replacements: {','.join(answer['chosen'])}\n" in text
    assert f"lottery hash holds: {published['hashes']['lottery']}\n" in text
    assert run(path, *arguments, hash_seed="7") == (code, text)


def changed(published, *, honest_hashes, change):
    content = json.loads(archive_bytes(published))
    change(content)
    if honest_hashes:
        content["hashes"] = script.hashes(content["pool"], content["quotas"], content["panels"])
    return content


def swap_first_panel(content):
    content["panels"][0] = content["panels"][-1]


def two_of_a_household(content):
    content["panels"][0] = ["p0", "p1", "p3", "p5"]


def break_a_quota(content):
    content["panels"][0] = ["p1", "p2", "p3", "p5"]


def raise_a_chance(content):
    content["chances"]["p0"] += 1


@pytest.mark.parametrize(
    ("change", "honest_hashes", "sentence"),
    [
        (swap_first_panel, False, "The hash of the lottery is "),
        (swap_first_panel, True, "The chances are not the numbers of panels."),
        (two_of_a_household, True, "Panel 0: it has two people of one household."),
        (break_a_quota, True, "Panel 0: 1 with sex = f, not 2 to 2."),
        (raise_a_chance, True, "The chances are not the numbers of panels."),
    ],
)
def test_script_rejects_an_archive_that_was_changed(
    published, tmp_path, change, honest_hashes, sentence
):
    content = changed(published, honest_hashes=honest_hashes, change=change)
    path = tmp_path / "archive.json"
    path.write_text(json.dumps(content))
    code, text = run(path, "--seed", "seed")
    assert code == 1
    assert text.splitlines()[-1].startswith(sentence)
    with pytest.raises(DoesNotHold):
        check(content)


def test_script_says_when_a_file_is_no_archive(tmp_path):
    path = tmp_path / "archive.json"
    path.write_text('{"format":"birge-draw-1"}')
    assert run(path, "--seed", "x") == (1, "The archive cannot be read: KeyError('pool')\n")


def nearest_sets(published, panel, gone):
    """By definition: every set of candidates, those nearest to the quotas."""
    pool, staying = pool_of(*ROWS), sorted(set(panel) - set(gone))
    features, found = dict(pool.people), {}
    for chosen in combinations(sorted(set(pool.ids) - set(panel)), len(gone)):
        ids = [*staying, *chosen]
        homes = [HOMES[p] for p in ids if p in HOMES]
        if len(homes) == len(set(homes)):
            off = 0
            for q in QUOTAS.rows:
                have = sum(features[p][pool.features.index(q.feature)] == q.value for p in ids)
                off += max(0, q.min - have, have - q.max)
            found[chosen] = off
    least = min(found.values())
    return least, [chosen for chosen, off in found.items() if off == least]


def test_replacements_are_nearest_and_each_nearest_set_equally_likely(published):
    panel = draw(published, "seed")
    for gone in (panel[:1], panel[1:3], panel[1:]):
        least, sets = nearest_sets(published, panel, gone)
        counts = Counter()
        for number in range(40 * len(sets)):
            answer = replacements(published, panel, gone, f"seed {number}")
            assert (answer["method"], answer["distance"], answer["sets"]) == (
                "counted",
                least,
                len(sets),
            )
            assert (least == 0) == kept(QUOTAS, pool_of(*ROWS), answer["panel"])
            counts[tuple(answer["chosen"])] += 1
        assert sorted(counts) == sorted(sets)
        # the chance that a fair draw of this many strays so far is below one in 100,000
        assert all(12 <= times <= 72 for times in counts.values())


def test_search_keeps_quotas_where_sets_are_too_many_to_count(published, monkeypatch):
    monkeypatch.setattr(script, "TABLE_ENTRIES", 0)
    panel = draw(published, "seed")
    least, sets = nearest_sets(published, panel, panel[1:3])
    answer = replacements(published, panel, panel[1:3], "seed")
    assert (answer["method"], answer["sets"], answer["distance"]) == ("searched", None, least)
    assert tuple(answer["chosen"]) in sets


def test_replacements_leave_out_the_unavailable_and_say_what_gives(published):
    panel = draw(published, "seed")
    others = sorted(set(published["chances"]) - set(panel))
    answer = replacements(published, panel, panel[:1], "seed", unavailable=others[1:])
    assert set(answer["chosen"]) <= {others[0]}
    assert answer["empty_seats"] == 1 - len(answer["chosen"])
    assert (answer["distance"] == 0) == (answer["unmet"] == [])
    with pytest.raises(DoesNotHold, match="not on the panel"):
        replacements(published, panel, others[:1], "seed")


def test_combined_seed_needs_every_secret_that_was_committed_to():
    secrets = {p: f"{p} tossed ten coins" for p in ("akimat", "council", "observers")}
    commitments = {party: commitment(secret) for party, secret in secrets.items()}
    seed = combined_seed(secrets, commitments)
    assert seed == combined_seed(dict(reversed(secrets.items())))
    assert len(bytes.fromhex(seed)) == 32
    with pytest.raises(SortitionError, match="reveal_missing"):
        combined_seed({"akimat": secrets["akimat"]}, commitments)
    with pytest.raises(SortitionError, match="reveal_differs"):
        combined_seed({**secrets, "council": "another ten coin tosses"}, commitments)
    with pytest.raises(SortitionError, match="secret_too_short"):
        commitment("short")


def test_script_imports_the_standard_library_only():
    lines = Path(script.__file__).read_text().splitlines()
    modules = {
        line.split()[1].split(".")[0] for line in lines if line.startswith(("import", "from"))
    }
    assert modules <= set(sys.stdlib_module_names)
