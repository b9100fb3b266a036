"""Weights set by people (direct, swing) or read off the data (entropy, CRITIC).

Pairwise comparison has a module of its own, ``ahp``. Every result sums to 1.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike

from algorithms.mcda.errors import McdaError
from algorithms.mcda.inputs import Direction, Floats, as_matrix, as_weights
from algorithms.mcda.normalisation import min_max


def direct(numbers: ArrayLike) -> Floats:
    """w_j = number_j / Σ numbers. Numbers may be percentages, points or parts; none is negative."""
    return as_weights(numbers, np.size(numbers))


def swing(points: ArrayLike) -> Floats:
    """w_j = points_j / Σ points.

    Each criterion is imagined to swing from the worst to the best end of its scale: the swing that
    matters most has 100 points, the others are rated against it, 0 to 100. von Winterfeldt and
    Edwards (1986). Raises McdaError ``swing_top_not_100`` (top).
    """
    top = float(np.max(np.array(points, dtype=np.float64), initial=0.0))
    if top != 100:
        raise McdaError("swing_top_not_100", top=top)
    return as_weights(points, np.size(points))


def entropy_weights(matrix: ArrayLike) -> Floats:
    """w_j ∝ 1 − H_j, with H_j = −Σ_i p_ij ln p_ij / ln m and p_ij = x_ij / Σ_i x_ij.

    A criterion weighs more the more unevenly the alternatives share it; 0 · ln 0 is 0. Where every
    criterion is shared evenly, so are the weights. Shannon's entropy after Zeleny (1982).
    Raises McdaError: ``too_few_alternatives``, ``not_positive`` (column).
    """
    values = as_matrix(matrix)
    if len(values) < 2:
        raise McdaError("too_few_alternatives", given=len(values), needed=2)
    bad = np.flatnonzero((values < 0).any(axis=0) | (values.sum(axis=0) <= 0))
    if bad.size:
        raise McdaError("not_positive", column=int(bad[0]))
    p = values / values.sum(axis=0)
    logs = np.log(np.where(p > 0, p, 1.0))
    diversity = 1 + (p * logs).sum(axis=0) / np.log(len(values))
    return _scaled(np.where(diversity > 1e-12, diversity, 0.0))


def critic_weights(matrix: ArrayLike, directions: Sequence[Direction] | None = None) -> Floats:
    """w_j ∝ σ_j Σ_k (1 − r_jk) on values from ``min_max``; all criteria benefit unless told.

    σ_j is the standard deviation and r_jk the correlation of criteria j and k: what varies much and
    repeats no other criterion weighs more. A constant criterion weighs 0; its correlations count
    as 0. Diakoulaki, Mavrotas and Papayannakis (1995). Raises McdaError ``too_few_alternatives``.
    """
    matrix = as_matrix(matrix)
    if len(matrix) < 2:
        raise McdaError("too_few_alternatives", given=len(matrix), needed=2)
    criteria = matrix.shape[1]
    values = min_max(matrix, directions if directions is not None else ["benefit"] * criteria)
    spread = values.std(axis=0, ddof=1)
    centred = values - values.mean(axis=0)
    lengths = np.sqrt((centred**2).sum(axis=0))
    lengths[lengths == 0] = 1.0
    correlation = (centred.T @ centred) / np.outer(lengths, lengths)
    np.fill_diagonal(correlation, 1.0)
    conflict = (1 - correlation).sum(axis=1)
    return _scaled(np.clip(spread * conflict, 0.0, None))


def _scaled(values: Floats) -> Floats:
    """Scaled to sum to 1; equal where nothing tells the criteria apart."""
    return as_weights(values if values.any() else np.ones_like(values), values.size)
