"""Quotas that cannot be kept, and the smallest change, against trying every change."""

from itertools import product

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from algorithms.sortition import Quota, feasibility

from .pools import every_panel, pool_of, quotas_of


def test_feasible_quotas_need_no_change():
    answer = feasibility(pool_of("north f", "south m"), quotas_of(f=(1, 1)), 1)
    assert answer.feasible
    assert answer.changes == ()


def test_the_conflict_and_the_smallest_change_are_named():
    pool = pool_of("north f", "north f", "south m", "south m")
    quotas = quotas_of(north=(2, 2), m=(1, 2))
    answer = feasibility(pool, quotas, 2)
    assert not answer.feasible
    assert answer.faults == ()
    assert answer.conflicts == (Quota("area", "north", 2, 2), Quota("sex", "m", 1, 2))
    assert answer.change == 1
    assert feasibility(pool, answer.applied(quotas), 2).feasible


def test_contradictions_at_first_sight_have_codes():
    pool = pool_of("north f", "north f", "south m")
    answer = feasibility(pool, quotas_of(f=(2, 2), m=(2, 3), west=(1, 1)), 3)
    assert [(fault.code, fault.params) for fault in answer.faults] == [
        ("min_sum_above_size", {"feature": "sex", "sum": 4, "size": 3}),
        ("too_few_people", {"feature": "area", "value": "west", "people": 0, "min": 1}),
        ("too_few_people", {"feature": "sex", "value": "m", "people": 1, "min": 2}),
    ]
    assert answer.change == 2
    answer = feasibility(pool, quotas_of(f=(0, 1), m=(0, 0)), 2)
    assert [fault.code for fault in answer.faults] == ["max_sum_below_size"]


@settings(max_examples=25, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(
    st.lists(st.sampled_from(["north f", "north m", "south f"]), min_size=3, max_size=6),
    st.lists(st.integers(0, 3), min_size=3, max_size=3),
)
def test_no_smaller_change_would_do(rows, least):
    pool, size = pool_of(*rows), 3
    names = ("north", "south", "f")

    def possible(minimums):
        ranges = {name: (low, 99) for name, low in zip(names, minimums, strict=True)}
        return any(every_panel(pool, quotas_of(**ranges), size, {}))

    answer = feasibility(
        pool, quotas_of(**{n: (low, 99) for n, low in zip(names, least, strict=True)}), size
    )
    changes = [
        sum(down)
        for down in product(range(4), repeat=3)
        if all(d <= low for d, low in zip(down, least, strict=True))
        and possible([low - d for d, low in zip(down, least, strict=True)])
    ]
    assert answer.change == min(changes)
    assert answer.feasible == (answer.change == 0)
