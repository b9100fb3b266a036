"""The steps against other ways to the same: NumPy's decomposition, the tests' textbook formulas."""

from math import sqrt
from statistics import NormalDist

import numpy as np
import pytest

from algorithms.opinions import UNSEEN, from_matrix, groups
from algorithms.opinions.clusters import silhouettes
from algorithms.opinions.projection import project
from algorithms.opinions.statistics import one_proportion, side_of


@pytest.mark.parametrize("shape", [(9, 5), (5, 9), (1, 3), (3, 1), (90, 80), (80, 90)])
def test_projection_is_that_of_the_full_decomposition(shape):
    """Small ones are decomposed in full, those with more than 64 of either iteratively."""
    random = np.random.default_rng(shape)
    matrix = random.choice([-1, 0, 1, UNSEEN], shape).astype(np.int8)
    ours = project(from_matrix(matrix), np.ones(shape[1], dtype=bool))
    seen = matrix != UNSEEN
    sums = np.where(seen, matrix, 0).sum(axis=0)
    means = np.divide(sums, seen.sum(axis=0), out=np.zeros(shape[1]), where=seen.any(axis=0))
    imputed = np.where(seen, matrix, means)
    _, sizes, directions = np.linalg.svd(imputed - means, full_matrices=False)
    for axis in range(2):
        if axis >= len(sizes) or sizes[axis] < 1e-9:
            assert not ours.components[axis].any()
            assert not ours.points[:, axis].any()
            continue
        direction = directions[axis] * np.sign(directions[axis][np.abs(directions[axis]).argmax()])
        assert ours.components[axis] == pytest.approx(direction, abs=1e-9)
        assert ours.explained[axis] == pytest.approx(sizes[axis] ** 2 / (sizes**2).sum())
        scale = np.sqrt(shape[1] / np.maximum(seen.sum(axis=1), 1))
        expected = (imputed - means) @ direction * scale
        assert ours.points[:, axis] == pytest.approx(expected, abs=1e-9)


def textbook(count, seen, count_2, seen_2):
    """z of two proportions, one added to each count and number."""
    x, n, y, m = count + 1, seen + 1, count_2 + 1, seen_2 + 1
    pooled = (x + y) / (n + m)
    if pooled == 1:
        return 0.0
    return (x / n - y / m) / sqrt(pooled * (1 - pooled) / n + pooled * (1 - pooled) / m)


def test_statistics_are_the_textbook_formulas():
    random = np.random.default_rng(4)
    seen = random.integers(0, 30, (3, 40))
    count = random.integers(0, seen + 1)
    count[:, 0] = seen[:, 0]
    side = side_of(count, seen)
    for group, statement in np.ndindex(seen.shape):
        a, n = int(count[group, statement]), int(seen[group, statement])
        b, m = int(count[:, statement].sum()) - a, int(seen[:, statement].sum()) - n
        z = textbook(a, n, b, m)
        assert side.ratio_z[group, statement] == pytest.approx(z)
        assert side.ratio_p[group, statement] == pytest.approx(1 - NormalDist().cdf(z))
        assert side.ratio[group, statement] == pytest.approx((a + 1) / (n + 2) / (b + 1) * (m + 2))
        half = ((a + 1) / (n + 1) - 1 / 2) / sqrt(1 / 4 / (n + 1))
        assert one_proportion(np.array(a), np.array(n)) == pytest.approx(half)


def test_silhouette_is_its_definition():
    points = np.random.default_rng(5).normal(size=(300, 2))
    labels = np.random.default_rng(6).integers(0, 3, 300)
    labels[7] = 3  # alone
    away = np.sqrt(((points[:, None] - points) ** 2).sum(axis=2))
    values = []
    for i, label in enumerate(labels):
        means = [away[i, (labels == g) & (np.arange(300) != i)] for g in range(4)]
        if not len(means[label]):
            values.append(0.0)
            continue
        own = means[label].mean()
        other = min(means[g].mean() for g in range(4) if g != label)
        values.append((other - own) / max(own, other))
    assert silhouettes(points, [labels]) == pytest.approx([np.mean(values)])


def test_two_runs_are_the_same_to_the_bit():
    votes = np.random.default_rng(7).choice([-1, 0, 1, UNSEEN], (120, 90)).astype(np.int8)
    one, other = (groups(from_matrix(votes)) for _ in range(2))
    assert one.projection.points.tobytes() == other.projection.points.tobytes()
    assert one.labels.tobytes() == other.labels.tobytes()
