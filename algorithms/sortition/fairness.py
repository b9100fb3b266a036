"""Chances that are as equal as the quotas allow: maximin and leximin.

Maximin makes the least chance as high as can be. Leximin then raises the second least, and so on up
(Flanigan, Gölz, Gupta, Hennig and Procaccia, Nature 596, 2021). Both first solve the relaxation,
whose variables are expected numbers of members by group: a small linear programme whose least
chance no lottery can beat. Then its point is peeled into panels, and column generation adds panels
until the chances are within 1e-6 of it. Where the relaxation promises more than whole panels can
give, column generation finds the best with its own proof.
"""

from dataclasses import replace
from math import log

import numpy as np

from algorithms.sortition.covering import Mix, Panels, cover
from algorithms.sortition.distribution import Distribution, Progress
from algorithms.sortition.peeling import peel
from algorithms.sortition.pool import Households, Pool, Quotas
from algorithms.sortition.pricing import CLOSE
from algorithms.sortition.programme import Floats, Programme, programme
from algorithms.sortition.relaxation import raise_all, raise_least

TOLERANCE = 1e-6
LEVEL_GAP = 1e-9
STEPS = 1000
PEELED = 900
# any number will do; it is fixed so that a pool has one distribution
GENERATOR = 2026


def maximin(
    pool: Pool,
    quotas: Quotas,
    size: int,
    *,
    households: Households | None = None,
    progress: Progress | None = None,
) -> Distribution:
    """Panels and probabilities whose least chance is the highest possible, within 1e-6.

    People who fit no panel at all have chance 0 and are left out of the least (``never``). The
    answer depends on the input alone: neither on the order of people, quotas or households nor on
    hashing. ``progress(done, 1000, code)`` is called often, with ``relaxing``, ``peeling`` and
    ``covering``, and may raise to stop: nothing is kept. Raises SortitionError:
    ``quotas_infeasible`` (see ``feasibility``) and those of ``refuse_mismatch``.
    """
    report = _Steps(progress)
    panels, _ = _start(programme(pool, quotas, size, households), report, raise_all_of=False)
    slope = _slope(panels.problem)
    nothing = np.zeros(len(slope))
    ceiling, _, _ = raise_least(panels.problem, slope, nothing)
    mix = cover(panels, slope, nothing, ceiling, tolerance=TOLERANCE, report=report.gap)
    return _distribution("maximin", panels, mix, mix.bound)


def leximin(
    pool: Pool,
    quotas: Quotas,
    size: int,
    *,
    households: Households | None = None,
    progress: Progress | None = None,
) -> Distribution:
    """Maximin, and among its solutions the second least as high as can be, and so on.

    No one's chance can be raised but at the cost of someone whose chance is no higher. Otherwise
    as ``maximin``.
    """
    report = _Steps(progress)
    panels, point = _start(programme(pool, quotas, size, households), report, raise_all_of=True)
    slope = _slope(panels.problem)
    ceiling = float(np.min(point[slope > 0] / slope[slope > 0]))
    mix = cover(
        panels, slope, point, 0.0, tolerance=TOLERANCE, enough=-TOLERANCE, report=report.gap
    )
    if mix.bound < -TOLERANCE:
        mix, ceiling = _level_by_level(panels, slope, report)
    return _distribution("leximin", panels, mix, ceiling)


def _start(problem: Programme, report: "_Steps", *, raise_all_of: bool) -> tuple[Panels, Floats]:
    """Panels that nearly make up the relaxation's best point, and hold every group that fits."""
    while True:
        report.relaxing()
        slope = _slope(problem)
        level, point, _ = raise_least(problem, slope, np.zeros(len(slope)))
        panels = Panels(problem)
        if level > CLOSE:
            point = raise_all(problem, slope) if raise_all_of else point
            generator = np.random.default_rng(GENERATOR)
            panels.add(peel(problem, point, generator, report.left))
        never = panels.reach(slope > 0)
        if not never.any():
            return panels, point
        problem = replace(problem, limit=np.where(never, 0.0, problem.limit))


def _level_by_level(panels: Panels, slope: Floats, report: "_Steps") -> tuple[Mix, float]:
    """Leximin where the relaxation's cannot be reached: maximin, fix whom it stops, and again.

    A group with a share of the prices of at least half the average can exceed the level by no more
    than the gap times twice the number of groups, so it is fixed there.
    """
    floor, slope, levels = np.zeros(len(slope)), slope.copy(), []
    while True:
        mix = cover(panels, slope, floor, np.inf, tolerance=LEVEL_GAP, report=report.gap)
        levels.append(mix.bound)
        free = slope > 0
        reached = free & (mix.prices * slope > 0.5 / free.sum())
        if mix.level >= 1 - TOLERANCE:
            reached = free
        floor[reached] = slope[reached] * max(0.0, mix.level - LEVEL_GAP)
        slope[reached] = 0.0
        if not slope.any():
            return mix, levels[0]


def _slope(problem: Programme) -> Floats:
    return np.where(problem.limit > 0, problem.people, 0.0)


def _distribution(method: str, panels: Panels, mix: Mix, bound: float) -> Distribution:
    used = sorted(
        (tuple(int(x) for x in panel), float(weight))
        for panel, weight in zip(panels.columns, mix.weights, strict=True)
        if weight > CLOSE
    )
    total = sum(weight for _, weight in used)
    return Distribution(
        method,
        panels.problem,
        tuple(panel for panel, _ in used),
        tuple(weight / total for _, weight in used),
        bound,
    )


class _Steps:
    """Progress in thousandths: relaxing 50, peeling 850, covering the rest on a log scale."""

    def __init__(self, progress: Progress | None) -> None:
        self.progress = progress
        self.first_gap = 0.0

    def relaxing(self) -> None:
        self._tell(0, "relaxing")

    def left(self, share: float) -> None:
        self._tell(50 + round((PEELED - 50) * (1 - share)), "peeling")

    def gap(self, gap: float) -> None:
        gap = min(max(gap, TOLERANCE), 1.0)
        self.first_gap = max(self.first_gap, gap, TOLERANCE * 2)
        share = log(self.first_gap / gap) / log(self.first_gap / TOLERANCE)
        self._tell(PEELED + round((STEPS - PEELED) * share), "covering")

    def _tell(self, done: int, code: str) -> None:
        if self.progress is not None:
            self.progress(done, STEPS, code)
