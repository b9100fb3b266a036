"""What is known of a conversation: its groups, what tells them apart and what unites them."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from algorithms.opinions.projection import Projection
from algorithms.opinions.selection import Chosen, Divided, Shared
from algorithms.opinions.statistics import Counts, Side


@dataclass(frozen=True, slots=True)
class Missing:
    """Why there are no groups yet: there are ``have``, and ``need`` or more are needed.

    ``votes``: nobody has voted. ``participants``: too few have voted often enough. ``differences``:
    those who have all vote alike (distinct positions). ``groups``: only so many are large enough.
    """

    code: Literal["votes", "participants", "differences", "groups"]
    have: int
    need: int


@dataclass(frozen=True, slots=True, eq=False)
class Opinions:
    """The groups of a conversation; ``missing`` is None exactly where there are groups.

    ``participants`` and ``statements``: ids that rows and columns stand for. ``projection``: where
    participants stand. ``labels``: their group, the largest is 0; -1 for those with fewer than
    ``least_votes`` votes, who are in no group, and for all where there are no groups. ``silhouettes``:
    by the k of k-means, of those that gave two or more groups. ``centres``: groups × 2.
    ``seen``, ``passed``: votes, groups × statements. ``representative``: for each group.
    ``consensus``: of everybody's votes, agreed and disagreed, with or without groups. What was
    moderated out has counts and statistics but is named nowhere.
    """

    participants: Counts
    statements: Counts
    kept: NDArray[np.bool_]
    projection: Projection
    missing: Missing | None
    least_votes: int
    labels: NDArray[np.intp]
    silhouettes: dict[int, float]
    sizes: tuple[int, ...]
    centres: NDArray[np.float64]
    seen: Counts
    passed: Counts
    agree: Side
    disagree: Side
    representative: tuple[tuple[Chosen, ...], ...]
    consensus: tuple[Chosen, ...]
    bridging: tuple[Shared, ...]
    dividing: tuple[Divided, ...]

    @property
    def k(self) -> int:
        """Number of groups, 0 where there are none yet."""
        return len(self.sizes)
