"""Which statements speak for a group, for everybody, for all groups at once, and which divide."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri

from algorithms.opinions.projection import Floats
from algorithms.opinions.statistics import Counts, Side, one_proportion, two_proportions

Direction = Literal["agree", "disagree"]
CONFIDENCE = 0.9
CRITICAL = float(ndtri(CONFIDENCE))  # one-sided
MOST = 5  # statements named for a group, or for a side


@dataclass(frozen=True, slots=True)
class Chosen:
    """A statement and the side taken on it: ``count`` of the ``seen`` votes were for that side.

    ``statement`` is its id. ``share`` and ``share_z`` as in ``Side``; ``ratio`` and ``ratio_z``
    only where a group is compared with the others.
    """

    statement: int
    direction: Direction
    count: int
    seen: int
    share: float
    share_z: float
    ratio: float | None = None
    ratio_z: float | None = None


@dataclass(frozen=True, slots=True)
class Shared:
    """A statement on which every group takes this side; ``consensus`` as in ``Side``."""

    statement: int
    direction: Direction
    consensus: float


@dataclass(frozen=True, slots=True)
class Divided:
    """A statement that group ``for_it`` agrees with most and group ``against`` least.

    ``distance``: between their leanings (share agreeing less share disagreeing), from 0 to 2.
    """

    statement: int
    for_it: int
    against: int
    distance: float


def representative(
    group: int, agree: Side, disagree: Side, seen: Counts, ids: Counts, kept: NDArray[np.bool_]
) -> tuple[Chosen, ...]:
    """Up to five statements that tell the group from the others, agreed ones first.

    A statement counts if both tests of one side are significant; by ratio × ratio_z × share ×
    share_z. One that the group agrees on comes before all, as in Polis; where none is significant
    the one that differs most stands alone. Nothing is said that less than half of the votes in the
    group were for.
    """
    sides: tuple[tuple[Direction, Side], ...] = (("agree", agree), ("disagree", disagree))
    first = _most_agreed(group, agree, disagree, kept)
    found = []
    for at in np.flatnonzero(kept):
        significant = any(
            side.share_z[group, at] > CRITICAL and side.ratio_z[group, at] > CRITICAL
            for _, side in sides
        )
        if significant or at == first:
            found.append(at)
    strongest = np.where(kept, np.maximum(agree.ratio_z[group], disagree.ratio_z[group]), -np.inf)
    if not found and kept.any():
        found = [strongest.argmax()]
    told = []
    for at in found:
        direction, side = sides[int(agree.ratio_z[group, at] <= disagree.ratio_z[group, at])]
        chosen = Chosen(
            int(ids[at]), direction, int(side.count[group, at]), int(seen[group, at]),
            float(side.share[group, at]), float(side.share_z[group, at]),
            float(side.ratio[group, at]), float(side.ratio_z[group, at]),
        )  # fmt: skip
        if side.share_z[group, at] > 0:
            told.append((at != first, -_strength(side)[group, at], at, chosen))
    best = [entry[3] for entry in sorted(told)[:MOST]]
    return tuple(sorted(best, key=lambda chosen: chosen.direction))


def _strength(side: Side) -> Floats:
    return side.ratio * side.ratio_z * side.share * side.share_z


def _most_agreed(group: int, agree: Side, disagree: Side, kept: NDArray[np.bool_]) -> int:
    """Position of the statement that shows what the group agrees on, -1 if there is none.

    Polis goes through the statements in their order. Each is compared with the best so far by
    strength, or by share × share_z as long as the best is not chosen more here than elsewhere.
    """
    strength, plain = _strength(agree)[group], (agree.share * agree.share_z)[group]
    more = agree.ratio[group] > 1
    voted = agree.count[group] + disagree.count[group] > 0
    # Two negative factors would make a strong product of a statement that few agree with.
    able = kept & voted & (agree.share_z[group] > 0)
    opens = (agree.share_z[group] > CRITICAL) | (more & (agree.share[group] > 0.5))
    best = -1
    for at in np.flatnonzero(able):
        measure = strength if more[best] else plain
        if (best < 0 and opens[at]) or (best >= 0 and measure[at] > measure[best]):
            best = int(at)
    return best


def agreed_by_all(
    count: Counts, seen: Counts, direction: Direction, ids: Counts, kept: NDArray[np.bool_]
) -> tuple[Chosen, ...]:
    """Up to five statements with a significant majority of all votes on one side (consensus)."""
    share, z = (count + 1) / (seen + 2), one_proportion(count, seen)
    order = np.argsort(-share * z, kind="stable")
    fits = (kept & (share > 0.5) & (z > CRITICAL))[order]
    return tuple(
        Chosen(int(ids[at]), direction, int(count[at]), int(seen[at]), float(share[at]), float(z[at]))
        for at in order[fits][:MOST]
    )  # fmt: skip


def bridging(
    agree: Side, disagree: Side, ids: Counts, kept: NDArray[np.bool_]
) -> tuple[Shared, ...]:
    """Up to five statements with the highest group-aware consensus of those on which every group
    takes the same side by more than half."""
    sides: tuple[tuple[Direction, Side], ...] = (("agree", agree), ("disagree", disagree))
    found = [
        Shared(int(ids[at]), direction, float(side.consensus[at]))
        for direction, side in sides
        for at in np.flatnonzero(kept & (side.share > 0.5).all(axis=0))
    ]
    return tuple(sorted(found, key=lambda shared: -shared.consensus)[:MOST])


def dividing(
    agree: Side, disagree: Side, seen: Counts, ids: Counts, kept: NDArray[np.bool_]
) -> tuple[Divided, ...]:
    """Up to five statements on which two groups lean to opposite sides, the farthest apart first.

    Their shares that agree must differ significantly.
    """
    leaning = agree.share - disagree.share
    top, low = leaning.argmax(axis=0), leaning.argmin(axis=0)
    columns = np.arange(len(ids))
    highest, lowest = leaning[top, columns], leaning[low, columns]
    z = two_proportions(
        agree.count[top, columns], seen[top, columns], agree.count[low, columns], seen[low, columns]
    )
    order = np.argsort(lowest - highest, kind="stable")
    fits = (kept & (highest > 0) & (lowest < 0) & (z > CRITICAL))[order]
    return tuple(
        Divided(int(ids[at]), int(top[at]), int(low[at]), float(highest[at] - lowest[at]))
        for at in order[fits][:MOST]
    )
