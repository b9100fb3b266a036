"""Maximum welfare: an integer programme solved on HiGHS and then proved in integers."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from algorithms.allocation.election import Election
from algorithms.allocation.eligibility import (
    Threshold,
    describe_threshold,
    eligible,
    require_floats_to_hold,
    within_budget,
)
from algorithms.allocation.errors import AllocationError
from algorithms.allocation.knapsack import NOTHING, Unit, best_choice
from algorithms.allocation.outcome import Outcome, Step, standings
from algorithms.allocation.purse import Utility
from algorithms.allocation.ties import TieBreak

_UTILITIES = ("cost", "cardinality", "score")
# Then HiGHS returns its best set so far; counted in nodes, not seconds, it is always the same.
_MOST_NODES = 5_000
Members = tuple[int, ...]


def max_welfare(
    election: Election, *, utility: Utility = "cost", ties: TieBreak, min_votes: Threshold = 0
) -> Outcome:
    """The set of projects within the budget from which the voters gain most in all.

    With x_c = 1 for a funded project and w_c what all voters together gain from it: its cost times
    its votes (``cost``), its votes (``cardinality``) or its points (``score``),

        maximise Σ_c w_c·x_c   subject to   Σ_c cost_c·x_c ≤ B,
        Σ_{c in g} x_c ≤ 1 for each exclusive group g,   x_c in {0, 1}.

    HiGHS solves it in floats; what it answers is counted again in integers and then proved, or
    bettered, by an exact search, which also decides between sets of equal welfare: going through
    the projects in the order of ``ties`` (a group together, at the place of its first member), each
    is taken where some best set has it beside those taken before. Only where that search would
    take too much memory the answer of HiGHS stands, and ``Outcome.welfare`` says proved: False.

    ``selected`` goes by w_c, highest first, then by ``ties``. Projects without a vote, below
    ``min_votes`` or dearer than the whole budget take no part. Talmon and Faliszewski (2019), "A
    Framework for Approval-Based Budgeting Methods": max rule. Raises AllocationError:
    ``unknown_setting``, ``threshold_negative``, ``lots_missing``, ``too_many_voters``,
    ``budget_too_large``.
    """
    if utility not in _UTILITIES:
        raise AllocationError("unknown_setting", name="utility", value=utility)
    require_floats_to_hold(election)
    gains = _gains(election, utility)
    taking_part, dropped = eligible(election, min_votes)
    taking_part, too_dear = within_budget(election, taking_part)
    ranked = ties.order(election).ranked(taking_part)
    groups = _grouped(election, ranked)
    units = [[(election.projects[c].cost, gains[c]) for c in members] for members in groups]
    answer = _by_highs(units, election.budget)
    known = sum(unit[k][1] for unit, k in zip(units, answer, strict=True) if k != NOTHING)
    proved = best_choice(units, election.budget, known)
    choice = answer if proved is None else proved
    chosen = {members[k] for members, k in zip(groups, choice, strict=True) if k != NOTHING}
    selected = sorted((c for c in ranked if c in chosen), key=lambda c: -gains[c])
    steps = _tell(election, selected, ranked, gains, utility)
    return Outcome(
        selected=tuple(election.projects[c].id for c in selected),
        cost=sum(election.projects[c].cost for c in selected),
        budget=election.budget,
        voters=election.voters,
        rule={
            "name": "max_welfare",
            "utility": utility,
            "min_votes": describe_threshold(min_votes),
            "ties": ties.describe(),
        },
        projects=standings(election),
        trace=(*dropped, *too_dear, *steps),
        welfare={"total": sum(gains[c] for c in selected), "proved": proved is not None},
    )


def _gains(election: Election, utility: Utility) -> list[int]:
    """w by project index."""
    if utility == "score":
        return [election.points[p.id] for p in election.projects]
    return [election.votes[p.id] * (p.cost if utility == "cost" else 1) for p in election.projects]


def _grouped(election: Election, ranked: Sequence[int]) -> list[Members]:
    """Projects alone, and groups together at the place of their first member."""
    units: dict[tuple[str, int], list[int]] = {}
    for c in ranked:
        group = election.projects[c].group
        units.setdefault((group, -1) if group else ("", c), []).append(c)
    return [tuple(members) for members in units.values()]


def _by_highs(units: Sequence[Unit], budget: int) -> list[int]:
    """HiGHS's choice of an option per unit, or NOTHING, made to fit in integers.

    Its constraints hold to a tolerance only. So a unit keeps at most the option it has most of, and
    while the choice costs too much, the option of least value per cost is given up.
    """
    # Half a second of imports that those who count by other rules need not wait for.
    from scipy.optimize import LinearConstraint, milp

    flat = [(place, k) for place, unit in enumerate(units) for k in range(len(unit))]
    if not flat:
        return []
    costs = np.array([float(units[place][k][0]) for place, k in flat])
    values = np.array([float(units[place][k][1]) for place, k in flat])
    rows, limits = [costs / costs.max()], [float(budget) / costs.max()]
    for place in (place for place, unit in enumerate(units) if len(unit) > 1):
        rows.append(np.array([float(p == place) for p, _ in flat]))
        limits.append(1.0)
    found = milp(
        -values * (1e6 / values.max()),
        integrality=np.ones(len(flat)),
        bounds=(0, 1),
        constraints=LinearConstraint(np.array(rows), ub=limits),
        options={"mip_rel_gap": 0, "node_limit": _MOST_NODES},
    )
    choice = [NOTHING] * len(units)
    if found.x is not None:
        for place, k in (flat[i] for i in np.flatnonzero(found.x > 0.5)):
            choice[place] = k
    return _fitted(units, choice, budget)


def _fitted(units: Sequence[Unit], choice: list[int], budget: int) -> list[int]:
    taken = [place for place, k in enumerate(choice) if k != NOTHING]
    taken.sort(key=lambda place: _density(units[place][choice[place]]))
    cost = sum(units[place][choice[place]][0] for place in taken)
    for place in taken:
        if cost <= budget:
            break
        cost -= units[place][choice[place]][0]
        choice[place] = NOTHING
    return choice


def _density(option: tuple[int, int]) -> float:
    return float(option[1]) / float(option[0])


def _tell(
    election: Election,
    selected: Sequence[int],
    ranked: Sequence[int],
    gains: Sequence[int],
    utility: Utility,
) -> list[Step]:
    """A step for each project that takes part: the winners as ``selected``, then the others."""
    projects = election.projects
    left = election.budget
    steps = []
    owners: dict[str, str] = {}
    for place, c in enumerate(selected, start=1):
        owners[projects[c].group] = projects[c].id
        data: dict[str, Any] = {"place": place, "votes": election.votes[projects[c].id]}
        data |= {"welfare": gains[c], "left": left, "left_after": left - projects[c].cost}
        left -= projects[c].cost
        steps.append(Step("rule", "chosen", projects[c].id, data))
    for c in sorted(set(ranked) - set(selected)):
        if projects[c].group and projects[c].group in owners:
            by = {"by": owners[projects[c].group]}
            steps.append(Step("rule", "excluded", projects[c].id, by))
            continue
        data = {"votes": election.votes[projects[c].id], "welfare": gains[c], "left": left}
        data |= _exchange(election, selected, c, left, gains, utility)
        steps.append(Step("rule", "outweighed", projects[c].id, data))
    return steps


def _exchange(
    election: Election,
    selected: Sequence[int],
    c: int,
    left: int,
    gains: Sequence[int],
    utility: Utility,
) -> dict[str, Any]:
    """Winners that could make room for c, and how much more c would need to be worth than they.

    Winners of the lowest gain per cost are given up until c fits, and then those of them that c
    does not need after all are kept. A set without c can never be worth more than the winners; so
    c's being worth more than those given up is enough, all else unchanged, for every best set to
    have it.
    """
    projects = election.projects
    short = projects[c].cost - left
    room = 0
    given_up: list[int] = []
    for d in sorted(selected, key=lambda d: _density((projects[d].cost, gains[d]))):
        if room >= short:
            break
        given_up.append(d)
        room += projects[d].cost
    for d in sorted(given_up, key=lambda d: -gains[d]):
        if room - projects[d].cost >= short:
            given_up.remove(d)
            room -= projects[d].cost
    lacking = sum(gains[d] for d in given_up) - gains[c] + 1
    each = projects[c].cost if utility == "cost" else 1
    unit = "points_short" if utility == "score" else "votes_short"
    names = [projects[d].id for d in given_up]
    return {"short": short, "instead_of": names, unit: -(-lacking // each)}
