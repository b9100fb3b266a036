"""The books of one Equal Shares count: a step for every project that took part."""

from collections.abc import Sequence
from fractions import Fraction
from itertools import groupby
from math import gcd
from operator import attrgetter
from typing import Any

from algorithms.allocation.accounts import Accounts, Drop, Entry
from algorithms.allocation.election import Election
from algorithms.allocation.outcome import Step, both, told
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
    cost, (held, over) = project.cost, drop.held.as_integer_ratio()
    # What the supporters had to begin with, and how many voters would have been enough then.
    each, part = endowment.as_integer_ratio()
    common = gcd(votes, part)
    data: dict[str, Any] = {
        "votes": votes,
        "after": after,
        "after_place": drop.place,
        **told("held", held, over),
        **told("short", cost * over - held, over),
        **told("held_at_start", votes // common * each, part // common),
        "votes_short": max(0, -(-cost * part // each) - votes) if each else 0,
        "voters_to_close": -(-(cost * over - held) * part // (each * over)) if each else 0,
    }
    return Step("rule", "unaffordable", project.id, data)


def _bought(election: Election, purchase: Purchase, entry: Entry, place: int) -> Step:
    project = election.projects[purchase.project]
    votes, cost = election.votes[project.id], project.cost
    largest, part = entry.largest.as_integer_ratio()
    common = gcd(cost, largest)
    held, over = entry.held.as_integer_ratio()
    data: dict[str, Any] = {
        "place": place,
        "votes": votes,
        **both("rho", purchase.rho),
        **told("largest_payment", largest, part),
        **told("effective_votes", cost // common * part, largest // common),
        **told("held", held, over),
        **told("held_after", held - cost * over, over),
        "paid_full": votes - entry.had_nothing - entry.emptied,
        "paid_all_they_had": entry.emptied,
        "had_nothing": entry.had_nothing,
    }
    if purchase.tied:
        data["tied_with"] = [election.projects[c].id for c in purchase.tied]
    return Step("rule", "chosen", project.id, data)
