"""Votes whose rows are simple: cut by columns of numbers instead of field by field.

Most files have no quotes among their votes and as many fields in every row. Then the places of all
separators, found at once, tell the columns, and equal ballots need to be understood only once.
"""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import chain
from typing import Any

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
_NUMBER = re.compile(rb"-?[0-9]+(?:[.,][0-9]+)?")
_LONGEST = 131_072  # the most that the csv module takes in one field
_MOST_CELLS = 2**28  # of a table of distinct ballots by projects
_WORD = 8


class Marks:
    """Distinct ballots, in the order first met.

    ``many``: how often each was cast. ``lengths``: how many projects it names. ``project``: their
    indices, ballot after ballot. ``given``: for each the index in ``values`` of what it was given,
    where the votes have points; ``values`` are texts of numbers.
    """

    def __init__(
        self, projects: int, many: Ints, lengths: Ints, project: Ints, given: Ints,
        values: Sequence[str],
    ) -> None:  # fmt: skip
        self._projects = projects
        self.many, self.lengths, self.project = many, lengths, project
        self.given, self.values = given, values
        self._cells = np.arange(len(many)).repeat(lengths) * projects + project

    @property
    def voters(self) -> int:
        """How many ballots were cast."""
        return int(self.many.sum())

    def ones(self) -> Ints:
        """One point for each project named."""
        return np.ones(len(self.project), np.int64)

    def places(self) -> Ints:
        """At which place, from 0, each project stands on its ballot."""
        starts = self.lengths.cumsum() - self.lengths
        return np.arange(len(self.project)) - starts.repeat(self.lengths)

    def table(self, given: Ints, default: int, kind: npt.DTypeLike) -> npt.NDArray[Any]:
        """Points by ballot and project; ``default`` for the projects that a ballot leaves out."""
        table = np.full((len(self.many), self._projects), default, kind)
        table.reshape(-1)[self._cells] = given
        return table

    def twice(self) -> bool:
        """Whether a ballot names a project twice."""
        met = np.zeros(len(self.many) * self._projects, np.bool_)
        met[self._cells] = True
        return int(np.count_nonzero(met)) != len(self._cells)


class Plain:
    """Rows of votes in one piece of text, each of as many fields as there are ``columns``."""

    def __init__(self, columns: tuple[str, ...], body: bytes, ends: Ints) -> None:
        self.columns = columns
        self._body = body
        self._ends = ends  # of the fields, shape (rows, columns)
        self._known: tuple[tuple[str, ...], str, Marks | None] | None = None

    @classmethod
    def of(cls, text: str) -> "Plain | None":
        """None where the rows are not simple, which is no fault yet."""
        try:
            raw = text.encode()
        except UnicodeEncodeError:
            return None
        raw = raw.replace(b"\r\n", b"\n").rstrip(b"\n") + b"\n"
        header, _, body = raw.partition(b"\n")
        columns = tuple(header.decode().split(";"))
        odd = b'"' in raw or b"\r" in raw or b"\0" in raw
        if odd or len(columns) < 2 or not columns[-1] or len(set(columns)) < len(columns):
            return None
        bytes_ = np.frombuffer(body, np.uint8)
        places = np.flatnonzero((bytes_ == ord(";")) | (bytes_ == ord("\n")))
        if len(places) % len(columns):
            return None
        ends = places.reshape(-1, len(columns))
        last = bytes_[ends] == ord("\n")
        longest = np.diff(ends[:, -1], prepend=-1).max(initial=0)
        if last[:, :-1].any() or not last[:, -1].all() or longest > _LONGEST:
            return None
        return cls(columns, body, ends)

    def __len__(self) -> int:
        return len(self._ends)

    def rows(self) -> tuple[tuple[str, ...], ...]:
        """All fields."""
        lines = self._body.decode().split("\n")[:-1]
        return tuple(tuple(line.split(";")) for line in lines)

    def marks(self, ids: tuple[str, ...], kind: str) -> Marks | None:
        """The ballots for the projects ``ids``; None where one of them has a fault."""
        if self._known is None or self._known[:2] != (ids, kind):
            self._known = ids, kind, self._marks(ids, kind)
        return self._known[2]

    def _marks(self, ids: tuple[str, ...], kind: str) -> Marks | None:
        pointed = kind in ("cumulative", "scoring")
        names = ("vote", "points") if pointed else ("vote",)
        counted = Counter(zip(*map(self._fields, names), strict=True))
        ballots = [ballot[0] for ballot in counted]
        many = np.fromiter(counted.values(), np.int64, len(counted))
        if len(ballots) * len(ids) > _MOST_CELLS:
            return None
        project = _indices(ballots, ids)
        lengths = _lengths(ballots)
        given, values = np.zeros(0, np.int64), []
        if project is None or (kind == "choose-1" and lengths.max(initial=0) > 1):
            return None
        if pointed:
            points = [ballot[1] for ballot in counted]
            numbers = _items(points)
            place = {text: k for k, text in enumerate(dict.fromkeys(numbers))}
            if (_lengths(points) != lengths).any() or not all(map(_NUMBER.fullmatch, place)):
                return None
            given = np.fromiter(map(place.__getitem__, numbers), np.int64, len(numbers))
            values = [text.decode() for text in place]
        marks = Marks(len(ids), many, lengths, project, given, values)
        return None if marks.twice() else marks

    def _fields(self, name: str) -> list[bytes]:
        place, body = self.columns.index(name), self._body
        ends = self._ends[:, place]
        starts = self._ends[:, place - 1] if place else np.append(-1, self._ends[:-1, -1])
        return [body[a + 1 : b] for a, b in zip(starts.tolist(), ends.tolist(), strict=True)]


def _lengths(lists: list[bytes]) -> Ints:
    counts = (text.count(b",") + 1 if text else 0 for text in lists)
    return np.fromiter(counts, np.int64, len(lists))


def _items(lists: list[bytes]) -> list[bytes]:
    """All items of all lists; one of an empty list is none."""
    joined = b",".join(filter(None, lists))
    return joined.split(b",") if joined else []


def _indices(lists: list[bytes], ids: tuple[str, ...]) -> Ints | None:
    """The index of each item of each list among ``ids``; None where one is not among them, or has
    blanks around it."""
    codes = [project.encode() for project in ids]
    if codes and max(map(len, codes)) <= _WORD:
        return _short_indices(b",".join(filter(None, lists)), codes)
    known = {code: k for k, code in enumerate(codes)}
    found = [known.get(item, -1) for item in chain(_items(lists))]
    indices = np.array(found, np.int64)
    return None if (indices < 0).any() else indices


def _short_indices(text: bytes, codes: list[bytes]) -> Ints | None:
    """The same by packing each item into one number, as big as it has bytes."""
    if not text:
        return np.zeros(0, np.int64)
    letters = np.frombuffer(text + b"\0" * _WORD, np.uint8)
    commas = np.flatnonzero(letters == ord(","))
    starts = np.append(0, commas + 1)
    lengths = np.append(commas, len(text)) - starts
    longest = int(lengths.max())
    if longest > _WORD:
        return None
    packed = np.zeros(len(starts), np.uint64)
    for k in range(longest):
        letter = letters[starts + k].astype(np.uint64)
        packed = np.where(lengths > k, packed * np.uint64(256) + letter, packed)
    values = np.array([int.from_bytes(code, "big") for code in codes], np.uint64)
    order = values.argsort()
    places = values[order].searchsorted(packed)
    found: Ints = order[np.minimum(places, len(codes) - 1)]
    return found if bool((values[found] == packed).all()) else None
