"""One ballot's share of the money, in words: what it paid for and what was left of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from algorithms.allocation.outcome import decimal
from algorithms.allocation.own_share import own_share

from ..models import Project
from .page import Result


@dataclass(frozen=True)
class Line:
    """One project on the ballot. `paid` is empty where the share paid nothing for it; `part` is
    the payment as a share of the endowment."""

    project: Project
    cost: str
    points: int
    won: bool
    paid: str
    part: float


@dataclass(frozen=True)
class Told:
    """`lines`: the ballot's projects, those its share paid for first, in the order bought; empty
    for a blank ballot. `by_shares` is false where the rule gives nobody a share."""

    by_shares: bool
    lines: list[Line]
    endowment: str = ""
    left: str = ""
    left_part: float = 0.0
    spent: str = ""

    @property
    def chosen(self) -> int:
        return len(self.lines)

    @property
    def won(self) -> int:
        return sum(line.won for line in self.lines)


def share_of(result: Result, choices: Mapping[str, int]) -> Told:
    """Replayed exactly from the official count's trace; rounded to two places at the very end."""
    paid = own_share(result.outcome, choices)
    if paid is None:
        return Told(by_shares=False, lines=_lines(result, choices, {}, Fraction(0)))
    return Told(
        by_shares=True,
        lines=_lines(result, choices, paid.paid, paid.endowment),
        endowment=result.unit.exact(decimal(paid.endowment)),
        left=result.unit.exact(decimal(paid.left)),
        left_part=float(paid.left / paid.endowment) if paid.endowment else 0.0,
        spent=result.unit.exact(decimal(paid.endowment - paid.left)),
    )


def _lines(
    result: Result,
    choices: Mapping[str, int],
    paid: Mapping[str, Fraction],
    endowment: Fraction,
) -> list[Line]:
    place = {code: n for n, code in enumerate(result.outcome.selected)}
    last = len(place)
    order = sorted(choices, key=lambda code: (code not in paid, place.get(code, last), code))
    told = result.told
    return [
        Line(
            project=result.projects[code],
            cost=result.unit.show(told[code].cost),
            points=choices[code],
            won=code in place,
            paid=result.unit.exact(decimal(paid[code])) if code in paid else "",
            part=float(paid[code] / endowment) if code in paid else 0.0,
        )
        for code in order
        if code in result.projects
    ]
