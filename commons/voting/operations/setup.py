"""What leaf 0 says before the first ballot: everything that decides the result."""

from collections.abc import Sequence
from typing import Any

from .. import counting, keys
from ..models import Option, Poll
from .roll import roll_root


def setup_content(
    poll: Poll, options: Sequence[Option], round_setup: dict[str, Any], approvals: int
) -> dict[str, Any]:
    """JSON without floats. `approvals`: how many moderators agreed to the opening."""
    return {
        "poll": str(poll.pk),
        "format": poll.ballot_format,
        "budget_tenge": poll.budget_tenge,
        "max_choices": poll.max_choices,
        "points_total": poll.points_total,
        "points_each": poll.points_each,
        "may_change": poll.may_change,
        "opens_at": poll.opens_at.isoformat(),
        "closes_at": poll.closes_at.isoformat(),
        "lot_seed": poll.lot_seed or str(poll.pk),
        "options": [_option(option) for option in options],
        "count": {"rule": poll.rule, "params": poll.params} if poll.rule else None,
        "verifier": poll.verifier_id,
        "approvals": approvals,
        "log_key": keys.public_bytes(keys.signing_key()).hex(),
        "round": round_setup,
        **roll_root(poll),
    }


def full_params(poll: Poll) -> dict[str, Any]:
    """Every setting of the announced rule; only what the number of voters decides is null.

    Raises VotingError: ``unknown_rule``, ``unknown_setting``.
    """
    return counting.announced(poll.ballot_format, poll.rule, poll.params) if poll.rule else {}


def _option(option: Option) -> dict[str, Any]:
    return {
        "code": option.code,
        "cost_tenge": option.cost_tenge,
        "exclusive_group": option.exclusive_group,
        "precedence": option.precedence,
        "lot": option.lot,
    }
