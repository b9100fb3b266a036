"""Why each project won or lost, and what it lacked: codes and numbers, no prose."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Literal

from algorithms.allocation.outcome import Code, Outcome, Stage, Standing, Step

Lack = Literal["money", "votes"]


@dataclass(frozen=True, slots=True)
class Explanation:
    """One project's part in an outcome.

    ``code`` and ``stage`` are those of its last step, which decided it; ``steps`` are all of them,
    in order. ``place`` counts winners from 1 and is 0 for the others. ``lacks`` says what would
    have helped, all else unchanged: ``votes``, ``money`` or both; empty for winners, and for
    projects excluded by a funded one of their group, which ``rival`` then names. ``rival`` also
    names the one to be passed (greedy and Phragmén) or the purchase after which the supporters
    could no longer pay (Equal Shares; empty when they never could); under maximum welfare it is
    empty, for there it takes several at times (``instead_of`` in the step). ``money_short`` is in
    whole units, rounded up; ``votes_short`` is the number of further voters that would have been
    enough where that can be said, and 0 elsewhere.
    """

    project: str
    won: bool
    code: Code
    stage: Stage
    place: int
    cost: int
    votes: int
    points: int
    lacks: tuple[Lack, ...]
    money_short: int
    votes_short: int
    rival: str
    steps: tuple[Step, ...]

    def to_json(self) -> dict[str, Any]:
        """Plain dictionaries, lists, strings and integers."""
        plain = {name: getattr(self, name) for name in self.__slots__}
        plain["lacks"] = list(self.lacks)
        plain["steps"] = [
            {"stage": s.stage, "code": s.code, "data": dict(s.data)} for s in self.steps
        ]
        return plain


def explain(outcome: Outcome) -> dict[str, Explanation]:
    """Every project of the election, in its order, by id."""
    steps: dict[str, list[Step]] = {p.id: [] for p in outcome.projects}
    for step in outcome.trace:
        steps[step.project].append(step)
    return {p.id: _explain(p, tuple(steps[p.id])) for p in outcome.projects}


def _explain(project: Standing, steps: tuple[Step, ...]) -> Explanation:
    last = steps[-1]
    won = last.code == "chosen"
    lacks = set() if won else {lack for step in steps for lack in _lacks(step)}
    if last.code == "excluded":
        lacks = set()
    order: tuple[Lack, ...] = ("votes", "money")
    rival = next((last.data[key] for key in ("by", "to_pass", "after") if key in last.data), "")
    return Explanation(
        project=project.id,
        won=won,
        code=last.code,
        stage=last.stage,
        place=last.data["place"] if won else 0,
        cost=project.cost,
        votes=project.votes,
        points=project.points,
        lacks=tuple(lack for lack in order if lack in lacks),
        money_short=_ceiling(last.data.get("short", 0)) if "money" in lacks else 0,
        votes_short=max((step.data.get("votes_short", 0) for step in steps if not won), default=0)
        if "votes" in lacks
        else 0,
        rival=str(rival),
        steps=steps,
    )


def _lacks(step: Step) -> tuple[Lack, ...]:
    """What this step held against the project.

    Equal Shares: with ``votes_short`` the supporters' shares never reached the cost, otherwise they
    went to other projects first. Greedy: it came after the money had gone, so less cost or a
    better place would have done; where no winner stood ahead while there was money, only less cost.
    Phragmén as greedy. Maximum welfare: it would have to be cheaper or worth more.
    """
    data: Mapping[str, Any] = step.data
    match step.code:
        case "no_votes" | "below_threshold":
            return ("votes",)
        case "over_budget":
            return ("money",)
        case "outweighed":
            return ("votes", "money")
        case "unaffordable":
            return ("votes",) if data["votes_short"] else ("money",)
        case "does_not_fit" | "not_counted" | "outrun":
            money: tuple[Lack, ...] = ("money",) if data["short"] else ()
            votes: tuple[Lack, ...] = ("votes",) if "to_pass" in data or not money else ()
            return (*votes, *money)
        case _:
            return ()


def _ceiling(value: int | str) -> int:
    exact = Fraction(value)
    return -(-exact.numerator // exact.denominator)
