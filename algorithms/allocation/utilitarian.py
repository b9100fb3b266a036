"""Greedy: by votes, by points or by either per cost, each project that still fits."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Literal

from algorithms.allocation.election import Election
from algorithms.allocation.eligibility import Threshold, describe_threshold, eligible
from algorithms.allocation.errors import AllocationError
from algorithms.allocation.outcome import Outcome, Stage, Step, both, standings
from algorithms.allocation.ties import Order, TieBreak

Measure = Literal["votes", "points", "votes_per_cost", "points_per_cost"]
_MEASURES = ("votes", "points", "votes_per_cost", "points_per_cost")


def greedy(
    election: Election,
    *,
    measure: Measure = "votes",
    ties: TieBreak,
    min_votes: Threshold = 0,
    stop_at_first_misfit: bool = False,
) -> Outcome:
    """Sort by ``measure``, highest first, and fund each project that fits the money left.

    Equal measures are ordered by ``ties``. A project that does not fit is passed over, or ends the
    count with ``stop_at_first_misfit``. Projects below ``min_votes`` and projects nobody voted for
    take no part. Once a project is funded, the others of its group are excluded. Exact.

    Talmon and Faliszewski (2019), "A Framework for Approval-Based Budgeting Methods": greedy rule.
    Raises AllocationError: ``unknown_setting``, ``threshold_negative``, ``lots_missing``.
    """
    if measure not in _MEASURES:
        raise AllocationError("unknown_setting", name="measure", value=measure)
    positions, dropped = eligible(election, min_votes)
    swept = sweep(
        election,
        positions,
        measure=measure,
        order=ties.order(election),
        left=election.budget,
        stop_at_first_misfit=stop_at_first_misfit,
    )
    return Outcome(
        selected=swept.selected,
        cost=swept.cost,
        budget=election.budget,
        voters=election.voters,
        rule={
            "name": "greedy",
            "measure": measure,
            "min_votes": describe_threshold(min_votes),
            "stop_at_first_misfit": stop_at_first_misfit,
            "ties": ties.describe(),
        },
        projects=standings(election),
        trace=(*dropped, *swept.steps),
    )


@dataclass(frozen=True, slots=True)
class Swept:
    """What one sweep bought, and its steps in order."""

    selected: tuple[str, ...]
    cost: int
    steps: tuple[Step, ...]


def sweep(
    election: Election,
    positions: Iterable[int],
    *,
    measure: Measure,
    order: Order,
    left: int,
    stage: Stage = "rule",
    first_place: int = 1,
    stop_at_first_misfit: bool = False,
) -> Swept:
    """Fund what fits ``left`` among ``positions``; ``first_place`` numbers the first one bought."""
    projects = election.projects
    bought: list[tuple[int, int]] = []  # project, money left before it was bought
    owners: dict[str, str] = {}  # group: the member that was bought
    steps: list[Step] = []
    stopped = False
    for position, value, tied in _ranked(election, positions, measure, order):
        project = projects[position]
        data: dict[str, Any] = {"votes": election.votes[project.id], "left": left}
        data |= both("measure", value)
        if stopped:
            data["short"] = max(0, project.cost - left)
            data |= _rival(election, bought, position, measure)
            steps.append(Step(stage, "not_counted", project.id, data))
        elif project.group in owners:
            steps.append(Step(stage, "excluded", project.id, {"by": owners[project.group]}))
        elif project.cost <= left:
            bought.append((position, left))
            left -= project.cost
            if project.group:
                owners[project.group] = project.id
            data |= {"place": first_place + len(bought) - 1, "left_after": left}
            if tied:
                data["tied_with"] = [projects[i].id for i in tied]
            steps.append(Step(stage, "chosen", project.id, data))
        else:
            data["short"] = project.cost - left
            data |= _rival(election, bought, position, measure)
            steps.append(Step(stage, "does_not_fit", project.id, data))
            stopped = stop_at_first_misfit
    chosen = tuple(projects[i].id for i, _ in bought)
    return Swept(chosen, sum(projects[i].cost for i, _ in bought), tuple(steps))


def _value(election: Election, position: int, measure: Measure) -> Fraction:
    project = election.projects[position]
    total = election.votes if measure.startswith("votes") else election.points
    return Fraction(total[project.id], project.cost if measure.endswith("_per_cost") else 1)


def _ranked(
    election: Election, positions: Iterable[int], measure: Measure, order: Order
) -> list[tuple[int, Fraction, list[int]]]:
    """(project, its measure, those it was tied with and put ahead of), best first."""
    classes: dict[Fraction, list[int]] = {}
    for position in positions:
        classes.setdefault(_value(election, position, measure), []).append(position)
    ranked = []
    for value in sorted(classes, reverse=True):
        tied = classes[value]
        while tied:
            best = order.first(tied)
            tied = [i for i in tied if i != best]
            ranked.append((best, value, tied))
    return ranked


def _rival(
    election: Election, bought: list[tuple[int, int]], position: int, measure: Measure
) -> dict[str, Any]:
    """The lowest winner before which there was still money for this project, if any.

    Money left only falls, so to be considered ahead of that winner is necessary and sufficient.
    ``votes_short`` is enough to pass it whatever the tie-break says, with all else unchanged.
    """
    cost = election.projects[position].cost
    rivals = [i for i, left in bought if left >= cost]
    if not rivals:
        return {}
    rival = election.projects[rivals[-1]].id
    data: dict[str, Any] = {"to_pass": rival}
    if measure == "votes":
        data["votes_short"] = (
            election.votes[rival] - election.votes[election.projects[position].id] + 1
        )
    return data
