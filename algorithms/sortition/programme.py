"""The integer programme whose solutions are the panels.

    x_g whole, 0 <= x_g <= limit_g              members taken from group g
    lower <= matrix @ x <= upper                one row for each quota, one for the size,
                                                one for each kind of household

A group is people whom nothing tells apart: the same features, and households of the same kind (the
same features of all their members). Taking one of each household is then a bound on sums of x: a
kind of m households sends at most m members, and which ones is settled when names are filled in.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from algorithms.sortition.pool import Households, Pool, Quotas, refuse_mismatch

Floats = NDArray[np.float64]
Counts = NDArray[np.int64]


@dataclass(frozen=True)
class Group:
    """``members[i]``: those of the group who live in household i of its kind."""

    kind: int
    features: tuple[str, ...]
    members: tuple[tuple[str, ...], ...]

    @cached_property
    def people(self) -> tuple[str, ...]:
        return tuple(person for household in self.members for person in household)


@dataclass(frozen=True, eq=False)
class Programme:
    """Groups in the order of the variables. ``people``: of a group; ``limit``: of them at once."""

    pool: Pool
    quotas: Quotas
    size: int
    groups: tuple[Group, ...]
    matrix: Floats
    lower: Floats
    upper: Floats
    people: Floats
    limit: Floats

    @cached_property
    def sparse(self) -> sparse.csr_array:
        return sparse.csr_array(self.matrix)


def programme(
    pool: Pool, quotas: Quotas, size: int, households: Households | None = None
) -> Programme:
    """Groups sorted by kind and features, so that the order of the input plays no part."""
    refuse_mismatch(pool, quotas, size, households)
    groups = _groups(pool, households or {})
    place = {feature: i for i, feature in enumerate(pool.features)}
    rows = [
        [float(group.features[place[quota.feature]] == quota.value) for group in groups]
        for quota in quotas.rows
    ]
    people = np.array([len(group.people) for group in groups], dtype=float)
    limit = np.array([min(len(group.members), size) for group in groups], dtype=float)
    lower = [float(quota.min) for quota in quotas.rows]
    upper = [float(quota.max) for quota in quotas.rows]
    rows.append([1.0] * len(groups))
    lower.append(size)
    upper.append(size)
    together = Counter(group.kind for group in groups)
    for kind, count in sorted(together.items()):
        if count > 1:
            rows.append([float(group.kind == kind) for group in groups])
            lower.append(0.0)
            upper.append(next(float(len(g.members)) for g in groups if g.kind == kind))
    return Programme(
        pool, quotas, size, groups, np.array(rows), np.array(lower), np.array(upper), people, limit
    )


def _groups(pool: Pool, households: Households) -> tuple[Group, ...]:
    features = dict(pool.people)
    homes: dict[str, list[str]] = defaultdict(list)
    for person in pool.ids:
        # a person with no household, or alone in it, is a household of one
        key = households.get(person)
        homes[f"home {key}" if key else f"person {person}"].append(person)
    kinds: dict[tuple[tuple[str, ...], ...], list[list[str]]] = defaultdict(list)
    for home in homes.values():
        kinds[tuple(sorted(features[person] for person in home))].append(home)
    groups = []
    for number, kind in enumerate(sorted(kinds)):
        alike = sorted(kinds[kind])
        for values in sorted(set(kind)):
            members = tuple(tuple(p for p in home if features[p] == values) for home in alike)
            groups.append(Group(number, values, members))
    return tuple(groups)
