"""Compensatory sums: the weighted sum and COPRAS."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from algorithms.mcda.errors import McdaError
from algorithms.mcda.inputs import (
    Direction,
    Floats,
    Integers,
    as_matrix,
    as_weights,
    is_benefit,
)
from algorithms.mcda.ranking import competition_ranks


@dataclass(frozen=True, slots=True, eq=False)
class WeightedSum:
    """``contributions`` (alternatives × criteria) add up to ``scores``; ``ranks`` count from 1."""

    scores: Floats
    ranks: Integers
    contributions: Floats


def weighted_sum(values: ArrayLike, weights: ArrayLike) -> WeightedSum:
    """Score_i = Σ_j w_j · v_ij, weights scaled to sum to 1.

    ``values``: alternatives × criteria, normalised (``min_max``, ``linear``, ``vector``), so that
    more is better; with values from 0 to 1 so are the scores. Fishburn (1967); also called SAW.
    """
    matrix = as_matrix(values)
    contributions = matrix * as_weights(weights, matrix.shape[1])
    scores = contributions.sum(axis=1)
    return WeightedSum(scores, competition_ranks(scores), contributions)


@dataclass(frozen=True, slots=True, eq=False)
class Copras:
    """``utility``: share of the best significance, 0 to 1."""

    utility: Floats
    significance: Floats
    ranks: Integers


def copras(matrix: ArrayLike, weights: ArrayLike, directions: Sequence[Direction]) -> Copras:
    """Complex proportional assessment, in its standard form.

    d_ij = w_j · x_ij / Σ_i x_ij; S⁺_i and S⁻_i sum d over benefit and cost criteria;
    Q_i = S⁺_i + Σ S⁻ / (S⁻_i · Σ 1/S⁻), or S⁺_i where no criterion is a cost; utility Q_i / max Q.
    Zavadskas, Kaklauskas and Sarka (1994).

    Raises McdaError: ``not_positive`` (column) where an x is negative, a column is all zero or an
    alternative's S⁻ would be 0.
    """
    values = as_matrix(matrix)
    shares = as_weights(weights, values.shape[1])
    benefit = is_benefit(directions, values.shape[1])
    bad = np.flatnonzero((values < 0).any(axis=0) | (values.sum(axis=0) <= 0))
    if bad.size:
        raise McdaError("not_positive", column=int(bad[0]))
    weighted = shares * values / values.sum(axis=0)
    significance = weighted[:, benefit].sum(axis=1)
    costly = np.flatnonzero(~benefit & (shares > 0))
    if costly.size:
        burden = weighted[:, costly].sum(axis=1)
        if (burden <= 0).any():
            raise McdaError("not_positive", column=int(costly[0]))
        significance = significance + burden.sum() / (burden * (1 / burden).sum())
    utility = significance / significance.max()
    return Copras(utility, significance, competition_ranks(utility))
