"""Sequential Phragmén: loads that voters take on, floats to prune and integers to decide."""

from collections.abc import Iterable
from fractions import Fraction
from heapq import heapify, heappop, heappush
from math import gcd, inf, nextafter
from typing import Any

import numpy as np
import numpy.typing as npt

from algorithms.allocation.election import Election
from algorithms.allocation.eligibility import (
    Threshold,
    describe_threshold,
    eligible,
    require_floats_to_hold,
    within_budget,
)
from algorithms.allocation.outcome import Outcome, Step, both, standings
from algorithms.allocation.ties import Order, TieBreak

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]


def phragmen(election: Election, *, ties: TieBreak, min_votes: Threshold = 0) -> Outcome:
    """Buy, one after another, the project that asks the least load of its supporters.

    Every voter starts with load 0. A project's L is (what its supporters carry + its cost) / their
    number: the load each would carry if they took on its cost and shared all of it equally. The
    project with the least L is bought and L becomes the load of its supporters; equal L is decided
    by ``ties``. The count ends when a project of the least L costs more than the money left, even
    if another one of that L would fit. Points count as approvals. Projects without a vote, below
    ``min_votes`` or dearer than the whole budget take no part; once a project is bought, the rest
    of its group is excluded. Exact.

    Brill, Freeman, Janson and Lackner (2017), "Phragmén's Voting Methods and Justified
    Representation"; with costs as in Los, Christoff and Grossi (2022), "Proportional Budget
    Allocations". Raises AllocationError: ``threshold_negative``, ``lots_missing``,
    ``too_many_voters``, ``budget_too_large``.
    """
    require_floats_to_hold(election)
    taking_part, dropped = eligible(election, min_votes)
    taking_part, too_dear = within_budget(election, taking_part)
    count = _Count(election, taking_part, ties.order(election))
    count.run()
    return Outcome(
        selected=tuple(election.projects[c].id for c in count.bought),
        cost=election.budget - count.left,
        budget=election.budget,
        voters=election.voters,
        rule={
            "name": "phragmen",
            "min_votes": describe_threshold(min_votes),
            "ties": ties.describe(),
        },
        projects=standings(election),
        trace=(*dropped, *too_dear, *count.steps),
    )


