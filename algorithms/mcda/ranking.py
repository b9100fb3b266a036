"""Places from scores, shared where scores are equal."""

import numpy as np
from numpy.typing import ArrayLike

from algorithms.mcda.errors import McdaError
from algorithms.mcda.inputs import Integers

# Far below any difference that a scale can express, far above the rounding of a few hundred sums.
TOLERANCE = 1e-9


def competition_ranks(scores: ArrayLike, *, lowest_first: bool = False) -> Integers:
    """Place of each score, 1 the best; equals share the better place and the next are left out.

    1, 1, 3: two share the first place, nobody is second. Neighbours in order that differ by no
    more than 1e-9 of the largest magnitude (at least 1e-9) are equal, so that rounding never
    decides.

    Raises McdaError: ``scores_not_a_list``, ``score_not_finite`` (position).
    """
    values = np.array(scores, dtype=np.float64)
    if values.ndim != 1:
        raise McdaError("scores_not_a_list", shape=values.shape)
    bad = np.flatnonzero(~np.isfinite(values))
    if bad.size:
        raise McdaError("score_not_finite", position=int(bad[0]))
    order = np.argsort(values if lowest_first else -values, kind="stable")
    gap = TOLERANCE * max(1.0, float(np.abs(values).max(initial=0.0)))
    apart = np.abs(np.diff(values[order])) > gap
    places = np.arange(1, len(values) + 1)
    places[1:][~apart] = 0
    ranks = np.empty(len(values), dtype=np.int64)
    ranks[order] = np.maximum.accumulate(places)
    return ranks
