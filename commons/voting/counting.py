"""From a poll to an election of `algorithms.allocation`, and its rules by name."""

import hashlib
from collections.abc import Callable, Iterable
from typing import Any

from algorithms.allocation import Election, Outcome, Project, TieBreak, equal_shares, greedy
from algorithms.log import canonical_json

from .enums import BallotFormat
from .errors import VotingError
from .models import Option, Poll

Ballots = list[tuple[dict[str, int], int]]
Progress = Callable[[float], None]

# What can be set, and what holds where nothing is said. `None`: by the format of the ballot, and
# for the step a thousandth of the equal share in whole tenge, at least 1: with few voters a step
# of 1 tenge means millions of counts.
SETTINGS: dict[str, dict[str, Any]] = {
    "greedy": {
        "measure": None,  # votes | points | votes_per_cost | points_per_cost
        "min_votes": 0,
        "stop_at_first_misfit": False,
        "ties": ["votes", "cost", "lot"],
    },
    "equal_shares": {
        "utility": None,  # cost | cardinality | score
        "completion": "add1+utilitarian",
        "min_votes": 0,
        "start": "exact",
        "step": None,
        "stop": "exhaustive",
        "comparison": False,
        "ties": ["votes", "cost", "lot"],
    },
}


def settings_of(poll: Poll, rule: str, params: dict[str, Any]) -> dict[str, Any]:
    """All settings of a rule, in full, so that what is published leaves nothing to guess.

    Raises VotingError: ``unknown_rule``, ``unknown_setting``.
    """
    if rule not in SETTINGS:
        raise VotingError("unknown_rule", rule=rule)
    for name in params:
        if name not in SETTINGS[rule]:
            raise VotingError("unknown_setting", rule=rule, setting=name)
    settings = {**SETTINGS[rule], **params}
    by_points = poll.ballot_format == BallotFormat.POINTS
    if rule == "greedy":
        settings["measure"] = settings["measure"] or ("points" if by_points else "votes")
    else:
        settings["utility"] = settings["utility"] or ("score" if by_points else "cost")
        voters = max(1, poll.slots.count())
        settings["step"] = settings["step"] or max(1, poll.budget_tenge // (1000 * voters))
    return settings


def options_of(poll: Poll) -> list[Option]:
    """In the order of their lots, which is the order of the ballot's file for ties."""
    return list(poll.options.order_by("lot", "code"))


def lots_of(options: Iterable[Option]) -> dict[str, int]:
    return {option.code: option.lot or 0 for option in options}


def election(poll: Poll, options: Iterable[Option], ballots: Ballots) -> Election:
    projects = [
        Project(
            id=option.code,
            cost=option.cost_tenge,
            group=option.exclusive_group,
            precedence=option.precedence,
        )
        for option in options
    ]
    return Election(poll.budget_tenge, projects, ballots)


def count(
    rule: str,
    election: Election,
    settings: dict[str, Any],
    lots: dict[str, int],
    progress: Progress | None = None,
) -> Outcome:
    chosen = dict(settings)
    ties = TieBreak(chosen.pop("ties"), lots)
    if rule == "greedy":
        return greedy(election, ties=ties, **chosen)
    return equal_shares(election, ties=ties, progress=progress, **chosen)


def input_hash(poll: Poll, options: Iterable[Option], ballots: Ballots) -> str:
    """SHA-256 over the canonical JSON of budget, options and final ballots, both in fixed order."""
    content = {
        "poll": str(poll.pk),
        "budget_tenge": poll.budget_tenge,
        "options": sorted(
            [o.code, o.cost_tenge, o.exclusive_group, o.precedence, o.lot] for o in options
        ),
        "ballots": sorted([canonical_json(choices).decode(), n] for choices, n in ballots),
    }
    return hashlib.sha256(canonical_json(content)).hexdigest()
