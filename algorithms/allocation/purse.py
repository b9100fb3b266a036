"""Who supports what, as arrays: the fixed part of every Equal Shares count."""

from collections.abc import Sequence
from typing import Literal

import numpy as np
import numpy.typing as npt
from scipy import sparse

from algorithms.allocation.election import Election
from algorithms.allocation.errors import AllocationError

Utility = Literal["cost", "cardinality", "score"]
Ints = npt.NDArray[np.int64]
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

    The utility of voter i from project c is ``factor[c]`` × ``units[i, c]``: for cost utility the
    cost × 1, for cardinality 1 × 1, for score 1 × points. ``units`` is sparse, shape (classes,
    projects of the election); ``many`` holds the voters of each class, shape (classes,). Raises
    ``points_too_large`` where sums would leave the integers that a float64 holds exactly.
    """

    __slots__ = ("_weights", "costs", "factor", "many", "support", "taking_part", "units")

    def __init__(self, election: Election, taking_part: Sequence[int], utility: Utility) -> None:
        kept = set(taking_part)
        classes: dict[tuple[tuple[int, int], ...], int] = {}
        for ballot, count in election.ballots:
            if utility == "score":
                key = tuple(pair for pair in ballot if pair[0] in kept)
            else:
                key = tuple((c, 1) for c, _ in ballot if c in kept)
            if key:
                classes[key] = classes.get(key, 0) + count
        self.taking_part = tuple(taking_part)
        self.costs = [p.cost for p in election.projects]
        self.factor = [p.cost if utility == "cost" else 1 for p in election.projects]
        self.many: Ints = np.fromiter(classes.values(), np.int64, len(classes))
        lengths = np.fromiter((len(key) for key in classes), np.int64, len(classes))
        flat = np.array([pair for key in classes for pair in key], np.int64).reshape(-1, 2)
        largest = max(election.points.values(), default=0)
        if max(largest, election.voters) >= 2**52:
            raise AllocationError("points_too_large", largest=largest)
        self.units = sparse.csr_matrix(
            (flat[:, 1], flat[:, 0], np.concatenate(([0], lengths.cumsum()))),
            shape=(len(classes), len(election.projects)),
        )
        self._weights = (flat[:, 1] * self.many.repeat(lengths)).astype(np.float64)
        columns = self.units.tocsc()
        self.support: dict[int, Supporters] = {}
        for c in taking_part:
            part = slice(columns.indptr[c], columns.indptr[c + 1])
            who = columns.indices[part].astype(np.int64)
            self.support[c] = Supporters(who, columns.data[part], self.many[who])

    def totals(self, who: Ints) -> Ints:
        """Σ many·units over the classes ``who``, by project, shape (projects,). Exact: the sums
        stay below 2^52, so that floats hold them."""
        first = self.units.indptr[who].astype(np.int64)
        lengths = self.units.indptr[who + 1] - first
        # One run of consecutive entries per class, laid end to end.
        places = (first - lengths.cumsum() + lengths).repeat(lengths) + np.arange(lengths.sum())
        return np.bincount(
            self.units.indices[places],
            weights=self._weights[places],
            minlength=self.units.shape[1],
        ).astype(np.int64)
