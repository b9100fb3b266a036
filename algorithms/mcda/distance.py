"""Closeness to the best there is: TOPSIS and VIKOR."""

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
from algorithms.mcda.normalisation import Normalisation, vector
from algorithms.mcda.ranking import competition_ranks


@dataclass(frozen=True, slots=True, eq=False)
class Topsis:
    """``closeness`` from 0 (the worst in everything) to 1 (the best in everything)."""

    closeness: Floats
    to_best: Floats
    to_worst: Floats
    ranks: Integers


def topsis(
    matrix: ArrayLike,
    weights: ArrayLike,
    directions: Sequence[Direction],
    *,
    normalisation: Normalisation = vector,
) -> Topsis:
    """Closeness C_i = D⁻_i / (D⁺_i + D⁻_i).

    D⁺_i = √Σ_j (w_j (v⁺_j − v_ij))² is the distance to the ideal, which takes the best value of
    each criterion; D⁻ the distance to the anti-ideal. Where both are 0 (all alternatives equal)
    C is 1. Hwang and Yoon (1981), with their vector normalisation unless told otherwise.
    """
    values = normalisation(matrix, directions)
    values = values * as_weights(weights, values.shape[1])
    to_best = np.sqrt(((values.max(axis=0) - values) ** 2).sum(axis=1))
    to_worst = np.sqrt(((values - values.min(axis=0)) ** 2).sum(axis=1))
    whole = to_best + to_worst
    closeness = np.where(whole > 0, to_worst / np.where(whole > 0, whole, 1.0), 1.0)
    return Topsis(closeness, to_best, to_worst, competition_ranks(closeness))


@dataclass(frozen=True, slots=True, eq=False)
class Vikor:
    """``q``: the compromise index, 0 the best; ``s``: group regret; ``r``: the largest regret."""

    q: Floats
    s: Floats
    r: Floats
    ranks: Integers


def vikor(
    matrix: ArrayLike, weights: ArrayLike, directions: Sequence[Direction], *, v: float = 0.5
) -> Vikor:
    """Q_i = v (S_i − S*) / (S⁻ − S*) + (1 − v) (R_i − R*) / (R⁻ − R*), less is better.

    S_i = Σ_j and R_i = max_j of w_j (f*_j − f_ij) / (f*_j − f⁻_j), with f* and f⁻ the best and
    worst of the data, S*, R* the smallest and S⁻, R⁻ the largest. ``v`` (0 to 1) is the weight of
    the majority against the worst-off criterion. A quotient whose denominator is 0 counts 0.
    Opricovic and Tzeng (2004). Raises McdaError ``v_outside`` (v).
    """
    if not 0 <= v <= 1:
        raise McdaError("v_outside", v=v)
    values = as_matrix(matrix)
    shares = as_weights(weights, values.shape[1])
    values = np.where(is_benefit(directions, values.shape[1]), values, -values)
    regrets = shares * _share(values.max(axis=0) - values)
    s, r = regrets.sum(axis=1), regrets.max(axis=1)
    q = v * _share(s - s.min()) + (1 - v) * _share(r - r.min())
    return Vikor(q, s, r, competition_ranks(q, lowest_first=True))


def _share(gaps: Floats) -> Floats:
    """Gaps as shares of the largest of their column; 0 where there is none."""
    largest = gaps.max(axis=0)
    shares: Floats = gaps / np.where(largest > 0, largest, 1.0)
    return shares
