"""What would have to change: the weights nearest to the given ones that put another first."""

import numpy as np
from numpy.typing import ArrayLike
from scipy.optimize import linprog

from algorithms.mcda.errors import McdaError
from algorithms.mcda.inputs import Floats, as_matrix, as_weights


def nearest_winning_weights(
    values: ArrayLike, weights: ArrayLike, alternative: int
) -> Floats | None:
    """Weights with which ``alternative`` (a position) is first or shares first, None if none do.

    ``values``: alternatives × criteria, normalised, more is better. Of all such weights those that
    move the least weight in total from the given ones w⁰, scaled to sum to 1::

        minimise    Σ_j (up_j + down_j)
        subject to  Σ_j w_j (v_ij − v_kj) ≥ 0     for every other alternative k    (first)
                    Σ_j w_j = 1                                                    (weights)
                    w_j − up_j + down_j = w⁰_j    for every criterion              (change)
                    w, up, down ≥ 0

    Where several move as little, which of them is found is the solver's choice, the same each time.
    Exact where sampling is not: an alternative that is first in no draw may still have such
    weights. Raises McdaError: ``alternative_unknown`` (alternative) and those of the inputs.
    """
    matrix = as_matrix(values)
    alternatives, criteria = matrix.shape
    if not 0 <= alternative < alternatives:
        raise McdaError("alternative_unknown", alternative=alternative)
    given = as_weights(weights, criteria)
    others = np.delete(matrix, alternative, axis=0) - matrix[alternative]
    one = np.eye(criteria)
    found = linprog(
        np.repeat([0.0, 1.0, 1.0], criteria),
        A_ub=np.hstack([others, np.zeros((alternatives - 1, 2 * criteria))]),
        b_ub=np.zeros(alternatives - 1),
        A_eq=np.vstack([np.repeat([1.0, 0.0, 0.0], criteria), np.hstack([one, -one, one])]),
        b_eq=np.concatenate([[1.0], given]),
        bounds=(0, None),
        method="highs-ds",
    )
    if found.status == 2:  # infeasible
        return None
    if not found.success:
        raise RuntimeError(f"HiGHS did not solve the programme: {found.message}")
    return as_weights(np.maximum(found.x[:criteria], 0.0), criteria)
