"""The programme without whole numbers: a quick bound on chances, reached more often than not."""

import numpy as np
from scipy import sparse
from scipy.optimize import linprog

from algorithms.sortition.errors import SortitionError
from algorithms.sortition.pricing import CLOSE
from algorithms.sortition.programme import Floats, Programme

PRICED = 1e-9


def raise_least(problem: Programme, slope: Floats, floor: Floats) -> tuple[float, Floats, Floats]:
    """The highest z with point_g >= floor_g + slope_g z in the relaxation, the point, the prices.

    Prices are at least 0, and above 0 only where no point with the same z has more.
    """
    groups = len(slope)
    rows = sparse.csr_array(problem.matrix)
    found = linprog(
        np.append(np.zeros(groups), -1.0),
        A_ub=sparse.vstack(
            [
                sparse.hstack([-sparse.eye_array(groups), slope[:, None]]),
                sparse.hstack([rows, sparse.csr_array((rows.shape[0], 1))]),
                sparse.hstack([-rows, sparse.csr_array((rows.shape[0], 1))]),
            ]
        ).tocsr(),
        b_ub=np.concatenate([-floor, problem.upper, -problem.lower]),
        bounds=[(0, high) for high in problem.limit] + [(None, 1.0)],
        method="highs",
    )
    if found.x is None:
        raise SortitionError("quotas_infeasible")
    prices = np.maximum(-found.ineqlin.marginals[:groups], 0.0)
    return float(found.x[-1]), np.clip(found.x[:-1], 0.0, problem.limit), prices


def raise_all(problem: Programme, slope: Floats) -> Floats:
    """Leximin in the relaxation: the point whose chances are highest from the least upwards."""
    floor, slope = np.zeros(len(slope)), slope.copy()
    while slope.any():
        level, _, prices = raise_least(problem, slope, floor)
        reached = (prices * slope > PRICED) | (slope * (level >= 1 - CLOSE) > 0)
        if not reached.any():
            raise SortitionError("solver_failed", message="no group limits the least chance")
        floor[reached] = slope[reached] * level
        slope[reached] = 0.0
    return floor
