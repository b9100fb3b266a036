"""Which statements speak for a group, for everybody, for all groups at once, and which divide."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri

from algorithms.opinions.projection import Floats
from algorithms.opinions.statistics import Counts, Side, one_proportion, two_proportions

Mask = NDArray[np.bool_]
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
    group: int, agree: Side, disagree: Side, seen: Counts, ids: Counts, shown: Mask
) -> tuple[Chosen, ...]:
    """Up to five statements that tell the group from the others, agreed ones first.

    A statement counts if both tests of one side are significant; by ratio × ratio_z × share ×
    share_z. One that the group agrees on comes before all, as in Polis; where none is significant
    the one that differs most stands alone. Nothing is said that less than half of the votes in the
    group were for. ``shown``: groups × statements, what may be said at all.
    """
    sides: tuple[tuple[Direction, Side], ...] = (("agree", agree), ("disagree", disagree))
    may = shown[group]
    first = _most_agreed(group, agree, disagree, may)
    significant = may & np.logical_or.reduce(
        [(side.share_z[group] > CRITICAL) & (side.ratio_z[group] > CRITICAL) for _, side in sides]
    )
    found = np.flatnonzero(significant | (np.arange(len(ids)) == first))
    if not len(found) and may.any():
        differs = np.maximum(agree.ratio_z[group], disagree.ratio_z[group])
        found = np.array([np.where(may, differs, -np.inf).argmax()])
    told = []
    for at in found.tolist():
        direction, side = sides[int(agree.ratio_z[group, at] <= disagree.ratio_z[group, at])]
        if side.share_z[group, at] > 0:
            columns = (seen, side.share, side.share_z, side.ratio, side.ratio_z)
            numbers = (column[group, at].item() for column in columns)
            chosen = Chosen(int(ids[at]), direction, int(side.count[group, at]), *numbers)
            told.append((at != first, -_strength(side)[group, at], at, chosen))
    best = [entry[3] for entry in sorted(told)[:MOST]]
    return tuple(sorted(best, key=lambda chosen: chosen.direction))


def _strength(side: Side) -> Floats:
    return side.ratio * side.ratio_z * side.share * side.share_z


def _most_agreed(group: int, agree: Side, disagree: Side, may: Mask) -> int:
    """Position of the statement that shows what the group agrees on, -1 if there is none.

    Polis goes through the statements in their order. Each is compared with the best so far by
    strength, or by share × share_z as long as the best is not chosen more here than elsewhere.
    """
    strength, plain = _strength(agree)[group], (agree.share * agree.share_z)[group]
    more = agree.ratio[group] > 1
    voted = agree.count[group] + disagree.count[group] > 0
    # Two negative factors would make a strong product of a statement that few agree with.
    able = may & voted & (agree.share_z[group] > 0)
    opens = (agree.share_z[group] > CRITICAL) | (more & (agree.share[group] > 0.5))
    best = -1
    for at in np.flatnonzero(able):
        measure = strength if more[best] else plain
        if (best < 0 and opens[at]) or (best >= 0 and measure[at] > measure[best]):
            best = int(at)
    return best


def agreed_by_all(
    count: Counts, seen: Counts, direction: Direction, ids: Counts, kept: Mask
) -> tuple[Chosen, ...]:
    """Up to five statements with a significant majority of all votes on one side (consensus)."""
    share, z = (count + 1) / (seen + 2), one_proportion(count, seen)
    order = np.argsort(-share * z, kind="stable")
    best = order[(kept & (share > 0.5) & (z > CRITICAL))[order]][:MOST]
    columns = (a[best].tolist() for a in (ids, count, seen, share, z))
    return tuple(
        Chosen(statement, direction, *numbers) for statement, *numbers in zip(*columns, strict=True)
    )


def bridging(agree: Side, disagree: Side, ids: Counts, shown: Mask) -> tuple[Shared, ...]:
    """Up to five statements with the highest group-aware consensus of those on which every group
    takes the same side by more than half."""
    sides: tuple[tuple[Direction, Side], ...] = (("agree", agree), ("disagree", disagree))
    found = [
        Shared(int(ids[at]), direction, float(side.consensus[at]))
        for direction, side in sides
        for at in np.flatnonzero((shown & (side.share > 0.5)).all(axis=0))
    ]
    return tuple(sorted(found, key=lambda shared: -shared.consensus)[:MOST])


def dividing(
    agree: Side, disagree: Side, seen: Counts, ids: Counts, shown: Mask
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
    may = shown[top, columns] & shown[low, columns]
    fits = (may & (highest > 0) & (lowest < 0) & (z > CRITICAL))[order]
    return tuple(
        Divided(int(ids[at]), int(top[at]), int(low[at]), float(highest[at] - lowest[at]))
        for at in order[fits][:MOST]
    )