class _Loads:
    """Every voter's load, by class of equal ballots.

    All who joined in the same purchase last carry the same: its L. So ``last``, the place of that
    purchase (0: none yet), tells a class's load, and what a project's supporters carry together is
    Σ_k L_k · (those of them whose last purchase was the k-th). ``numerators`` are the L_k over one
    common ``denominator``; ``floats`` the load of each class, each rounded once.
    """

    def __init__(self, election: Election) -> None:
        rows = election.rows
        order, ends = rows.by_project
        classes = rows.owner[order]
        many = rows.many.astype(np.float64)
        self._who: list[Ints] = np.split(classes, ends[1:-1])
        self._many: list[Floats] = np.split(many[classes], ends[1:-1])
        self._costs = [p.cost for p in election.projects]
        self._votes = [election.votes[p.id] for p in election.projects]
        self.last: Ints = np.zeros(rows.classes, np.int64)
        self.floats: Floats = np.zeros(rows.classes)
        self.numerators = [0]
        self.denominator = 1

    def lower_bound(self, c: int) -> float:
        """A float not above c's L: a sum of s products, all positive, is off by s + 2 roundings of
        2^-53 of itself; one more each for the loads, the cost, the sum, the quotient."""
        who = self._who[c]
        carried = float(np.einsum("i,i->", self.floats[who], self._many[c]))
        return (carried + float(self._costs[c])) / self._votes[c] * (1 - (len(who) + 8) * 2.0**-53)

    def carried(self, c: int) -> Fraction:
        """Exactly what c's supporters carry together."""
        counts = np.bincount(self.last[self._who[c]], weights=self._many[c])
        held = zip(counts.astype(np.int64).tolist(), self.numerators, strict=False)
        return Fraction(sum(n * load for n, load in held if n), self.denominator)

    def load(self, c: int, carried: Fraction) -> Fraction:
        """L: what each of c's supporters would carry after it, given what they carry now."""
        return (carried + self._costs[c]) / self._votes[c]

    def take_on(self, c: int, load: Fraction) -> None:
        """c is bought: its supporters carry ``load`` from now on."""
        factor = load.denominator // gcd(load.denominator, self.denominator)
        self.denominator *= factor
        self.numerators = [n * factor for n in self.numerators]
        self.last[self._who[c]] = len(self.numerators)
        self.floats[self._who[c]] = float(load)
        self.numerators.append(load.numerator * (self.denominator // load.denominator))


class _Offer:
    """A project's exact L now, with what its supporters carry before it."""

    __slots__ = ("carried", "load")

    def __init__(self, loads: _Loads, c: int) -> None:
        self.carried = loads.carried(c)
        self.load = loads.load(c, self.carried)


class _Count:
    """The projects still open, queued by a lower bound of their L, and the trace.

    Loads only rise: every L of a stage is at least the least L of the stage before, so a purchase
    lowers nobody's load, and a bound once computed holds at every later stage.
    """

    def __init__(self, election: Election, taking_part: Iterable[int], order: Order) -> None:
        self._election = election
        self._order = order
        self._loads = _Loads(election)
        self._open = set(taking_part)
        # With no load yet, L is the cost by its supporters.
        self._queue = [(self._loads.lower_bound(c), c) for c in self._open]
        heapify(self._queue)
        self._missed: dict[int, dict[str, Any]] = {}
        self.left = election.budget
        self.bought: list[int] = []
        self.steps: list[Step] = []

    def run(self) -> None:
        """Until nothing is open, or a project of the least L costs more than there is left."""
        projects = self._election.projects
        while self._open:
            offers = self._offers()
            least = min(offer.load for offer in offers.values())
            tied = sorted(c for c, offer in offers.items() if offer.load == least)
            too_dear = [c for c in tied if projects[c].cost > self.left]
            if too_dear:
                self._end(too_dear, least)
                break
            winner = self._order.first(tied)
            self._note_last_chances(winner, least, self.left - projects[winner].cost)
            self._buy(winner, offers, [c for c in tied if c != winner])

    def _offers(self) -> dict[int, _Offer]:
        """The exact offers of all projects whose L is least; some others may come along."""
        offers: dict[int, _Offer] = {}
        tight: set[int] = set()  # bounds made at this stage: only the exact L says more
        least = inf
        while self._queue and self._queue[0][0] <= least:
            _, c = heappop(self._queue)
            if c not in self._open:
                continue
            if c in tight:
                offers[c] = _Offer(self._loads, c)
                least = min(least, nextafter(float(offers[c].load), inf))
            else:
                tight.add(c)
                heappush(self._queue, (self._loads.lower_bound(c), c))
        return offers

    def _buy(self, winner: int, offers: dict[int, _Offer], behind: list[int]) -> None:
        project, offer = self._election.projects[winner], offers[winner]
        data: dict[str, Any] = {
            "place": len(self.bought) + 1,
            "votes": self._election.votes[project.id],
            **both("load", offer.load),
            **both("load_before", offer.carried),
            "left": self.left,
            "left_after": self.left - project.cost,
        }
        if behind:
            data["tied_with"] = [self._election.projects[c].id for c in behind]
        self.steps.append(Step("rule", "chosen", project.id, data))
        self._loads.take_on(winner, offer.load)
        self.left -= project.cost
        self.bought.append(winner)
        self._open.discard(winner)
        self._exclude(winner)
        for c in offers.keys() & self._open:
            heappush(self._queue, (nextafter(float(offers[c].load), 0), c))

    def _exclude(self, winner: int) -> None:
        projects = self._election.projects
        group = projects[winner].group
        for c in sorted(c for c in self._open if group and projects[c].group == group):
            self._open.discard(c)
            by = {"by": projects[winner].id}
            self.steps.append(Step("rule", "excluded", projects[c].id, by))

    def _note_last_chances(self, ahead: int, least: Fraction, left_after: int) -> None:
        """For the projects that fit the money now and will not after ``ahead`` is bought: how many
        further voters, who carry nothing and choose nothing else, would bring their L below
        ``least``. They would then be bought here or earlier, where there was no less money."""
        for c in self._open - {ahead}:
            if left_after < self._election.projects[c].cost <= self.left:
                self._note(c, ahead, least)

    def _note(self, c: int, ahead: int, least: Fraction) -> None:
        project = self._election.projects[c]
        enough = (self._loads.carried(c) + project.cost) // least + 1
        self._missed[c] = {
            "to_pass": self._election.projects[ahead].id,
            "votes_short": enough - self._election.votes[project.id],
        }

    def _end(self, too_dear: list[int], least: Fraction) -> None:
        """The count ends before everything is decided: a last step for each project left."""
        projects = self._election.projects
        ended_by = [projects[c].id for c in too_dear]
        self._note_last_chances(self._order.first(too_dear), least, 0)
        for c in sorted(self._open):
            offer = _Offer(self._loads, c)
            data: dict[str, Any] = {
                "votes": self._election.votes[projects[c].id],
                **both("load", offer.load),
                **both("load_before", offer.carried),
                "left": self.left,
                "short": max(0, projects[c].cost - self.left),
                "ended_by": ended_by,
                **self._missed[c],
            }
            self.steps.append(Step("rule", "outrun", projects[c].id, data))
