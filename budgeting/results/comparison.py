"""The same ballots under every rule, side by side."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from commons.interface.numbers import decimal, grouped, percent

from ..enums import Rule
from ..models import Project
from .page import Count, Result

# Titles that a sentence names; of more it says how many.
NAMED = 2


@dataclass(frozen=True)
class Side:
    """What one rule makes of the ballots."""

    rule: str
    label: str
    short: str
    about: str
    decides: bool
    winners: int
    cost: str
    represented: float
    represented_text: str
    mean: str
    spread: str
    sentence: str


@dataclass(frozen=True)
class Line:
    """A project that wins under some rule; `places` in the order of the sides, 0 where it does not
    win there."""

    project: Project
    cost: str
    places: list[tuple[str, int]]


def sides(result: Result) -> list[Side]:
    """One per rule that was counted, the deciding one first."""
    told = result.numbers.get("rules", {})
    return [_side(result, count, told[count.rule]) for count in result.counts if count.rule in told]


def lines(result: Result) -> list[Line]:
    """All that win under any rule: the winners in their order, then those of the others."""
    codes: dict[str, None] = {}
    for count in result.counts:
        codes |= dict.fromkeys(count.outcome.selected)
    places = [
        (_short(count.rule), {code: n for n, code in enumerate(count.outcome.selected, start=1)})
        for count in result.counts
    ]
    costs = {p.id: p.cost for p in result.outcome.projects}
    return [
        Line(
            result.projects[code],
            result.unit.show(costs[code]),
            [(short, place.get(code, 0)) for short, place in places],
        )
        for code in codes
    ]


def _side(result: Result, count: Count, told: dict[str, Any]) -> Side:
    represented = float(Fraction(told["represented_percent"])) / 100
    return Side(
        rule=count.rule,
        label=count.label,
        short=_short(count.rule),
        about=_about(count.rule),
        decides=count.tally.official,
        winners=len(count.outcome.selected),
        cost=result.unit.show(count.outcome.cost),
        represented=represented,
        represented_text=percent(represented, 1),
        mean=decimal(float(Fraction(told["mean_count"])), 2),
        spread=_spread(told["by_count"]),
        sentence=_sentence(result, count),
    )


def _short(rule: str) -> str:
    """The head of a narrow column."""
    return {
        Rule.GREEDY: pgettext("rule, one word", "Votes"),
        Rule.EQUAL_SHARES: pgettext("rule, one word", "Shares"),
        Rule.PHRAGMEN: pgettext("rule, one word", "Phragmén"),
        Rule.MAX_WELFARE: pgettext("rule, one word", "Welfare"),
    }[Rule(rule)]


def _about(rule: str) -> str:
    return {
        Rule.GREEDY: _("The projects with the most votes that still fit the money."),
        Rule.EQUAL_SHARES: _("Every voter decides about an equal share of the money."),
        Rule.PHRAGMEN: _(
            "One project after another, so that what was bought weighs on its supporters as "
            "evenly as can be."
        ),
        Rule.MAX_WELFARE: _(
            "The set of projects that all voters together gain most from, whoever they are."
        ),
    }[Rule(rule)]


def _spread(by_count: Sequence[int]) -> str:
    """The middle half of the voters: from the least number of projects that a quarter of them does
    not exceed to the least that three quarters do not."""
    low, high = (_quantile(by_count, part) for part in (1, 3))
    if low == high:
        return grouped(low)
    return _("%(low)s to %(high)s") % {"low": grouped(low), "high": grouped(high)}


def _quantile(by_count: Sequence[int], quarters: int) -> int:
    below, voters = 0, sum(by_count)
    for value, many in enumerate(by_count):
        below += many
        if 4 * below >= quarters * voters:
            return value
    return 0


def _sentence(result: Result, count: Count) -> str:
    if count.tally.official:
        return _("This count decided.")
    ours, theirs = result.outcome.selected, count.outcome.selected
    more = [code for code in theirs if code not in ours]
    less = [code for code in ours if code not in theirs]
    if not more and not less:
        return _("It would choose the same projects.")
    parts = []
    if more:
        parts.append(_("It would choose %(projects)s.") % {"projects": _names(result, more)})
    if less:
        parts.append(_("It would leave out %(projects)s.") % {"projects": _names(result, less)})
    return " ".join(parts)


def _names(result: Result, codes: Sequence[str]) -> str:
    """“A”, “B” and 3 more."""
    named = [_("“%(title)s”") % {"title": result.words.title(code)} for code in codes[:NAMED]]
    rest = len(codes) - NAMED
    if rest <= 0:
        return _(" and ").join(named)
    return ngettext("%(named)s and %(count)s more", "%(named)s and %(count)s more", rest) % {
        "named": ", ".join(named),
        "count": grouped(rest),
    }
