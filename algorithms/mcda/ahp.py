"""The analytic hierarchy process: weights from pairwise comparisons, and how far they agree."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

from algorithms.mcda.errors import McdaError
from algorithms.mcda.inputs import Floats

# The random index by number of criteria: the mean CI of random matrices. Saaty (1980), p. 21.
# Other tables (0.88 to 0.90 at four) give slightly other ratios.
RANDOM_INDEX = (
    0.0, 0.0, 0.0, 0.58, 0.90, 1.12, 1.24, 1.32, 1.41, 1.45, 1.49, 1.51, 1.48, 1.56, 1.57, 1.59,
)  # fmt: skip
ACCEPTABLE_RATIO = 0.10  # Saaty's limit: above it, ask again

AhpMethod = Literal["eigenvector", "geometric_mean", "column_mean"]


@dataclass(frozen=True, slots=True)
class Judgement:
    """The comparison that fits the others least: ``given`` where the weights imply ``implied``.

    Both say how many times criterion ``first`` matters as much as criterion ``second`` (positions).
    """

    first: int
    second: int
    given: float
    implied: float


@dataclass(frozen=True, slots=True, eq=False)
class Ahp:
    """Weights sum to 1. ``worst`` is None where the comparisons agree fully (or there are < 3)."""

    weights: Floats
    lambda_max: float
    consistency_index: float
    consistency_ratio: float
    worst: Judgement | None

    @property
    def acceptable(self) -> bool:
        return self.consistency_ratio <= ACCEPTABLE_RATIO


def ahp(comparisons: ArrayLike, *, method: AhpMethod = "eigenvector") -> Ahp:
    """Weights from the n × n matrix a_ij = how many times criterion i matters as much as j.

    ``eigenvector``: the principal right eigenvector, A w = λ_max w (Saaty 1977).
    ``geometric_mean``: w_i ∝ (Π_j a_ij)^(1/n) (Crawford and Williams 1985).
    ``column_mean``: w_i = mean over j of a_ij / Σ_k a_kj, the approximation of handbooks.

    λ_max = mean_i (A w)_i / w_i; CI = (λ_max − n) / (n − 1); CR = CI / RI(n), with
    ``RANDOM_INDEX``; both are 0 for n < 3. The worst judgement is the pair i < j that maximises
    |ln(a_ij w_j / w_i)|, the first of equals.

    Raises McdaError: ``comparisons_not_square`` (shape), ``comparison_not_positive``,
    ``not_reciprocal`` (first, second: a_ij · a_ji must be 1 within 1 in 1,000),
    ``too_many_criteria`` (given, most: the random index ends at 15), ``method_unknown``.
    """
    matrix = _checked(comparisons)
    n = len(matrix)
    if method == "eigenvector":
        values, vectors = np.linalg.eig(matrix)
        weights = np.abs(np.real(vectors[:, np.argmax(np.real(values))]))
    elif method == "geometric_mean":
        weights = np.exp(np.log(matrix).mean(axis=1))
    elif method == "column_mean":
        weights = (matrix / matrix.sum(axis=0)).mean(axis=1)
    else:
        raise McdaError("method_unknown", method=method)
    weights = weights / weights.sum()
    lambda_max = float((matrix @ weights / weights).mean())
    index = max(0.0, (lambda_max - n) / (n - 1)) if n > 2 else 0.0
    ratio = index / RANDOM_INDEX[n] if n > 2 else 0.0
    return Ahp(weights, lambda_max, index, ratio, _worst(matrix, weights))


def _checked(comparisons: ArrayLike) -> Floats:
    matrix = np.array(comparisons, dtype=np.float64)
    if matrix.ndim != 2 or matrix.shape[0] != matrix.shape[1] or not matrix.size:
        raise McdaError("comparisons_not_square", shape=matrix.shape)
    if len(matrix) >= len(RANDOM_INDEX):
        raise McdaError("too_many_criteria", given=len(matrix), most=len(RANDOM_INDEX) - 1)
    bad = np.argwhere(~((matrix > 0) & np.isfinite(matrix)))
    if len(bad):
        raise McdaError("comparison_not_positive", first=int(bad[0, 0]), second=int(bad[0, 1]))
    uneven = np.argwhere(np.abs(matrix * matrix.T - 1) > 1e-3)
    if len(uneven):
        raise McdaError("not_reciprocal", first=int(uneven[0, 0]), second=int(uneven[0, 1]))
    return matrix


def _worst(matrix: Floats, weights: Floats) -> Judgement | None:
    implied = weights[:, None] / weights
    misfit = np.triu(np.abs(np.log(matrix / implied)), k=1).round(9)
    if len(matrix) < 3 or misfit.max() < 1e-6:
        return None
    i, j = (int(k) for k in np.unravel_index(np.argmax(misfit), misfit.shape))
    return Judgement(i, j, float(matrix[i, j]), float(implied[i, j]))
