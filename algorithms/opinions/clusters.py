"""Groups of points: k-means for several k, none too small to be shown, the best by silhouette."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.spatial.distance import cdist

from algorithms.opinions.projection import Floats

Labels = NDArray[np.intp]
ROUNDS = 300
TOLERANCE = 1e-4  # of the mean variance: moves of the centres below it end the rounds
DIGITS = 9  # points that agree to this many decimals are one
CHUNK = 128


def partitions(points: Floats, *, most_groups: int, least_group: int) -> dict[int, Labels]:
    """For each k that gives them: two or more groups of at least ``least_group`` points.

    Their labels go by size, the largest first, then from left to right.
    """
    found = {}
    starts = _first_distinct(points, most_groups)
    for k in range(2, len(starts) + 1):
        labels = _merged(points, _k_means(points, starts[:k]), least_group)
        if labels.max(initial=0) > 0:
            found[k] = labels
    return found


def centres_of(points: Floats, labels: Labels) -> Floats:
    """Mean point of each group."""
    sizes = np.bincount(labels)[:, None]
    sums = [np.bincount(labels, weights=axis) for axis in points.T]
    means: Floats = np.stack(sums, axis=1) / sizes
    return means


def silhouettes(points: Floats, partitions: Sequence[Labels]) -> list[float]:
    """Mean silhouette of each partition; a point alone in its group counts 0. Rousseeuw (1987)."""
    totals = [0.0] * len(partitions)
    members = [_memberships(labels) for labels in partitions]
    for start in range(0, len(points), CHUNK):
        here = slice(start, start + CHUNK)
        distances = cdist(points, points[here])
        for i, (labels, member) in enumerate(zip(partitions, members, strict=True)):
            totals[i] += _silhouette_sum(member @ distances, labels[here], np.bincount(labels))
    return [total / len(points) for total in totals]


def _memberships(labels: Labels) -> csr_array:
    """Groups × points, 1 where a point is in a group. Sparse, so that its product with distances
    takes one addition for each and stays on one thread."""
    order = np.argsort(labels, kind="stable").astype(np.int32)
    starts = np.concatenate([[0], np.cumsum(np.bincount(labels))]).astype(np.int32)
    shape = (len(starts) - 1, len(labels))
    return csr_array((np.ones(len(labels)), order, starts), shape=shape)


def _silhouette_sum(sums: Floats, labels: Labels, sizes: NDArray[np.intp]) -> float:
    """Sum over points of (b - a) / max(a, b). ``sums``: of distances, groups × points."""
    at = np.arange(len(labels))
    own = sums[labels, at] / np.maximum(sizes[labels] - 1, 1)
    others = sums / sizes[:, None]
    others[labels, at] = np.inf
    nearest = others.min(axis=0)
    longest = np.maximum(own, nearest)
    apart = (sizes[labels] > 1) & (longest > 0)
    return float(((nearest - own)[apart] / longest[apart]).sum())


def _first_distinct(points: Floats, most: int) -> Floats:
    """The first distinct points from left to right: the starting centres, as in Polis."""
    rounded = np.round(points, DIGITS)
    order = np.lexsort((rounded[:, 1], rounded[:, 0]))
    ordered = rounded[order]
    new = np.ones(len(order), dtype=bool)
    new[1:] = (ordered[1:] != ordered[:-1]).any(axis=1)
    first: Floats = points[order[new][:most]]
    return first


def _k_means(points: Floats, centres: Floats) -> Labels:
    """Lloyd's rounds from these centres; a point midway goes to the first of its centres."""
    enough = TOLERANCE * points.var(axis=0).mean()
    labels = np.full(len(points), -1)
    for _ in range(ROUNDS):
        before, labels = labels, _nearest(points, centres)
        _fill_empty(points, centres, labels)
        if (labels == before).all():
            return labels
        moved = centres_of(points, labels)
        shift = np.square(moved - centres).sum()
        centres = moved
        if shift <= enough:
            break
    return _nearest(points, centres)


def _nearest(points: Floats, centres: Floats) -> Labels:
    nearest: Labels = cdist(points, centres, "sqeuclidean").argmin(axis=1)
    return nearest


def _fill_empty(points: Floats, centres: Floats, labels: Labels) -> None:
    """A centre that lost all its points takes the one farthest from its own centre."""
    sizes = np.bincount(labels, minlength=len(centres))
    for empty in np.flatnonzero(sizes == 0):
        far = np.square(points - centres[labels]).sum(axis=1)
        far[sizes[labels] < 2] = -1
        taken = int(far.argmax())
        sizes[labels[taken]] -= 1
        labels[taken], sizes[empty] = empty, 1


def _merged(points: Floats, labels: Labels, least: int) -> Labels:
    """The smallest group joins the nearest by centre until each has ``least`` points."""
    while True:
        _, labels = np.unique(labels, return_inverse=True)
        sizes, centres = np.bincount(labels), centres_of(points, labels)
        order = np.lexsort((centres[:, 1], centres[:, 0], -sizes))
        smallest = order[-1]
        if sizes[smallest] >= least or len(sizes) == 1:
            return np.argsort(order)[labels]
        away = np.square(centres - centres[smallest]).sum(axis=1)
        away[smallest] = np.inf
        labels = np.where(labels == smallest, away.argmin(), labels)
