"""The Method of Equal Shares with its completions and the comparison step."""

from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import Any, Literal

from algorithms.allocation.counts import counter
from algorithms.allocation.election import Election
from algorithms.allocation.eligibility import Threshold, describe_threshold, eligible
from algorithms.allocation.endowments import Ladder, Stop
from algorithms.allocation.errors import AllocationError
from algorithms.allocation.ledger import keep_books
from algorithms.allocation.outcome import Outcome, Step, both, standings
from algorithms.allocation.purse import Electorate, Utility
from algorithms.allocation.ties import Order, TieBreak
from algorithms.allocation.utilitarian import Measure, Swept, greedy, sweep

Completion = Literal["none", "add1", "utilitarian", "add1+utilitarian"]
Start = Literal["exact", "floor"]

_SETTINGS: dict[str, tuple[str, ...]] = {
    "utility": ("cost", "cardinality", "score"),
    "completion": ("none", "add1", "utilitarian", "add1+utilitarian"),
    "start": ("exact", "floor"),
    "stop": ("exhaustive", "overspend"),
}
_DENSITY: dict[Utility, Measure] = {
    "cost": "votes",
    "cardinality": "votes_per_cost",
    "score": "points_per_cost",
}


def equal_shares(
    election: Election,
    *,
    utility: Utility = "cost",
    completion: Completion = "none",
    ties: TieBreak,
    min_votes: Threshold = 0,
    start: Start = "exact",
    step: int = 1,
    stop: Stop = "exhaustive",
    comparison: bool = False,
    progress: Callable[[float], None] | None = None,
) -> Outcome:
    """Give every voter an equal share of the budget and buy what its supporters can pay for.

    Each voter starts with budget/n (``start="floor"``: rounded down), empty ballots counted in n.
    In turn the project with the least ρ is bought, where Σ min(balance, ρ·u) over its supporters
    is its cost and u is the cost (``cost``), 1 (``cardinality``) or the points given (``score``).
    Equal ρ is decided by ``ties``. A project whose supporters hold less than its cost is dropped
    for good; one that costs more than the whole budget is never considered, nor one without votes
    or below ``min_votes``; once a project is bought, the rest of its group is excluded.

    ``add1`` raises the endowment by ``step`` and counts again until the next outcome would
    overspend (``stop="overspend"``) or, before that, at the first outcome with which no further
    project fits (``stop="exhaustive"``). ``utilitarian`` spends the money left by utility per
    cost: votes, votes per cost, or points per cost. ``comparison``: greedy's outcome (by votes, or
    by points for score) is taken when strictly more voters approve more of its winners.

    ``progress`` is called with a number from 0 to 1 now and then. All deciding arithmetic is exact.

    Peters, Pierczyński and Skowron (2021), "Proportional Participatory Budgeting with Additive
    Utilities"; Add1 and comparison as on equalshares.net and in Wieliczka's rules of 2023.
    Raises AllocationError: ``unknown_setting``, ``step_not_positive``, ``threshold_negative``,
    ``lots_missing``, ``points_too_large``.
    """
    _check(utility=utility, completion=completion, start=start, stop=stop)
    if step <= 0:
        raise AllocationError("step_not_positive", step=step)
    order = ties.order(election)
    taking_part, dropped = eligible(election, min_votes)
    taking_part, dropped = _within_budget(election, taking_part, dropped)
    electorate = Electorate(election, taking_part, utility)
    first = _endowment(election, start)
    # At the sum of all costs everything is bought, so no raise goes beyond it by more than a step.
    highest = first + sum(electorate.costs[c] for c in taking_part) + step
    counts = counter(election, electorate, order, highest)
    ladder = Ladder(election, electorate, counts, first, step)
    raised = completion.startswith("add1")
    found = ladder.climb(stop, progress) if raised else ladder.single()
    made, accounts = counts.account(found.endowment, found.count)
    books = keep_books(election, taking_part, found.endowment, made, accounts)
    bought = [election.projects[p.project].id for p in made]
    rest = _complete(election, taking_part, bought, order, utility, completion)
    selected = (*bought, *rest.selected)
    rule = {
        "name": "equal_shares",
        "utility": utility,
        "completion": completion,
        "min_votes": describe_threshold(min_votes),
        "start": start,
        "step": step,
        "stop": stop,
        "comparison": comparison,
        "ties": ties.describe(),
    }
    shares: dict[str, Any] = {
        **both("endowment_at_start", first),
        **both("endowment", found.endowment),
        "raises": found.raises,
        "ended": found.ended,
        "bought": bought,
        "completed": list(rest.selected),
    }
    outcome = Outcome(
        selected=selected,
        cost=sum(p.cost for p in election.projects if p.id in set(selected)),
        budget=election.budget,
        voters=election.voters,
        rule=rule,
        projects=standings(election),
        trace=(*dropped, *books, *rest.steps),
        shares=shares,
    )
    if comparison:
        measure: Measure = "points" if utility == "score" else "votes"
        rival = greedy(election, measure=measure, ties=ties, min_votes=min_votes)
        outcome = _compare(election, outcome, rival)
    if progress is not None:
        progress(1.0)
    return outcome


