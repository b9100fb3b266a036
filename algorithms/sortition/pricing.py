"""The best panel for given prices: by linear relaxation, then whole numbers where it matters."""

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, milp

from algorithms.sortition.errors import SortitionError
from algorithms.sortition.programme import Floats, Programme

CLOSE = 1e-9
INFEASIBLE = 2
NEIGHBOURS = 30


def relaxed_best(
    problem: Programme, prices: Floats, low: Floats, high: Floats, lower: Floats, upper: Floats
) -> Floats | None:
    """Fractions of members with the highest price within bounds of groups and rows, or None."""
    live = np.flatnonzero(high > 0)
    found = milp(
        -prices[live],
        constraints=LinearConstraint(problem.sparse[:, live], lower, upper),
        bounds=Bounds(low[live], high[live]),
    )
    return None if found.x is None else _spread(found.x, live, len(prices))


def whole_best(
    problem: Programme,
    prices: Floats,
    low: Floats,
    high: Floats,
    lower: Floats,
    upper: Floats,
    *,
    among: NDArray[np.int64] | None = None,
    gap: float = 0.0,
) -> tuple[Floats | None, float]:
    """A panel of the highest price, using the groups ``among`` only, and a bound on any such price.

    ``gap``: the share of the price that may be missed. A solver that gives up without an answer
    (it has no time limit, so this is an accident) raises ``solver_failed``.
    """
    live = np.flatnonzero(high > 0) if among is None else among
    found = milp(
        -prices[live],
        integrality=np.ones(len(live)),
        constraints=LinearConstraint(problem.sparse[:, live], lower, upper),
        bounds=Bounds(low[live], high[live]),
        options={"mip_rel_gap": gap, "presolve": gap == 0.0},
    )
    if found.x is None:
        if found.status != INFEASIBLE:
            raise SortitionError("solver_failed", message=found.message)
        return None, -np.inf
    panel = np.round(_spread(found.x, live, len(prices)))
    if not _kept(problem, panel, lower, upper):
        raise SortitionError("solver_failed", message="the panel breaks a row")
    return panel, -float(found.mip_dual_bound)


def near_best(
    problem: Programme,
    prices: Floats,
    low: Floats,
    high: Floats,
    lower: Floats,
    upper: Floats,
    *,
    gap: float = 0.0,
) -> tuple[Floats | None, float]:
    """A good panel quickly, and the relaxation's bound on the price of any panel.

    The relaxation has fractions in a few groups only. A restricted programme over the groups it
    uses and the ``NEIGHBOURS`` dearest others nearly always has a panel close to the bound; where
    it has none, all groups are tried. None: no panel is within the bounds.
    """
    fractions = relaxed_best(problem, prices, low, high, lower, upper)
    if fractions is None:
        return None, -np.inf
    bound = float(prices @ fractions)
    panel = np.round(fractions)
    if np.abs(fractions - panel).max() < 1e-7 and _kept(problem, panel, lower, upper):
        return panel, bound
    used = fractions > CLOSE
    order = np.lexsort((-prices, ~used, high <= 0))
    among = np.sort(order[: min(int(used.sum()) + NEIGHBOURS, int((high > 0).sum()))])
    found, _ = whole_best(problem, prices, low, high, lower, upper, among=among, gap=gap)
    if found is None and len(among) < int((high > 0).sum()):
        found, _ = whole_best(problem, prices, low, high, lower, upper, gap=gap)
    return found, bound


def _kept(problem: Programme, panel: Floats, lower: Floats, upper: Floats) -> bool:
    activity = problem.matrix @ panel
    return bool(np.all(activity > lower - 0.5) and np.all(activity < upper + 0.5))


def _spread(values: Floats, live: NDArray[np.int64], length: int) -> Floats:
    full = np.zeros(length)
    full[live] = values
    return full
