"""Take a point of the relaxation apart into panels.

Panel after panel lies on the smallest face of the relaxation that holds what is left of the point,
and takes as large a share as what is left allows; each step meets one more bound, so that there are
at most about as many panels as groups. The relaxation is not always whole: the last face may hold
no panel. What is left then is small, and column generation (``covering``) finds its panels.
"""

from collections.abc import Callable

import numpy as np

from algorithms.sortition.pricing import CLOSE, near_best
from algorithms.sortition.programme import Floats, Programme


def peel(
    problem: Programme,
    point: Floats,
    generator: np.random.Generator,
    report: Callable[[float], object] = lambda left: None,
) -> list[Floats]:
    """Panels that make up ``point`` but for a small share. ``report`` is told the share left."""
    left = 1.0
    panels: list[Floats] = []
    while left > CLOSE:
        report(left)
        activity = problem.matrix @ point
        at_lower = activity - problem.lower < CLOSE
        at_upper = problem.upper - activity < CLOSE
        lower = np.where(at_upper, problem.upper, problem.lower)
        upper = np.where(at_lower, problem.lower, problem.upper)
        low = np.where(problem.limit - point < CLOSE, problem.limit, 0.0)
        high = np.where(point > CLOSE, problem.limit, 0.0)
        # rare groups cost more, so that the step is seldom stopped by one of them
        prices = -generator.exponential(size=len(point)) / np.sqrt(np.maximum(point, CLOSE))
        panel, _ = near_best(problem, prices, low, high, lower, upper, gap=0.3)
        if panel is None:
            break
        share = _longest_step(problem, point, panel, activity)
        panels.append(panel)
        if share >= 1 - CLOSE:
            break
        point = (point - share * panel) / (1 - share)
        point[np.abs(point) < CLOSE] = 0.0
        left *= 1 - share
    return panels


def _longest_step(problem: Programme, point: Floats, panel: Floats, activity: Floats) -> float:
    """The largest share of ``panel`` in ``point`` that leaves a point of the relaxation."""
    reached = problem.matrix @ panel
    room = np.concatenate(
        [point, problem.limit - point, activity - problem.lower, problem.upper - activity]
    )
    needed = np.concatenate(
        [panel, problem.limit - panel, reached - problem.lower, problem.upper - reached]
    )
    counts = needed > np.maximum(room, CLOSE)
    return float(min(1.0, np.min(np.maximum(room[counts], 0.0) / needed[counts], initial=1.0)))