def _check(**settings: str) -> None:
    for name, value in settings.items():
        if value not in _SETTINGS[name]:
            raise AllocationError("unknown_setting", name=name, value=value)


def _within_budget(
    election: Election, positions: list[int], dropped: list[Step]
) -> tuple[list[int], list[Step]]:
    kept = []
    for position in positions:
        project = election.projects[position]
        if project.cost <= election.budget:
            kept.append(position)
        else:
            data = {
                "votes": election.votes[project.id],
                "short": project.cost - election.budget,
            }
            dropped.append(Step("rule", "over_budget", project.id, data))
    return kept, dropped


def _endowment(election: Election, start: Start) -> Fraction:
    if not election.voters:
        return Fraction(0)
    share = Fraction(election.budget, election.voters)
    return share if start == "exact" else Fraction(share.numerator // share.denominator)


def _complete(
    election: Election,
    taking_part: Sequence[int],
    bought: list[str],
    order: Order,
    utility: Utility,
    completion: Completion,
) -> Swept:
    if not completion.endswith("utilitarian"):
        return Swept((), 0, ())
    chosen = [p for p in election.projects if p.id in set(bought)]
    taken = {p.group for p in chosen} - {""}
    rest = [
        c
        for c in taking_part
        if election.projects[c] not in chosen and election.projects[c].group not in taken
    ]
    return sweep(
        election,
        rest,
        measure=_DENSITY[utility],
        order=order,
        left=election.budget - sum(p.cost for p in chosen),
        stage="completion",
        first_place=len(chosen) + 1,
    )


def _compare(election: Election, shares: Outcome, majority: Outcome) -> Outcome:
    """Takes ``majority`` when strictly more voters approve more of its winners."""
    index = {p.id: position for position, p in enumerate(election.projects)}
    ours = {index[p] for p in shares.selected}
    theirs = {index[p] for p in majority.selected}
    prefer_ours = prefer_theirs = 0
    for ballot, count in election.ballots:
        difference = sum((c in ours) - (c in theirs) for c, _ in ballot)
        prefer_ours += count * (difference > 0)
        prefer_theirs += count * (difference < 0)
    taken = majority if prefer_theirs > prefer_ours else shares
    numbers = {
        "equal_shares": prefer_ours,
        "greedy": prefer_theirs,
        "same": election.voters - prefer_ours - prefer_theirs,
        "taken": "greedy" if taken is majority else "equal_shares",
        "equal_shares_selected": list(shares.selected),
        "greedy_selected": list(majority.selected),
    }
    return Outcome(
        selected=taken.selected,
        cost=taken.cost,
        budget=shares.budget,
        voters=shares.voters,
        rule=shares.rule,
        projects=shares.projects,
        trace=taken.trace,
        shares=shares.shares,
        comparison=numbers,
    )
