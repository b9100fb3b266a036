"""Column generation: mix panels so that every group is covered as well as the worst can be.

    maximise z
    sum_p weight_p * x_pg - slope_g * z >= floor_g      for each group g, with price y_g >= 0
    sum_p weight_p = 1,  weight_p >= 0

over all panels p, of which only those that the prices ask for are ever looked at. Maximin has
slope = people and floor = 0. For prices with slope . y = 1, weak duality bounds z from above by
(the dearest panel's price) - floor . y, which is the proof that a solution is the best.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.optimize import linprog

from algorithms.sortition.errors import SortitionError
from algorithms.sortition.pricing import near_best, whole_best
from algorithms.sortition.programme import Floats, Programme


class Panels:
    """Panels found so far, each once, in the order of finding."""

    def __init__(self, problem: Programme) -> None:
        self.problem = problem
        self.columns: list[Floats] = []
        self._seen: set[bytes] = set()

    def add(self, panels: Iterable[Floats]) -> int:
        """How many of them are new."""
        before = len(self.columns)
        for panel in panels:
            key = panel.astype(np.int16).tobytes()
            if key not in self._seen:
                self._seen.add(key)
                self.columns.append(panel)
        return len(self.columns) - before

    def reach(self, wanted: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """Add panels until they hold every group of ``wanted`` that a panel can hold; the others.

        Raises ``quotas_infeasible`` where there is no panel at all.
        """
        problem = self.problem
        missing = wanted.copy()
        if self.columns:
            missing &= ~np.any(np.array(self.columns) > 0, axis=0)
        limits = (np.zeros(len(wanted)), problem.limit, problem.lower, problem.upper)
        while missing.any() or not self.columns:
            panel, _ = whole_best(problem, missing.astype(float), *limits)
            if panel is None:
                raise SortitionError("quotas_infeasible")
            held = missing & (panel > 0)
            self.add([panel])
            if not held.any():
                break
            missing &= ~held
        return missing

    @property
    def matrix(self) -> Floats:
        return np.array(self.columns).T


@dataclass(frozen=True, eq=False)
class Mix:
    """``weights`` of all panels; ``bound``: no mix of any panels has a higher ``level``."""

    level: float
    weights: Floats
    prices: Floats
    bound: float


def master(panels: Panels, slope: Floats, floor: Floats) -> Mix:
    """The best mix of the panels at hand."""
    matrix = panels.matrix
    count = matrix.shape[1]
    rows = sparse.hstack([sparse.csr_array(-matrix), sparse.csr_array(slope[:, None])])
    found = linprog(
        np.append(np.zeros(count), -1.0),
        A_ub=rows.tocsr(),
        b_ub=-floor,
        A_eq=np.append(np.ones(count), 0.0)[None],
        b_eq=[1.0],
        bounds=[(0, None)] * count + [(None, None)],
        method="highs",
    )
    if found.x is None:
        raise SortitionError("solver_failed", message=found.message)
    weights = np.maximum(found.x[:-1], 0.0)
    prices = np.maximum(-found.ineqlin.marginals, 0.0)
    return Mix(float(found.x[-1]), weights / weights.sum(), prices, np.inf)


def cover(
    panels: Panels,
    slope: Floats,
    floor: Floats,
    ceiling: float,
    *,
    tolerance: float,
    enough: float = -np.inf,
    report: Callable[[float], object] = lambda gap: None,
) -> Mix:
    """The best mix of all panels, within ``tolerance`` of its proven ``bound``.

    ``ceiling`` is a bound known before: reaching it ends the work, and the prices are then no proof
    (infinity: they always are). So does a proof that no mix reaches the level ``enough``.
    ``report`` is told the gap each round.
    """
    problem = panels.problem
    limits = (np.zeros(len(slope)), problem.limit, problem.lower, problem.upper)
    bound = ceiling
    while True:
        mix = master(panels, slope, floor)
        if mix.level >= ceiling - tolerance or bound < enough:
            return replace(mix, bound=bound)
        report(bound - mix.level)
        prices, worth = mix.prices, mix.level + float(floor @ mix.prices)
        found, highest = near_best(problem, prices, *limits)
        if highest > worth + tolerance and (
            found is None or float(prices @ found) <= worth + tolerance / 2
        ):
            found, highest = whole_best(problem, prices, *limits)
        bound = min(bound, highest - float(floor @ prices))
        if highest <= worth + tolerance or found is None or not panels.add([found]):
            # the dearest panel adds nothing, or is known: the mix is the best but for rounding
            return replace(mix, bound=max(mix.level, bound))
