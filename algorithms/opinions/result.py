"""What is known of a conversation: its groups, what tells them apart and what unites them."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from algorithms.opinions.projection import Projection
from algorithms.opinions.selection import Chosen, Divided, Shared
from algorithms.opinions.statistics import Counts, Side

LEAST = 3  # people who may be shown together, in a group or in a cell of the picture


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

    ``participants``, ``statements``: the ids that rows and columns stand for; ``kept``: those not
    moderated out, which have counts and statistics as the others but are named nowhere.
    ``projection``: where participants stand. ``least_votes``: that a participant needed.
    ``labels``: the group of each, the largest is 0; -1 with too few votes or without groups.
    ``silhouettes``: by the k of k-means, of those that gave groups. ``centres``: groups × 2.
    ``seen``, ``passed``: votes, groups × statements. ``representative``: statements by group.
    ``consensus``: of everybody's votes, also where there are no groups.
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
