"""Which single weight would have to change, and how far, for an alternative to be first."""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
STEPS = 1000  # weights are told in tenths of a hundredth


def tipping_points(shares: Floats, weights: Floats) -> list[tuple[int, float] | None]:
    """Per alternative (criterion, its weight) with the least change, None where no single weight
    makes it first or it is first already.

    The others keep their proportions: w_k(t) = w_k (1 − t) / (1 − w_j). The weight is found on a
    grid of 1/1000 and so makes it first for certain, alone or shared.
    """
    count, criteria = shares.shape
    best: list[tuple[int, float] | None] = [None] * count
    scores = shares @ weights
    first = scores >= scores.max() - 1e-9
    change = np.full(count, np.inf)
    grid = np.arange(STEPS + 1) / STEPS
    for j in range(criteria):
        rest = 1 - weights[j]
        if rest <= 0:
            others = np.where(np.arange(criteria) == j, 0.0, 1 / max(criteria - 1, 1))
        else:
            others = np.where(np.arange(criteria) == j, 0.0, weights / rest)
        moved = np.outer(grid, shares[:, j]) + np.outer(1 - grid, shares @ others)
        leads = moved >= moved.max(axis=1, keepdims=True) - 1e-12
        distance = np.where(leads, np.abs(grid - weights[j])[:, None], np.inf)
        nearest = distance.argmin(axis=0)
        for i in np.flatnonzero(distance[nearest, np.arange(count)] < change - 1e-12):
            change[i] = distance[nearest[i], i]
            best[i] = (j, float(grid[nearest[i]]))
    return [None if first[i] else best[i] for i in range(count)]
