"""Maximin and leximin against the enumeration of every panel, and what they answer to."""

import os
import random
import subprocess
import sys

import pytest
from hypothesis import HealthCheck, given, settings

from algorithms.sortition import Pool, Quota, Quotas, SortitionError, leximin, lottery, maximin

from .pools import cases, every_panel, leximin_by_enumeration, pool_of, quotas_of

thorough = settings(
    max_examples=60, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck)
)


@thorough
@given(cases())
def test_chances_are_those_of_every_panel_enumerated(case):
    pool, quotas, size, households = case
    panels = list(every_panel(pool, quotas, size, households))
    if not panels:
        with pytest.raises(SortitionError, match=r"quotas_infeasible|pool_too_small"):
            leximin(pool, quotas, size, households=households)
        return
    expected = leximin_by_enumeration(pool, panels)
    least = min(expected[p] for p in expected if any(p in panel for panel in panels))

    found = leximin(pool, quotas, size, households=households)
    assert found.chances == pytest.approx(expected, abs=2e-5)
    assert found.never == tuple(p for p in pool.ids if not any(p in panel for panel in panels))

    found = maximin(pool, quotas, size, households=households)
    assert found.least == pytest.approx(least, abs=2e-6)
    assert found.bound == pytest.approx(least, abs=2e-6)


def test_textbook_pool_gives_each_sex_half_the_seats():
    pool = pool_of("north f", "north f", "north f", "north m")
    found = leximin(pool, quotas_of(f=(1, 1), m=(1, 1)), 2)
    assert found.chances == pytest.approx({"p0": 1 / 3, "p1": 1 / 3, "p2": 1 / 3, "p3": 1.0})


def test_whole_panels_give_a_third_where_fractions_promise_a_half():
    # any two of a, b and c share a value of which one is allowed, so a panel has one of them
    values = {"a": "110", "b": "011", "c": "101", "d": "000"}
    pool = Pool.of({p: dict(zip("xyz", v, strict=True)) for p, v in values.items()}, "xyz")
    quotas = Quotas.of(Quota(f, v, 0, 1 if v == "1" else 2) for f in "xyz" for v in "01")
    for found in (maximin(pool, quotas, 2), leximin(pool, quotas, 2)):
        assert found.chances == pytest.approx({"a": 1 / 3, "b": 1 / 3, "c": 1 / 3, "d": 1.0})
        assert found.bound == pytest.approx(1 / 3)


@pytest.mark.parametrize("seed", [37, 48, 302, 7])
def test_levels_are_exact_where_fractions_promise_more(seed):
    # binary features with low limits; the first three have levels that look alike to loose prices
    chosen = random.Random(seed)
    count, features = chosen.randint(5, 9), "uvwxy"[: chosen.randint(3, 5)]
    people = {f"p{i}": {f: chosen.choice("001") for f in features} for i in range(count)}
    size, pool = chosen.randint(2, 4), Pool.of(people, features)
    limits = [Quota(f, "1", 0, chosen.choice([1, 1, 2])) for f in features]
    quotas = Quotas.of([*limits, *(Quota(f, "0", 0, 99) for f in features)])
    households = {f"p{i}": chosen.choice("ab") for i in range(count) if chosen.random() < 0.3}
    panels = list(every_panel(pool, quotas, size, households))
    expected = leximin_by_enumeration(pool, panels)
    found = leximin(pool, quotas, size, households=households)
    assert found.chances == pytest.approx(expected, abs=1e-5)


def test_those_who_fit_no_panel_are_named():
    pool = pool_of("north f", "north m", "south f", "south m", "west f")
    found = maximin(pool, quotas_of(west=(0, 0), f=(1, 1)), 2)
    assert found.never == ("p4",)
    assert found.chances["p4"] == 0.0
    assert found.least == pytest.approx(0.5)


def test_one_of_a_household_at_most():
    pool = pool_of("north f", "north m", "south f", "south m")
    found = leximin(pool, quotas_of(), 2, households={"p0": "home", "p1": "home"})
    assert found.chances == pytest.approx({"p0": 0.5, "p1": 0.5, "p2": 0.5, "p3": 0.5})
    assert not any({"p0", "p1"} <= set(panel) for panel in lottery(found, 10).panels)


def test_progress_rises_and_may_stop_the_work():
    pool = pool_of("north f", "north m", "south f", "south m", "south m")
    told = []
    leximin(pool, quotas_of(f=(1, 1)), 2, progress=lambda *step: told.append(step))
    assert [done for done, _, _ in told] == sorted(done for done, _, _ in told)
    assert {code for _, _, code in told} >= {"relaxing", "peeling"}

    class StoppedError(Exception):
        pass

    def stop(done, total, code):
        raise StoppedError

    with pytest.raises(StoppedError):
        leximin(pool, quotas_of(f=(1, 1)), 2, progress=stop)


SCRIPT = """
import sys
from algorithms.sortition import archive, archive_bytes, leximin, lottery
sys.path.insert(0, "tests/algorithms")
from sortition.pools import pool_of, quotas_of
from random import Random
rows = [f"{Random(i).choice(['north', 'south', 'west'])} {'fm'[i % 2]}" for i in range(40)]
homes = {f"p{i}": f"h{i // 3}" for i in range(12)}
quotas = quotas_of(north=(2, 3), south=(2, 3), west=(1, 2), f=(3, 4), m=(2, 4))
chances = leximin(pool_of(*rows), quotas, 7, households=homes)
print(archive_bytes(archive(lottery(chances, 50), homes)))
"""


def test_same_pool_gives_the_same_bytes_under_any_hash_seed():
    def run(seed):
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        command = [sys.executable, "-c", SCRIPT]
        return subprocess.run(command, env=environment, capture_output=True, check=True).stdout

    first = run("1")
    assert len(first) > 1000
    assert run("2") == first


def test_order_of_the_rows_plays_no_part():
    rows = {f"p{i}": {"area": "north", "sex": "fm"[i % 2]} for i in range(9)}
    shuffled = list(rows.items())
    random.Random(1).shuffle(shuffled)
    quotas = quotas_of(f=(2, 2))
    one = leximin(Pool.of(rows, ["area", "sex"]), quotas, 4)
    other = leximin(Pool.of(dict(shuffled), ["sex", "area"]), quotas, 4)
    assert one.chances == other.chances
    assert one.panels == other.panels
