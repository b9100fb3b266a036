"""A picture of the groups in which nobody can be found: people by cell, an outline by group."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import ConvexHull
from scipy.spatial.distance import cdist

from algorithms.opinions.projection import Floats
from algorithms.opinions.result import LEAST, Opinions

ACROSS = (3, 12)  # fewest and most radii across which nearly all people lie
ROOT = np.sqrt(3)
TURNS = np.pi / 3 * (np.arange(6) + 0.5)
CORNERS = np.stack([np.cos(TURNS), np.sin(TURNS)], axis=1)
Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Cell:
    """A hexagon with ``people`` of one ``group``, never fewer than three; x, y is its middle."""

    x: float
    y: float
    group: int
    people: int


@dataclass(frozen=True, slots=True)
class Outline:
    """Where a group lies: its middle, for a letter and its number, and the hull of its cells."""

    group: int
    people: int
    x: float
    y: float
    hull: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """Coordinates run from 0 to 1, to the right and up, in one scale; ``radius`` of a hexagon is
    from its middle to a corner, corners point up. Without groups there is nothing to draw."""

    radius: float
    cells: tuple[Cell, ...]
    outlines: tuple[Outline, ...]


def picture(opinions: Opinions) -> Picture:
    """The groups as hexagons and outlines.

    A hexagon is one group's, of whom most stand in it. Who stands where fewer than three of the
    group do, or in a hexagon of another group, is shown in the nearest hexagon of the own group.
    """
    inside = opinions.labels >= 0
    if not inside.any():
        return Picture(0.0, (), ())
    points, labels = opinions.projection.points[inside], opinions.labels[inside]
    most = np.ptp(np.quantile(points, (0.02, 0.98), axis=0), axis=0).max()
    spread = max(most, np.ptp(points, axis=0).max() / 20)  # or a few far away make it nothing
    size = spread / np.clip(np.sqrt(len(points)) / 2, *ACROSS)
    hexes, place = np.unique(_hexagons(points / size), axis=0, return_inverse=True)
    crowd = np.zeros((opinions.k, len(hexes)), dtype=np.int64)
    np.add.at(crowd, (labels, place), 1)
    owned = (crowd >= LEAST) & (crowd.argmax(axis=0) == np.arange(opinions.k)[:, None])
    middles = [_middles(hexes[mine]) for mine in owned]
    for group in np.flatnonzero(~owned.any(axis=1)):
        taken = np.concatenate(middles)
        middles[group] = _nearest_free(opinions.centres[group] / size, hexes, taken)
    people = [
        np.bincount(
            cdist(_middles(hexes), mine).argmin(axis=1), weights=crowd[group], minlength=len(mine)
        ).astype(np.int64)
        for group, mine in enumerate(middles)
    ]
    return _normalised(middles, people)


def _normalised(middles: list[Floats], people: list[NDArray[np.int64]]) -> Picture:
    corners = [(mine[:, None] + CORNERS).reshape(-1, 2) for mine in middles]
    low, high = (
        np.min([c.min(axis=0) for c in corners], axis=0),
        np.max([c.max(axis=0) for c in corners], axis=0),
    )
    scale = (high - low).max()
    origin = (low + high - scale) / 2  # the shorter axis lies in the middle
    cells, outlines = [], []
    for group, (mine, crowd) in enumerate(zip(middles, people, strict=True)):
        at = (mine - origin) / scale
        cells += [
            Cell(x, y, group, n) for (x, y), n in zip(at.tolist(), crowd.tolist(), strict=True)
        ]
        outline = corners[group][ConvexHull(corners[group]).vertices]
        hull = tuple((x, y) for x, y in ((outline - origin) / scale).tolist())
        x, y = np.average(at, axis=0, weights=crowd).tolist()
        outlines.append(Outline(group, int(crowd.sum()), x, y, hull))
    return Picture(float(1 / scale), tuple(cells), tuple(outlines))


def _hexagons(points: Floats) -> NDArray[np.int64]:
    """Column and row of the hexagon of radius 1 around each point, in slanted coordinates."""
    slanted = np.stack([points[:, 0] / ROOT - points[:, 1] / 3, points[:, 1] / 1.5], axis=1)
    exact = np.column_stack([slanted, -slanted.sum(axis=1)])
    whole = np.round(exact)
    worst = np.abs(whole - exact).argmax(axis=1)  # the three sum to 0: the worst gives way
    rows = np.arange(len(whole))
    whole[rows, worst] -= whole.sum(axis=1)
    return whole[:, :2].astype(np.int64)


def _middles(hexes: NDArray[np.int64]) -> Floats:
    column, row = hexes[:, 0], hexes[:, 1]
    return np.stack([ROOT * (column + row / 2), 1.5 * row], axis=1)


def _nearest_free(point: Floats, hexes: NDArray[np.int64], taken: Floats) -> Floats:
    """Middle of the hexagon nearest to the point that no group has; just outside all at worst."""
    low, high = hexes.min(axis=0) - 1, hexes.max(axis=0) + 2
    grid = np.mgrid[low[0] : high[0], low[1] : high[1]].reshape(2, -1).T
    candidates = _middles(grid)
    free = candidates[(cdist(candidates, taken) > 0.5).all(axis=1)]
    nearest: Floats = free[[np.square(free - point).sum(axis=1).argmin()]]
    return nearest
