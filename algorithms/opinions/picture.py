"""A picture of the groups in which nobody can be found: people by cell, an outline by group."""

from dataclasses import dataclass

from algorithms.opinions.result import Opinions

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
    """The groups as hexagons and outlines."""
    return Picture(0.0, (), ())
