"""Controlled rounding of a distribution: so many equal panels, everybody's count rounded.

A group of n people with chance p needs n * floor(size p) to n * ceil(size p) seats on all panels
together; naming then gives each of them one or the other. First the panels' weights are rounded so
that, exchange by exchange, the groups' totals move towards what is exact. Then single panels are
replaced, each by the panel that an integer programme finds best for the groups still outside.
"""

import numpy as np

from algorithms.sortition.distribution import Distribution, Progress
from algorithms.sortition.pricing import near_best
from algorithms.sortition.programme import Counts, Floats, Programme

REPLACED = 1000
ROUNDING = 1e-6
GENERATOR = 2026


def rounded(
    distribution: Distribution, size: int, progress: Progress | None = None
) -> list[tuple[int, ...]]:
    """Panels as numbers of members by group."""
    problem = distribution.programme
    panels = np.repeat(np.array(distribution.panels), _times(distribution, size), axis=0)
    exact = np.array(distribution.group_chances) * size
    low = problem.people * np.floor(exact + ROUNDING)
    high = problem.people * np.ceil(exact - ROUNDING)
    return [tuple(panel) for panel in _mended(problem, panels, low, high, progress).tolist()]


def _times(distribution: Distribution, size: int) -> Counts:
    """How often each panel is taken: its weight rounded so that groups keep their totals."""
    exact = np.array(distribution.weights) * size
    times = np.floor(exact + ROUNDING)
    order = np.argsort(times - exact, kind="stable")
    up = np.zeros(len(exact), dtype=bool)
    up[order[: round(size - float(times.sum()))]] = True
    scaled = np.array(distribution.panels) / np.sqrt(distribution.programme.people)
    products = scaled @ scaled.T
    square = np.diag(products)
    off = (times + up - exact) @ scaled
    while up.any() and not up.all():
        toward = scaled @ off
        drop, take = np.flatnonzero(up), np.flatnonzero(~up)
        change = (square + 2 * toward)[take] + (square - 2 * toward)[drop][:, None]
        change -= 2 * products[np.ix_(drop, take)]
        best = int(np.argmin(change))
        i, j = drop[best // len(take)], take[best % len(take)]
        if change.flat[best] > -ROUNDING:
            break
        off += scaled[j] - scaled[i]
        up[i], up[j] = False, True
    return (times + up).astype(np.int64)


def _mended(
    problem: Programme, panels: Counts, low: Floats, high: Floats, progress: Progress | None
) -> Counts:
    """Replace panels until every group's total is within ``low`` and ``high``, or none helps."""
    generator = np.random.default_rng(GENERATOR)
    limits = (np.zeros(len(low)), problem.limit, problem.lower, problem.upper)
    totals = panels.sum(axis=0)
    first = outside = _outside(totals, low, high)
    middle, width = (low + high) / 2, high - low + 1
    for step in range(REPLACED):
        if outside == 0:
            break
        if progress is not None:
            progress(round(1000 * (first - outside) / first), 1000, "rounding")
        # by turns a panel with many members too often drawn and few too seldom, and any panel
        burden = panels @ (totals > high).astype(float) - panels @ (totals < low).astype(float)
        burden *= step % 2 == 0
        number = int(np.argmax(burden + generator.random(len(panels)) * 1.5))
        others = totals - panels[number]
        prices = np.where(others < low, 1.0, np.where(others < high, 0.0, -1.0))
        prices += 0.1 * (middle - others) / width + 0.01 * generator.random(len(low))
        found, _ = near_best(problem, prices, *limits)
        if found is None:
            break
        after = others + found.astype(np.int64)
        remaining = _outside(after, low, high)
        if remaining <= outside:
            panels[number], totals, outside = found, after, remaining
    return panels


def _outside(totals: Counts, low: Floats, high: Floats) -> float:
    return float(np.maximum(low - totals, 0).sum() + np.maximum(totals - high, 0).sum())
