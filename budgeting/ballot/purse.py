"""What a ballot has used of its limit, as words and as the segments of a bar.

static/js/purse.js does the same sums in the browser; a test holds the two together.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from commons.voting.enums import BallotFormat
from commons.voting.formats import Rules

GAP = 0.35


@dataclass(frozen=True)
class Segment:
    """In per cent of the bar."""

    x: str
    width: str
    over: bool


@dataclass(frozen=True)
class Purse:
    """`unit` is tenge, projects or points; over the limit `left` is negative. With the unit
    `marks` nothing is limited: the limit is how many projects there are."""

    unit: str
    limit: int
    used: int
    chosen: int
    segments: list[Segment]
    cap: str

    @property
    def left(self) -> int:
        return self.limit - self.used

    @property
    def over(self) -> int:
        return -self.left

    @property
    def is_over(self) -> bool:
        return self.left < 0


def limit_of(rules: Rules) -> tuple[str, int]:
    if rules.ballot_format == BallotFormat.KNAPSACK:
        return "tenge", rules.budget_tenge
    if rules.ballot_format == BallotFormat.POINTS:
        return "points", rules.points_total or 0
    if rules.ballot_format in (BallotFormat.SCORE, BallotFormat.YES_NO):
        return "marks", len(rules.costs)
    single = rules.ballot_format == BallotFormat.SINGLE
    return "projects", 1 if single else rules.max_choices or 0


def purse(rules: Rules, choices: Mapping[str, int], order: list[str]) -> Purse:
    """In the order of the page. The bar holds the limit, or all that is used where that is more."""
    unit, limit = limit_of(rules)
    takes = {"tenge": rules.costs, "points": choices}.get(unit, {})
    parts = [takes.get(code, 1) for code in order if choices.get(code, 0) > 0]
    used = sum(parts)
    whole = max(limit, used, 1)
    segments, before = [], 0
    for part in parts:
        width = max(0.0, 100 * part / whole - GAP)
        segments.append(
            Segment(f"{100 * before / whole:.2f}%", f"{width:.2f}%", before + part > limit)
        )
        before += part
    cap = f"{100 * limit / whole:.2f}%" if used > limit else ""
    return Purse(unit, limit, used, len(parts), segments, cap)
