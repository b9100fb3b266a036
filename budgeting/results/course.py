"""How the effective votes of the projects fell, as a picture with its table."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from commons.interface.numbers import decimal

from ..enums import Rule
from ..models import Project
from .page import Result

# Of the picture: a round is a column of this width, the strip is this high.
COLUMN, GAP, HEIGHT = 10, 2, 40


@dataclass(frozen=True)
class Bar:
    """One round of one project, in the units of the strip's view box."""

    x: int
    y: float
    width: int
    height: float
    kind: str


@dataclass(frozen=True)
class Strip:
    """One project: `cells` are its effective votes by round in words, as long as the table."""

    project: Project
    bars: list[Bar]
    cells: list[str]
    bought: int
    first: str
    last: str
    told: str


@dataclass(frozen=True)
class Course:
    """`heads`: the numbers of the rounds, then the end. `rounds` and `projects` in all."""

    strips: list[Strip]
    heads: list[str]
    view_box: str
    rounds: int
    projects: int

    @property
    def is_partial(self) -> bool:
        return self.rounds > len(self.heads) - 1 or self.projects > len(self.strips)


def course_of(result: Result) -> Course | None:
    """None where Equal Shares bought nothing, or was not counted."""
    found = result.numbers.get("rounds")
    if not found:
        return None
    shown = len(found["bought"])
    most = max((float(v) for c in found["courses"] for v in c["effective"]), default=0) or 1
    excluded = _excluded(result)
    return Course(
        strips=[_strip(result, each, shown, most, excluded) for each in found["courses"]],
        heads=[*map(str, range(1, shown + 1)), _("end")],
        view_box=f"0 0 {(shown + 1) * COLUMN} {HEIGHT}",
        rounds=found["rounds"],
        projects=found["projects"],
    )


def _excluded(result: Result) -> set[str]:
    count = result.by(Rule.EQUAL_SHARES)
    trace = count.outcome.trace if count else ()
    return {step.project for step in trace if step.code == "excluded" and step.stage == "rule"}


def _strip(
    result: Result, told: dict[str, Any], shown: int, most: float, excluded: set[str]
) -> Strip:
    values = [float(text) for text in told["effective"]]
    bought = told["bought"]
    cells = [decimal(value, 1) for value in values]
    if bought:
        cells += [_("bought")] if len(cells) <= shown else []
    elif len(cells) <= shown:
        cells.append(_("out"))
    return Strip(
        project=result.projects[told["project"]],
        bars=[_bar(k, value, most, k + 1 == bought) for k, value in enumerate(values)],
        cells=cells + [""] * (shown + 1 - len(cells)),
        bought=bought,
        first=decimal(values[0], 1) if values else "",
        last=decimal(values[-1], 1) if values else "",
        told=_told(values, bought, shown, told["project"] in excluded),
    )


def _bar(place: int, value: float, most: float, is_bought: bool) -> Bar:
    height = max(1.0, round(HEIGHT * value / most, 2))
    kind = "bought" if is_bought else "open"
    return Bar(place * COLUMN + GAP // 2, HEIGHT - height, COLUMN - GAP, height, kind)


def _told(values: list[float], bought: int, shown: int, is_excluded: bool) -> str:
    """The strip in words."""
    if not values:
        return _("Its supporters never had enough together.")
    numbers = {"last": decimal(values[-1], 1), "round": bought or len(values)}
    numbers["fall"] = _fall(values)
    if bought and len(values) == 1:
        return _("Bought in round %(round)s with %(last)s.") % numbers
    if bought:
        return _("%(fall)s, then bought in round %(round)s.") % numbers
    if len(values) > shown:
        return _("%(fall)s, and still open after these rounds.") % numbers
    if is_excluded:
        return (
            _(
                "%(fall)s; in round %(round)s a project was bought "
                "that the rules allow only instead of it."
            )
            % numbers
        )
    return _("%(fall)s; after round %(round)s its supporters had too little left.") % numbers


def _fall(values: list[float]) -> str:
    first, last = decimal(values[0], 1), decimal(values[-1], 1)
    if first == last:
        return _("%(votes)s all along") % {"votes": first}
    return _("From %(first)s to %(last)s") % {"first": first, "last": last}
