"""What a valid ballot is, by format. Pure: knows no database."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from .enums import BallotFormat
from .errors import VotingError

Choices = dict[str, int]

# Formats on which a voter writes a number beside an option: points, a mark or a place.
NUMBERED = frozenset({BallotFormat.POINTS, BallotFormat.SCORE, BallotFormat.ORDINAL})


@dataclass(frozen=True)
class Rules:
    """What a ballot is measured against: the poll's format and limits, and {code: cost}."""

    ballot_format: str
    budget_tenge: int
    costs: Mapping[str, int]
    max_choices: int | None = None
    points_total: int | None = None
    points_each: int | None = None


def valid(rules: Rules, choices: Mapping[str, int]) -> Choices:
    """The choices without zeros; raises VotingError with the first fault.

    An empty ballot is valid: a blank paper goes into the box too, and counts in the turnout and
    in every voter's equal share. Options of one exclusive group may stand on a ballot together:
    the rule decides between them, not the voter's arithmetic.
    """
    for code, points in choices.items():
        if code not in rules.costs:
            raise VotingError("unknown_option", option=code)
        if not isinstance(points, int) or isinstance(points, bool) or points < 0:
            raise VotingError("points_invalid", option=code)
    kept = {code: points for code, points in choices.items() if points}
    _CHECKS[rules.ballot_format](rules, kept)
    return kept


def _approval(rules: Rules, choices: Choices) -> None:
    _one_point_each(choices)
    limit = rules.max_choices or 0
    if len(choices) > limit:
        raise VotingError("too_many_choices", chosen=len(choices), limit=limit)


def _knapsack(rules: Rules, choices: Choices) -> None:
    _one_point_each(choices)
    over = sum(rules.costs[code] for code in choices) - rules.budget_tenge
    if over > 0:
        raise VotingError("over_budget", over_tenge=over)


def _single(rules: Rules, choices: Choices) -> None:
    _one_point_each(choices)
    if len(choices) > 1:
        raise VotingError("one_choice_only")


def _points(rules: Rules, choices: Choices) -> None:
    each, total = rules.points_each or 0, rules.points_total or 0
    for code, points in choices.items():
        if points > each:
            raise VotingError("too_many_points_on_one", option=code, limit=each)
    given = sum(choices.values())
    if given > total:
        raise VotingError("too_many_points", given=given, limit=total)


def _score(rules: Rules, choices: Choices) -> None:
    highest = rules.points_each or 0
    for code, points in choices.items():
        if points > highest:
            raise VotingError("mark_too_high", option=code, limit=highest)


def _ordinal(rules: Rules, choices: Choices) -> None:
    """Places from the first on, each given once: with k places the points are k, k - 1, ..."""
    most = rules.max_choices or 0
    by_place: dict[int, str] = {}
    for code, points in choices.items():
        place = place_of(points, most)
        if place < 1:
            raise VotingError("no_such_place", option=code, limit=most)
        if place in by_place:
            raise VotingError("place_given_twice", option=code, place=place)
        by_place[place] = code
    for place, (held, code) in enumerate(sorted(by_place.items()), start=1):
        if held != place:
            raise VotingError("place_left_out", option=code, place=place)


def _yes_no(rules: Rules, choices: Choices) -> None:
    """A yes is 1; a no, and no answer, are left out."""
    _one_point_each(choices)


def place_of(points: int, most: int) -> int:
    """The place of an option on an ordinal ballot of `most` places; and back, its points."""
    return most + 1 - points


def _one_point_each(choices: Choices) -> None:
    for code, points in choices.items():
        if points != 1:
            raise VotingError("not_one_point", option=code)


_CHECKS: dict[str, Callable[[Rules, Choices], None]] = {
    BallotFormat.APPROVAL: _approval,
    BallotFormat.KNAPSACK: _knapsack,
    BallotFormat.SINGLE: _single,
    BallotFormat.POINTS: _points,
    BallotFormat.SCORE: _score,
    BallotFormat.ORDINAL: _ordinal,
    BallotFormat.YES_NO: _yes_no,
}
