"""Everybody's chance, and the panels that give it."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from algorithms.sortition.programme import Programme

Progress = Callable[[int, int, str], object]


@dataclass(frozen=True, eq=False)
class Distribution:
    """Panels as numbers of members from each group of ``programme``, and their probabilities.

    ``chances`` by id, people of one group alike. ``bound``: no distribution whatever gives the
    person worst off a better chance (proven by the dual programme); ``least`` is within 1e-6 of it.
    """

    method: str
    programme: Programme
    panels: tuple[tuple[int, ...], ...]
    weights: tuple[float, ...]
    bound: float

    @cached_property
    def group_chances(self) -> tuple[float, ...]:
        expected = np.array(self.weights) @ np.array(self.panels, dtype=float)
        return tuple((expected / self.programme.people).tolist())

    @cached_property
    def chances(self) -> dict[str, float]:
        of = {
            person: chance
            for group, chance in zip(self.programme.groups, self.group_chances, strict=True)
            for person in group.people
        }
        return dict(sorted(of.items()))

    @cached_property
    def never(self) -> tuple[str, ...]:
        """Those who fit no panel."""
        limits = self.programme.limit.tolist()
        groups = zip(self.programme.groups, limits, strict=True)
        return tuple(sorted(p for group, limit in groups if not limit for p in group.people))

    @property
    def least(self) -> float:
        limits = self.programme.limit.tolist()
        return min(c for c, limit in zip(self.group_chances, limits, strict=True) if limit)
