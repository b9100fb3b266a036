"""How each group voted on each statement, and how its votes differ from everybody else's.

Small, Björkegren, Erkkilä, Shaw and Megill (2021), "Polis: Scaling deliberation by mapping high
dimensional opinion spaces", Recerca 26(2), with the counts that Polis adds.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr

from algorithms.opinions.projection import Floats
from algorithms.opinions.votes import Votes

Counts = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Side:
    """One side, agree or disagree, of every statement; arrays are groups × statements.

    ``count``: votes for the side. ``share``: (count + 1) / (seen + 2). ``share_z``: one-proportion
    test of the share against one half. ``ratio``: the share over that of all other groups
    together. ``ratio_z``: two-proportion test of the share against theirs, and ``ratio_p`` the
    chance of such a z or a larger one if there were no difference. ``consensus``: product of the
    shares over the groups, one for each statement (group-aware consensus).
    """

    count: Counts
    share: Floats
    share_z: Floats
    ratio: Floats
    ratio_z: Floats
    ratio_p: Floats
    consensus: Floats


def tallies(votes: Votes, labels: NDArray[np.intp], groups: int) -> tuple[Counts, Counts, Counts]:
    """Agree, disagree and all votes seen, groups × statements; a label of -1 counts nowhere."""
    group = labels[votes.row]
    width = len(votes.statements)
    place = group * width + votes.column

    def tally(counted: NDArray[np.bool_]) -> Counts:
        counts = np.bincount(place[counted & (group >= 0)], minlength=groups * width)
        return counts.reshape(groups, width)

    return tally(votes.value == 1), tally(votes.value == -1), tally(votes.value > -2)


def side_of(count: Counts, seen: Counts) -> Side:
    """The statistics of one side."""
    elsewhere, seen_elsewhere = count.sum(axis=0) - count, seen.sum(axis=0) - seen
    share = (count + 1) / (seen + 2)
    z = two_proportions(count, seen, elsewhere, seen_elsewhere)
    return Side(
        count=count,
        share=share,
        share_z=one_proportion(count, seen),
        ratio=share / ((elsewhere + 1) / (seen_elsewhere + 2)),
        ratio_z=z,
        ratio_p=ndtr(-z),
        consensus=share.prod(axis=0),
    )


def one_proportion(count: Counts, seen: Counts) -> Floats:
    """z of (count + 1) / (seen + 1) against one half."""
    z: Floats = 2 * np.sqrt(seen + 1) * ((count + 1) / (seen + 1) - 0.5)
    return z


def two_proportions(count: Counts, seen: Counts, count_2: Counts, seen_2: Counts) -> Floats:
    """z of the difference of two shares, pooled, 1 added to every count; 0 where all are for it."""
    n, n_2 = seen + 1, seen_2 + 1
    pooled = (count + count_2 + 2) / (n + n_2)
    spread = np.sqrt(pooled * (1 - pooled) * (1 / n + 1 / n_2))
    difference = (count + 1) / n - (count_2 + 1) / n_2
    z: Floats = np.divide(difference, spread, out=np.zeros_like(spread), where=spread > 0)
    return z
