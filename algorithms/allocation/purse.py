"""Who supports what, as arrays: the fixed part of every Equal Shares count."""

from collections.abc import Sequence
from functools import cached_property
from typing import Literal

import numpy as np
import numpy.typing as npt

from algorithms.allocation.election import Election
from algorithms.allocation.rows import Ints

Utility = Literal["cost", "cardinality", "score"]
Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]


class Supporters:
    """One project's supporters.

    ``who``: indices of voter classes, ascending, shape (s,). ``units``: what one of them gains per
    unit of the project's utility factor (1, or the points given), float64 but integral, (s,).
    ``many``: voters in the class, (s,). ``weight`` = many·units, (s,). ``full``: its sum, exact.
    ``voters``: the sum of ``many``. ``each``: ``units``, or just 1.0 where all of them are 1.
    """

    __slots__ = ("each", "full", "many", "units", "voters", "weight", "who")

    def __init__(self, who: Ints, units: Ints, many: Ints) -> None:
        self.who = who
        self.units = units.astype(np.float64)
        self.each: Floats | float = 1.0 if (units == 1).all() else self.units
        self.many = many.astype(np.float64)
        self.weight = (units * many).astype(np.float64)
        self.full = int((units * many).sum())
        self.voters = int(many.sum())


class Electorate:
    """Voters grouped by what they support among the projects that take part.

    The utility of voter i from project c is ``factor[c]`` × the points of the entry of ``rows``:
    for cost utility the cost × 1, for cardinality 1 × 1, for score 1 × points. ``many``: the voters
    of each class, shape (classes,). Raises ``points_too_large`` where sums would leave the integers
    that a float64 holds exactly.
    """

    def __init__(self, election: Election, taking_part: Sequence[int], utility: Utility) -> None:
        self.taking_part = tuple(taking_part)
        self.costs = [p.cost for p in election.projects]
        self.factor = [p.cost if utility == "cost" else 1 for p in election.projects]
        self.votes = [election.votes[p.id] for p in election.projects]
        rows = election.rows if utility == "score" else election.rows.approvals()
        voted_for = sum(1 for total in self.votes if total)
        self.rows = rows if voted_for == len(self.taking_part) else rows.keeping(taking_part)
        self.many = self.rows.many

    @cached_property
    def units(self) -> Ints:
        """The units of each entry, shape (entries,)."""
        points = self.rows.points
        return np.ones(len(self.rows.project), np.int64) if points is None else points

    @cached_property
    def support(self) -> dict[int, Supporters]:
        """The supporters of each project that takes part."""
        order, ends = self.rows.by_project
        who, units = self.rows.owner[order], self.units[order]
        many = self.many[who]
        parts = ((c, slice(ends[c], ends[c + 1])) for c in self.taking_part)
        return {c: Supporters(who[part], units[part], many[part]) for c, part in parts}

    @cached_property
    def _weights(self) -> Floats:
        return (self.units * self.many[self.rows.owner]).astype(np.float64)

    def totals(self, who: Ints) -> Ints:
        """Σ many·units over the classes ``who``, by project, shape (projects,). Exact: the sums
        stay below 2^52, so that floats hold them."""
        places = self.rows.places(who)
        project, weights = self.rows.project[places], self._weights[places]
        return np.bincount(project, weights, self.rows.projects).astype(np.int64)

    def given(self, who: Ints, projects: Sequence[int]) -> Ints:
        """The units that each class of ``who`` gains from each of ``projects``, a table."""
        column = np.full(self.rows.projects, -1, np.int64)
        column[list(projects)] = np.arange(len(projects))
        places = self.rows.places(who)
        columns = column[self.rows.project[places]]
        row = np.arange(len(who)).repeat(self.rows.lengths[who])
        table = np.zeros((len(who), len(projects)), np.int64)
        wanted = columns >= 0
        table[row[wanted], columns[wanted]] = self.units[places[wanted]]
        return table
