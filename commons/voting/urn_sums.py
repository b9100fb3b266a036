"""Whether the totals of an urn can come from its forms. Pure: knows no database."""

from collections.abc import Callable, Mapping

from .enums import BallotFormat
from .errors import VotingError
from .formats import Choices, Rules


def fitting(rules: Rules, valid_forms: int, totals: Mapping[str, int]) -> Choices:
    """The totals without zeros, if so many valid forms of this format can hold them.

    Raises VotingError: ``unknown_option``, ``points_invalid``, ``urn_total_too_large``,
    ``urn_sum_too_large``, ``urn_over_budget``.
    """
    for code, total in totals.items():
        if code not in rules.costs:
            raise VotingError("unknown_option", option=code)
        if not isinstance(total, int) or isinstance(total, bool) or total < 0:
            raise VotingError("points_invalid", option=code)
        limit = valid_forms * _most_on_one(rules)
        if total > limit:
            about = {"forms": valid_forms, "limit": limit, "found": total}
            raise VotingError("urn_total_too_large", option=code, **about)
    _together(rules, valid_forms, totals)
    return {code: total for code, total in totals.items() if total}


def _most_on_one(rules: Rules) -> int:
    """What one form can give one option."""
    if rules.ballot_format in (BallotFormat.POINTS, BallotFormat.SCORE):
        return rules.points_each or 0
    return rules.max_choices or 0 if rules.ballot_format == BallotFormat.ORDINAL else 1


def _together(rules: Rules, forms: int, totals: Mapping[str, int]) -> None:
    if rules.ballot_format == BallotFormat.KNAPSACK:
        spent = sum(rules.costs[code] * total for code, total in totals.items())
        if spent > forms * rules.budget_tenge:
            raise VotingError("urn_over_budget", forms=forms)
    most = _MOST_TOGETHER.get(BallotFormat(rules.ballot_format))
    found = sum(totals.values())
    if most is not None and found > forms * most(rules):
        limit = forms * most(rules)
        raise VotingError("urn_sum_too_large", forms=forms, limit=limit, found=found)


def _ranked(rules: Rules) -> int:
    places = rules.max_choices or 0
    return places * (places + 1) // 2


_MOST_TOGETHER: dict[BallotFormat, Callable[[Rules], int]] = {
    BallotFormat.SINGLE: lambda rules: 1,
    BallotFormat.APPROVAL: lambda rules: rules.max_choices or 0,
    BallotFormat.POINTS: lambda rules: rules.points_total or 0,
    BallotFormat.ORDINAL: _ranked,
}
