"""Small pools, and the chances that enumerating every panel gives."""

from itertools import combinations

import numpy as np
from hypothesis import strategies as st
from scipy.optimize import linprog

from algorithms.sortition import Pool, Quota, Quotas

FEATURES = {"area": ("north", "south", "west"), "sex": ("f", "m")}


def pool_of(*rows):
    """A pool of area and sex: "north f" is a person's row; ids are p0, p1, ..."""
    people = {f"p{i}": dict(zip(FEATURES, row.split(), strict=True)) for i, row in enumerate(rows)}
    return Pool.of(people, FEATURES)


def quotas_of(**ranges):
    return Quotas.of(
        Quota(feature, value, *ranges.get(value, (0, 99)))
        for feature, values in FEATURES.items()
        for value in values
    )


def every_panel(pool, quotas, size, households):
    """By definition: all sets of people that keep quotas and households."""
    features = dict(pool.people)
    for ids in combinations(pool.ids, size):
        homes = [households[p] for p in ids if p in households]
        if len(homes) == len(set(homes)) and kept(quotas, pool, ids):
            assert all(p in features for p in ids)
            yield ids


def kept(quotas, pool, ids):
    features = dict(pool.people)
    return all(
        q.min <= sum(features[p][pool.features.index(q.feature)] == q.value for p in ids) <= q.max
        for q in quotas.rows
    )


def leximin_by_enumeration(pool, panels):
    """Chances by id: raise all, fix those whom nothing raises further, repeat."""
    ids = [p for p in pool.ids if any(p in panel for panel in panels)]
    member = np.array([[p in panel for panel in panels] for p in ids], dtype=float)
    fixed = {}
    while len(fixed) < len(ids):
        free = [i for i in range(len(ids)) if i not in fixed]
        level = _most(member, fixed, free, 0.0, None)
        for i in free:
            if _most(member, fixed, free, level - 1e-9, i) < level + 1e-7:
                fixed[i] = level
    return {p: fixed[ids.index(p)] if p in ids else 0.0 for p in pool.ids}


def _most(member, fixed, free, level, person):
    """The highest chance of ``person``, or (None) the highest least chance of the free."""
    rows, bounds = [], []
    for i in range(len(member)):
        if i in fixed:
            rows.append(np.append(-member[i], 0.0))
            bounds.append(-fixed[i] + 1e-9)
        elif i in free:
            rows.append(np.append(-member[i], 1.0 if person is None else 0.0))
            bounds.append(0.0 if person is None else -level)
    count = member.shape[1]
    goal = np.append(np.zeros(count), -1.0) if person is None else np.append(-member[person], 0.0)
    found = linprog(
        goal,
        A_ub=np.array(rows),
        b_ub=bounds,
        A_eq=np.append(np.ones(count), 0.0)[None],
        b_eq=[1.0],
        method="highs",
    )
    return -found.fun


@st.composite
def cases(draw):
    """A pool of up to nine, quotas around a panel of it, its size and some households."""
    rows = draw(
        st.lists(
            st.tuples(*(st.sampled_from(values) for values in FEATURES.values())),
            min_size=4,
            max_size=9,
        )
    )
    pool = pool_of(*(" ".join(row) for row in rows))
    size = draw(st.integers(1, 4))
    panel = rows[:size]
    ranges = {}
    for place, values in enumerate(FEATURES.values()):
        for value in values:
            have = sum(row[place] == value for row in panel)
            ranges[value] = (
                max(0, have - draw(st.integers(0, 1))),
                have + draw(st.integers(0, 1)),
            )
    homes = draw(st.lists(st.sampled_from("abc-----"), min_size=len(rows), max_size=len(rows)))
    households = {f"p{i}": home for i, home in enumerate(homes) if home != "-"}
    return pool, quotas_of(**ranges), size, households
