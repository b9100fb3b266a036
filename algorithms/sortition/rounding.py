"""Controlled rounding of a distribution: so many equal panels."""

import numpy as np

from algorithms.sortition.distribution import Distribution, Progress


def rounded(
    distribution: Distribution, size: int, progress: Progress | None = None
) -> list[tuple[int, ...]]:
    """Panels as numbers of members by group."""
    exact = np.array(distribution.weights) * size
    # the sum of weights before a panel decides: largest remainders without any pile-up
    marks = np.floor(np.cumsum(exact) + 0.5)
    marks[-1] = size
    times = np.diff(marks, prepend=0.0).astype(int)
    return [
        panel
        for panel, count in zip(distribution.panels, times.tolist(), strict=True)
        for _ in range(count)
    ]
