"""How far an outcome reached the voters."""

from collections.abc import Collection
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from algorithms.allocation.election import Election
from algorithms.allocation.errors import AllocationError
from algorithms.allocation.outcome import both


@dataclass(frozen=True, slots=True)
class Statistics:
    """All counts are of voters, empty ballots included; costs are in the election's unit.

    ``represented``: voters with at least one funded project among those they voted for.
    ``by_count[k]``: voters with exactly k such projects. ``cost_deciles``: eleven values from the
    least to the largest, of the cost of the funded projects that a voter voted for; the value at
    decile d is the least that at least d/10 of the voters do not exceed. Empty with no voters.
    """

    voters: int
    empty_ballots: int
    represented: int
    by_count: tuple[int, ...]
    cost_deciles: tuple[int, ...]
    mean_count: Fraction
    mean_cost: Fraction
    cost: int
    budget: int

    def to_json(self) -> dict[str, Any]:
        """Plain data; shares and means as "p/q" and rounded to two places."""
        share = Fraction(self.represented, self.voters) if self.voters else Fraction(0)
        return {
            "voters": self.voters,
            "empty_ballots": self.empty_ballots,
            "represented": self.represented,
            **both("represented_percent", share * 100),
            "by_count": list(self.by_count),
            "cost_deciles": list(self.cost_deciles),
            **both("mean_count", self.mean_count),
            **both("mean_cost", self.mean_cost),
            "cost": self.cost,
            "budget": self.budget,
        }


def statistics(election: Election, selected: Collection[str]) -> Statistics:
    """Counts for ``selected``, any set of the election's projects; a voter's are those they gave
    points to. Raises ``selected_unknown``."""
    costs = {p.id: p.cost for p in election.projects}
    unknown = [p for p in selected if p not in costs]
    if unknown:
        raise AllocationError("selected_unknown", projects=unknown)
    funded = {c: p.cost for c, p in enumerate(election.projects) if p.id in set(selected)}
    by_count: dict[int, int] = {}
    by_cost: dict[int, int] = {}
    empty = 0
    for ballot, many in election.ballots:
        gained = [funded[c] for c, _ in ballot if c in funded]
        by_count[len(gained)] = by_count.get(len(gained), 0) + many
        by_cost[sum(gained)] = by_cost.get(sum(gained), 0) + many
        empty += 0 if ballot else many
    voters = election.voters
    return Statistics(
        voters=voters,
        empty_ballots=empty,
        represented=voters - by_count.get(0, 0),
        by_count=tuple(by_count.get(k, 0) for k in range(max(by_count, default=-1) + 1)),
        cost_deciles=_deciles(by_cost, voters),
        mean_count=_mean(by_count, voters),
        mean_cost=_mean(by_cost, voters),
        cost=sum(costs[p] for p in set(selected)),
        budget=election.budget,
    )


def _mean(counts: dict[int, int], voters: int) -> Fraction:
    total = sum(value * many for value, many in counts.items())
    return Fraction(total, voters) if voters else Fraction(0)


def _deciles(counts: dict[int, int], voters: int) -> tuple[int, ...]:
    deciles: list[int] = []
    below = 0
    for value in sorted(counts):
        below += counts[value]
        while len(deciles) <= 10 and 10 * below >= len(deciles) * voters:
            deciles.append(value)
    return tuple(deciles)
