"""The books of one Equal Shares count: a step for every project that took part."""

from collections.abc import Sequence
from fractions import Fraction
from itertools import groupby
from operator import attrgetter
from typing import Any

from algorithms.allocation.accounts import Accounts, Drop, Entry
from algorithms.allocation.election import Election
from algorithms.allocation.outcome import Step, both
from algorithms.allocation.purchases import Purchase


def keep_books(
    election: Election,
    taking_part: Sequence[int],
    endowment: Fraction,
    made: Sequence[Purchase],
    accounts: Accounts,
) -> list[Step]:
    """One step per project that takes part, in the order in which it was decided, amounts exact.

    A project is ``chosen``, ``excluded`` at the purchase of another of its group, or
    ``unaffordable`` at the first moment its supporters together hold less than its cost.
    """
    drops = {place: list(found) for place, found in groupby(accounts.drops, attrgetter("place"))}
    open_ = set(taking_part) - {d.project for d in drops.get(0, [])}
    steps = [_dropped(election, drop, endowment, "") for drop in drops.get(0, [])]
    for place, (purchase, entry) in enumerate(zip(made, accounts.entries, strict=True), start=1):
        project = election.projects[purchase.project]
        steps.append(_bought(election, purchase, entry, place))
        open_.discard(purchase.project)
        if project.group:
            for c in sorted(c for c in open_ if election.projects[c].group == project.group):
                open_.discard(c)
                steps.append(Step("rule", "excluded", election.projects[c].id, {"by": project.id}))
        for drop in drops.get(place, []):
            open_.discard(drop.project)
            steps.append(_dropped(election, drop, endowment, project.id))
    return steps


def _dropped(election: Election, drop: Drop, endowment: Fraction, after: str) -> Step:
    project = election.projects[drop.project]
    votes = election.votes[project.id]
    missing = project.cost - drop.held
    data: dict[str, Any] = {"votes": votes, "after": after, "after_place": drop.place}
    data |= both("held", drop.held)
    data |= both("short", missing)
    # What the supporters had to begin with, and how many voters would have been enough then.
    data |= both("held_at_start", votes * endowment)
    data["votes_short"] = max(0, -(-project.cost // endowment) - votes) if endowment else 0
    data["voters_to_close"] = -(-missing // endowment) if endowment else 0
    return Step("rule", "unaffordable", project.id, data)


def _bought(election: Election, purchase: Purchase, entry: Entry, place: int) -> Step:
    project = election.projects[purchase.project]
    votes = election.votes[project.id]
    data: dict[str, Any] = {"place": place, "votes": votes}
    data |= both("rho", purchase.rho)
    data |= both("largest_payment", entry.largest)
    data |= both("effective_votes", project.cost / entry.largest)
    data |= both("held", entry.held)
    data |= both("held_after", entry.held - project.cost)
    data |= {
        "paid_full": votes - entry.had_nothing - entry.emptied,
        "paid_all_they_had": entry.emptied,
        "had_nothing": entry.had_nothing,
    }
    if purchase.tied:
        data["tied_with"] = [election.projects[c].id for c in purchase.tied]
    return Step("rule", "chosen", project.id, data)
