"""Quotas that no panel can keep: which of them conflict, and the smallest change that would do."""

from dataclasses import dataclass

import numpy as np
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, milp

from algorithms.sortition.errors import SortitionError
from algorithms.sortition.pool import Households, Pool, Quota, Quotas, contradictions
from algorithms.sortition.pricing import whole_best
from algorithms.sortition.programme import Floats, Programme, programme


@dataclass(frozen=True, slots=True)
class Feasibility:
    """Whether a panel exists; if not, why, and what would do.

    ``faults``: contradictions visible at first sight, see ``contradictions``. ``conflicts``: quotas
    that no panel keeps together, though it could if any one of them were dropped.
    ``changes``: the quota as it is and as it would have to be. ``change``: the sum over all of
    them of how far a bound moves, the least possible.
    """

    feasible: bool
    faults: tuple[SortitionError, ...] = ()
    conflicts: tuple[Quota, ...] = ()
    changes: tuple[tuple[Quota, Quota], ...] = ()
    change: int = 0

    def applied(self, quotas: Quotas) -> Quotas:
        """The quotas with the changes made."""
        new = dict(self.changes)
        return Quotas.of(new.get(quota, quota) for quota in quotas.rows)


def feasibility(
    pool: Pool, quotas: Quotas, size: int, *, households: Households | None = None
) -> Feasibility:
    """Exact, by integer programmes. Raises what no change of the numbers would mend.

    See ``refuse_mismatch`` for what it raises.
    """
    problem = programme(pool, quotas, size, households)
    if _panel_exists(problem, problem.lower, problem.upper):
        return Feasibility(True)
    changes = _smallest_change(problem)
    return Feasibility(
        False,
        contradictions(pool, quotas, size),
        _conflict(problem),
        changes,
        sum(abs(new.min - old.min) + abs(new.max - old.max) for old, new in changes),
    )


def _panel_exists(problem: Programme, lower: Floats, upper: Floats) -> bool:
    nothing = np.zeros(len(problem.groups))
    return whole_best(problem, nothing, nothing, problem.limit, lower, upper)[0] is not None


def _smallest_change(problem: Programme) -> tuple[tuple[Quota, Quota], ...]:
    """min sum(down + up) with lower - down <= matrix x <= upper + up for the rows of quotas."""
    groups, rows = len(problem.groups), len(problem.quotas.rows)
    identity = sparse.eye_array(len(problem.lower), rows)
    found = milp(
        np.concatenate([np.zeros(groups), np.ones(2 * rows)]),
        integrality=np.ones(groups + 2 * rows),
        constraints=LinearConstraint(
            sparse.hstack([problem.sparse, identity, -identity]).tocsr(),
            problem.lower,
            problem.upper,
        ),
        bounds=Bounds(0, np.concatenate([problem.limit, np.full(2 * rows, problem.size)])),
    )
    if found.x is None:
        raise SortitionError("solver_failed", message=found.message)
    down = np.round(found.x[groups : groups + rows]).astype(int).tolist()
    up = np.round(found.x[groups + rows :]).astype(int).tolist()
    return tuple(
        (quota, Quota(quota.feature, quota.value, quota.min - less, quota.max + more))
        for quota, less, more in zip(problem.quotas.rows, down, up, strict=True)
        if less or more
    )


def _conflict(problem: Programme) -> tuple[Quota, ...]:
    """Drop quotas one after the other as long as no panel exists; those that stay conflict."""
    lower, upper = problem.lower.copy(), problem.upper.copy()
    conflict = []
    for row, quota in enumerate(problem.quotas.rows):
        bounds = lower[row], upper[row]
        lower[row], upper[row] = 0.0, problem.size
        if _panel_exists(problem, lower, upper):
            lower[row], upper[row] = bounds
            conflict.append(quota)
    return tuple(conflict)
