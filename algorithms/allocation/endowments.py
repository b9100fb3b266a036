"""Add1: raise every voter's endowment step by step and count from the beginning each time."""

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from algorithms.allocation.counts import Counter
from algorithms.allocation.election import Election
from algorithms.allocation.purchases import Count
from algorithms.allocation.purse import Electorate

Stop = Literal["exhaustive", "overspend"]
Ended = Literal["single", "exhaustive", "overspend", "all_bought"]


@dataclass(frozen=True, slots=True)
class Found:
    """The endowment used, how often it was raised, and why it was raised no further."""

    endowment: Fraction
    raises: int
    count: Count | None
    ended: Ended


class Ladder:
    """Counts at start, start + step, start + 2·step, ... skipping only what is proven equal."""

    def __init__(
        self,
        election: Election,
        electorate: Electorate,
        counter: Counter,
        start: Fraction,
        step: int,
    ) -> None:
        self._election = election
        self._electorate = electorate
        self._counter = counter
        self._groups = [p.group for p in election.projects]
        self._start = start
        self._step = step

    def single(self) -> Found:
        """No raise; the count is left to whoever keeps the books."""
        return Found(self._start, 0, None, "single")

    def climb(self, stop: Stop, progress: Callable[[float], None] | None) -> Found:
        """Raise until the next outcome would cost more than the budget, and keep the last within.

        ``exhaustive`` stops already at the first outcome beside which no project that takes part
        fits the money left. Either way it ends when every such project is bought or excluded by
        its group: a higher endowment has nothing left to add. Outcomes are not monotone in the
        endowment, so no endowment is passed over but in a range whose two ends are shown to buy
        the same in the same order all the way through: see ``purchases_if_alike``.
        """
        raises, made = 0, self._count(0)
        stride, alike, patience = 1, 0, 1  # a question asked in vain is asked less often
        while True:
            if progress is not None:
                progress(min(0.99, self._cost(made) / max(1, self._election.budget)))
            if self._closed(made):
                return self._found(raises, made, "all_bought")
            if stop == "exhaustive" and self._exhaustive(made):
                return self._found(raises, made, "exhaustive")
            if stride > 1:
                same = self._same(raises + stride, made)
                if same is not None:
                    raises, made, stride, patience = raises + stride, same, stride * 2, 1
                    continue
                stride //= 4
                if stride > 1:
                    continue
                alike, patience = 0, min(64, patience * 2)
            higher = self._count(raises + 1)
            if self._cost(higher) > self._election.budget:
                return self._found(raises, made, "overspend")
            alike = alike + 1 if higher.projects == made.projects else 0
            stride = 2 if alike >= patience else 1
            raises, made = raises + 1, higher

    def _found(self, raises: int, count: Count, ended: Ended) -> Found:
        return Found(self._start + raises * self._step, raises, count, ended)

    def _count(self, raises: int) -> Count:
        return self._counter.count(self._start + raises * self._step)

    def _same(self, raises: int, below: Count) -> Count | None:
        return self._counter.alike(self._start + raises * self._step, below)

    def _cost(self, count: Count) -> int:
        return sum(self._electorate.costs[c] for c in count.projects)

    def _open(self, count: Count) -> list[int]:
        bought = set(count.projects)
        taken = {self._groups[c] for c in bought} - {""}
        return [
            c
            for c in self._electorate.taking_part
            if c not in bought and self._groups[c] not in taken
        ]

    def _closed(self, count: Count) -> bool:
        return not self._open(count)

    def _exhaustive(self, count: Count) -> bool:
        left = self._election.budget - self._cost(count)
        return all(self._electorate.costs[c] > left for c in self._open(count))
