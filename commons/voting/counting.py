"""From a poll to an election of `algorithms.allocation`, and its rules by name.

Three steps fix a count: `announced` says every setting before the first ballot, as leaf 0 does;
`settings_of` adds what the number of voters decides, when the count is asked for; `count` works out
each project's threshold from the election itself. The outcome's own `rule` tells all of it.
"""

import hashlib
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from algorithms.allocation import (
    Election,
    Outcome,
    Project,
    TieBreak,
    equal_shares,
    greedy,
    max_welfare,
    phragmen,
    proportional_threshold,
)
from algorithms.log import canonical_json

from .enums import BallotFormat
from .errors import VotingError
from .models import Option, Poll

Ballots = list[tuple[dict[str, int], int]]
Progress = Callable[[float], None]

# Ballots on which an option can have more than one point.
BY_POINTS = (BallotFormat.POINTS, BallotFormat.SCORE, BallotFormat.ORDINAL)

# What can be set, and what holds where nothing is said. `None` for measure and utility: by the
# format of the ballot. `None` for the step: a thousandth of the equal share in whole tenge, at
# least 1 (with few voters a step of 1 tenge means millions of counts), worked out at the count.
# `threshold_share` k: a project's votes by all voters are at least its cost by k budgets (the rule
# of Swiecie); None for no such threshold. A project needs the larger of it and `min_votes`, which
# may name projects one by one.
SETTINGS: dict[str, dict[str, Any]] = {
    "greedy": {
        "measure": None,  # votes | points | votes_per_cost | points_per_cost
        "min_votes": 0,
        "threshold_share": None,
        "stop_at_first_misfit": False,
        "ties": ["votes", "cost", "lot"],
    },
    "equal_shares": {
        "utility": None,  # cost | cardinality | score
        "completion": "add1+utilitarian",
        "min_votes": 0,
        "threshold_share": None,
        "start": "exact",
        "step": None,
        "stop": "exhaustive",
        "comparison": False,
        "ties": ["votes", "cost", "lot"],
    },
    "phragmen": {
        "min_votes": 0,
        "threshold_share": None,
        "ties": ["votes", "cost", "lot"],
    },
    "max_welfare": {
        "utility": None,  # cost | cardinality | score
        "min_votes": 0,
        "threshold_share": None,
        "ties": ["votes", "cost", "lot"],
    },
}
# Beside the settings in a tally's params: money that other envelopes of the round left over. It
# is known only when those are counted, so it is no setting and is never announced.
ADDED = "added_budget"


def announced(ballot_format: str, rule: str, params: Mapping[str, Any]) -> dict[str, Any]:
    """All settings of a rule, in full, so that what is published leaves nothing to guess.

    Only ``step`` may still be null. Raises VotingError: ``unknown_rule``, ``unknown_setting``.
    """
    if rule not in SETTINGS:
        raise VotingError("unknown_rule", rule=rule)
    for name in params:
        if name not in SETTINGS[rule]:
            raise VotingError("unknown_setting", rule=rule, setting=name)
    settings = {**SETTINGS[rule], **params}
    by_points = ballot_format in BY_POINTS
    if "measure" in settings:
        settings["measure"] = settings["measure"] or ("points" if by_points else "votes")
    if "utility" in settings:
        settings["utility"] = settings["utility"] or ("score" if by_points else "cost")
    return settings


def settings_of(
    poll: Poll, rule: str, params: Mapping[str, Any], added_budget: int = 0
) -> dict[str, Any]:
    """As `announced`, with the step worked out: max(1, budget // (1000 * voters)), where the
    budget is the poll's and `added_budget`. That stands under ``added_budget`` if there is any.
    """
    settings = announced(poll.ballot_format, rule, params)
    budget = poll.budget_tenge + added_budget
    if "step" in settings and not settings["step"]:
        settings["step"] = max(1, budget // (1000 * max(1, poll.slots.count())))
    return settings | ({ADDED: added_budget} if added_budget else {})


def parted(params: Mapping[str, Any]) -> tuple[dict[str, Any], int]:
    """A tally's params as the settings of its rule, and the budget added to the poll's own."""
    settings = dict(params)
    added: int = settings.pop(ADDED, 0)
    return settings, added


def options_of(poll: Poll) -> list[Option]:
    """In the order of their lots, which is the order of the ballot's file for ties."""
    return list(poll.options.order_by("lot", "code"))


def lots_of(options: Iterable[Option]) -> dict[str, int]:
    return {option.code: option.lot or 0 for option in options}


def election(
    poll: Poll, options: Iterable[Option], ballots: Ballots, added_budget: int = 0
) -> Election:
    projects = [
        Project(
            id=option.code,
            cost=option.cost_tenge,
            group=option.exclusive_group,
            precedence=option.precedence,
        )
        for option in options
    ]
    return Election(poll.budget_tenge + added_budget, projects, ballots)


def count(
    rule: str,
    election: Election,
    settings: Mapping[str, Any],
    lots: dict[str, int],
    progress: Progress | None = None,
) -> Outcome:
    """`settings` in full, as `settings_of` gives them; what was added is in the election."""
    chosen, _added = parted(settings)
    ties = TieBreak(chosen.pop("ties"), lots)
    share = chosen.pop("threshold_share", None)
    chosen["min_votes"] = least_votes(election, chosen["min_votes"], share)
    if rule == "greedy":
        return greedy(election, ties=ties, **chosen)
    if rule == "phragmen":
        return phragmen(election, ties=ties, **chosen)
    if rule == "max_welfare":
        return max_welfare(election, ties=ties, **chosen)
    return equal_shares(election, ties=ties, progress=progress, **chosen)


def least_votes(
    election: Election, min_votes: int | Mapping[str, int], share: int | None
) -> int | dict[str, int]:
    """The larger of the two thresholds, project by project where the cost decides."""
    if share is None:
        return min_votes if isinstance(min_votes, int) else dict(min_votes)
    in_proportion = proportional_threshold(election, share)
    if isinstance(min_votes, int):
        return {code: max(needed, min_votes) for code, needed in in_proportion.items()}
    return {code: max(needed, min_votes.get(code, 0)) for code, needed in in_proportion.items()}


def input_hash(
    poll: Poll, options: Iterable[Option], ballots: Ballots, added_budget: int = 0
) -> str:
    """SHA-256 over the canonical JSON of budget, options and final ballots, both in fixed order."""
    content = {
        "poll": str(poll.pk),
        "budget_tenge": poll.budget_tenge + added_budget,
        "options": sorted(
            [o.code, o.cost_tenge, o.exclusive_group, o.precedence, o.lot] for o in options
        ),
        "ballots": sorted([canonical_json(choices).decode(), n] for choices, n in ballots),
    }
    return hashlib.sha256(canonical_json(content)).hexdigest()
