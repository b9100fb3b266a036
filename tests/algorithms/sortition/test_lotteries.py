"""A thousand panels: quotas and households on each, and everybody's count rounded."""

from collections import Counter
from math import ceil, floor

import pytest
from hypothesis import HealthCheck, assume, given, settings

from algorithms.sortition import SortitionError, leximin, lottery
from algorithms.sortition.naming import named
from algorithms.sortition.programme import programme

from .pools import cases, kept, pool_of, quotas_of


@settings(max_examples=40, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(cases())
def test_counts_are_chances_rounded_and_panels_keep_everything(case):
    pool, quotas, size, households = case
    try:
        chances = leximin(pool, quotas, size, households=households)
    except SortitionError:
        assume(False)
    found = lottery(chances, 100)
    assert len(found.panels) == 100
    for panel in found.panels:
        assert len(set(panel)) == size
        assert kept(quotas, pool, panel)
        homes = Counter(households[p] for p in panel if p in households)
        assert set(homes.values()) <= {1}
    for person, chance in chances.chances.items():
        count = found.counts[person]
        # chances are known to within 1e-6, so 49.9999 may stand for 50
        assert floor(chance * 100 + 1e-3) <= count <= ceil(chance * 100 - 1e-3) or (
            abs(count - chance * 100) < 1 + 1e-3
        )


def test_members_of_one_kind_of_household_are_sent_equally_often():
    rows = ["north f", "north m", "north m"] * 3
    homes = {f"p{i}": f"h{i // 3}" for i in range(9)}
    problem = programme(pool_of(*rows), quotas_of(), 2, homes)
    # groups: f, then m, of three households of one f and two m
    panels = [(1, 1), (0, 2), (2, 0), (1, 1), (0, 2), (0, 2), (1, 1)]
    filled = named(problem, panels)
    for panel in filled:
        assert len({homes[p] for p in panel}) == 2
    counts = Counter(p for panel in filled for p in panel)
    assert sorted(counts[f"p{i}"] for i in (0, 3, 6)) == [1, 2, 2]
    assert sorted(counts[f"p{i}"] for i in (1, 2, 4, 5, 7, 8)) == [1, 1, 1, 2, 2, 2]


def test_a_hundred_panels_of_a_known_pool():
    pool = pool_of("north f", "north f", "north f", "north m")
    found = lottery(leximin(pool, quotas_of(f=(1, 1), m=(1, 1)), 2), 100)
    assert sorted(found.counts.values()) == [33, 33, 34, 100]
    assert found.deviation == pytest.approx(2 / 3)
