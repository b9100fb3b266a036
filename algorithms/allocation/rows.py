"""Equal ballots as arrays, the form in which they are counted."""

from collections.abc import Sequence
from functools import cached_property
from itertools import chain, pairwise
from operator import itemgetter
from typing import Any

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Ballots = tuple[tuple[tuple[tuple[int, int], ...], int], ...]


class Rows:
    """Classes of voters who cast the same ballot, one row each, none without a voter.

    ``many``: voters of each class, shape (classes,). ``ends``: where each row ends among the
    entries, with a 0 before the first, shape (classes + 1,). ``project``: the index of the project
    of each entry, ascending within a row, shape (entries,). ``points``: what it was given, at least
    1, shape (entries,), or None where it is 1 throughout. ``projects``: how many there are.
    """

    def __init__(
        self, projects: int, many: Ints, ends: Ints, project: Ints, points: Ints | None
    ) -> None:
        self.projects = projects
        self.many = many
        self.ends = ends
        self.project = project
        self.points = None if points is None or bool((points == 1).all()) else points

    @classmethod
    def of(cls, projects: int, ballots: Ballots) -> "Rows":
        """Raises OverflowError where a number does not fit 63 bits."""
        many = np.fromiter(map(itemgetter(1), ballots), np.int64, len(ballots))
        rows = [ballot for ballot, _ in ballots]
        lengths = np.fromiter(map(len, rows), np.int64, len(rows))
        entries = list(chain.from_iterable(rows))
        project = np.fromiter(map(itemgetter(0), entries), np.int64, len(entries))
        points = np.fromiter(map(itemgetter(1), entries), np.int64, len(entries))
        return cls(projects, many, _ends(lengths), project, points)

    @property
    def classes(self) -> int:
        """How many different ballots there are."""
        return len(self.many)

    @cached_property
    def lengths(self) -> Ints:
        """Entries of each row, shape (classes,)."""
        return np.diff(self.ends)

    @cached_property
    def owner(self) -> Ints:
        """The class of each entry, shape (entries,)."""
        return np.arange(self.classes).repeat(self.lengths)

    @cached_property
    def by_project(self) -> tuple[Ints, Ints]:
        """(places of the entries in order of project and, within it, of class; where each
        project's part ends, with a 0 before the first)."""
        # numpy sorts 16 bits in linear time
        narrow = self.project.astype(np.uint16) if self.projects < 2**16 else self.project
        counts = np.bincount(self.project, minlength=self.projects)
        return np.argsort(narrow, kind="stable"), _ends(counts)

    def votes(self) -> list[int]:
        """Voters by project."""
        return self._sums(self.many[self.owner])

    def totals(self) -> list[int]:
        """Points by project."""
        given = self.many[self.owner]
        return self._sums(given if self.points is None else given * self.points)

    def _sums(self, weights: Ints) -> list[int]:
        order, ends = self.by_project
        running = np.concatenate(([0], weights[order].cumsum()))
        sums: list[int] = np.diff(running[ends]).tolist()
        return sums

    def keeping(self, projects: Sequence[int]) -> "Rows":
        """The rows cut down to ``projects``; rows left empty go, equal ones are not joined."""
        kept = np.zeros(self.projects, np.bool_)
        kept[list(projects)] = True
        stays = kept[self.project]
        lengths = np.bincount(self.owner[stays], minlength=self.classes)
        points = None if self.points is None else self.points[stays]
        full = lengths > 0
        return Rows(
            self.projects, self.many[full], _ends(lengths[full]), self.project[stays], points
        )

    def approvals(self) -> "Rows":
        """The same rows with one point throughout."""
        if self.points is None:
            return self
        return Rows(self.projects, self.many, self.ends, self.project, None)

    def places(self, classes: Ints) -> Ints:
        """The places of the entries of ``classes``, row by row."""
        lengths = self.lengths[classes]
        runs: Ints = self.ends[classes] - lengths.cumsum() + lengths
        return runs.repeat(lengths) + np.arange(lengths.sum())

    def ballots(self) -> Ballots:
        """((project, points), ...) and the number of voters, by class."""
        project = self.project.tolist()
        points = [1] * len(project) if self.points is None else self.points.tolist()
        entries = list(zip(project, points, strict=True))
        ends = self.ends.tolist()
        rows = (tuple(entries[a:b]) for a, b in pairwise(ends))
        return tuple(zip(rows, self.many.tolist(), strict=True))


def joined(projects: int, dense: npt.NDArray[Any], many: Ints) -> Rows:
    """Rows of a table of points, shape (ballots, projects): equal ballots joined, in the order
    first met. ``many`` tells the voters of each ballot, at least 1 and below 2^52 in all."""
    key = np.packbits(dense, axis=1) if dense.max(initial=0) <= 1 else np.ascontiguousarray(dense)
    width = key.shape[1] * key.itemsize
    # One item of bytes per row; without a column all ballots are the same empty one.
    rows = key.view(f"V{width}").ravel().tolist() if width else [b""] * len(key)
    place: dict[bytes, int] = {}
    which = np.fromiter((place.setdefault(row, len(place)) for row in rows), np.int64, len(rows))
    sums = np.bincount(which, many, len(place)).astype(np.int64)
    first = np.empty(len(place), np.int64)
    first[which[::-1]] = np.arange(len(rows))[::-1]  # the last one written is the first one met
    kept = dense[first]
    owner, project = kept.nonzero()
    lengths = np.bincount(owner, minlength=len(place))
    points = kept[owner, project].astype(np.int64)
    return Rows(projects, sums, _ends(lengths), project.astype(np.int64), points)


def _ends(lengths: Ints) -> Ints:
    return np.concatenate(([0], lengths.cumsum())).astype(np.int64)
