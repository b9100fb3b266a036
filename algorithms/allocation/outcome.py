"""What a rule returns: the winners in order, and a trace that accounts for every project."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import Any, Literal

from algorithms.allocation.election import Election

Stage = Literal["rule", "completion"]
Code = Literal[
    "chosen",
    "no_votes",
    "below_threshold",
    "over_budget",
    "excluded",
    "unaffordable",
    "does_not_fit",
    "not_counted",
    "outrun",
    "outweighed",
]


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that happened to one project, in the order in which it happened.

    ``data`` holds integers, strings and lists of project ids: money and votes as integers, exact
    rationals as "p/q" and beside each a decimal of two places. Its keys by code are in the package
    docstring.
    """

    stage: Stage
    code: Code
    project: str
    data: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Standing:
    """A project's own numbers, before any rule."""

    id: str
    cost: int
    votes: int
    points: int
    group: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """The result of one rule on one election.

    ``selected`` is in the order bought. ``rule`` describes every setting including ties and lots,
    so that anyone can count again. ``shares`` is empty for greedy; for Equal Shares it tells the
    endowment ("p/q" and rounded), the number of raises, and what stopped them. ``comparison`` is
    empty unless the comparison step ran. ``welfare`` is empty but for maximum welfare: total, and
    proved, whether the exact search confirmed it.
    """

    selected: tuple[str, ...]
    cost: int
    budget: int
    voters: int
    rule: Mapping[str, Any]
    projects: tuple[Standing, ...]
    trace: tuple[Step, ...]
    shares: Mapping[str, Any] = field(default_factory=dict)
    comparison: Mapping[str, Any] = field(default_factory=dict)
    welfare: Mapping[str, Any] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        """Plain dictionaries, lists, strings and integers."""
        return {
            "selected": list(self.selected),
            "cost": self.cost,
            "budget": self.budget,
            "voters": self.voters,
            "rule": dict(self.rule),
            "projects": [
                {
                    "id": p.id,
                    "cost": p.cost,
                    "votes": p.votes,
                    "points": p.points,
                    "group": p.group,
                }
                for p in self.projects
            ],
            "trace": [
                {"stage": s.stage, "code": s.code, "project": s.project, "data": dict(s.data)}
                for s in self.trace
            ],
            "shares": dict(self.shares),
            "comparison": dict(self.comparison),
            "welfare": dict(self.welfare),
        }

    @classmethod
    def from_json(cls, plain: Mapping[str, Any]) -> "Outcome":
        """The inverse of ``to_json``."""
        return cls(
            selected=tuple(plain["selected"]),
            cost=plain["cost"],
            budget=plain["budget"],
            voters=plain["voters"],
            rule=plain["rule"],
            projects=tuple(Standing(**p) for p in plain["projects"]),
            trace=tuple(Step(**s) for s in plain["trace"]),
            shares=plain["shares"],
            comparison=plain["comparison"],
            welfare=plain.get("welfare", {}),  # outcomes stored before it was told
        )


def standings(election: Election) -> tuple[Standing, ...]:
    """Every project's numbers, in the election's order."""
    return tuple(
        Standing(p.id, p.cost, election.votes[p.id], election.points[p.id], p.group)
        for p in election.projects
    )


def decimal(value: Fraction, places: int = 2) -> str:
    """Decimal notation, half away from zero, exact before it rounds."""
    return _rounded(*value.as_integer_ratio(), places)


def both(name: str, value: Fraction) -> dict[str, int | str]:
    """A rational under its name as "p/q", and rounded under name_rounded."""
    return told(name, *value.as_integer_ratio())


def told(name: str, numerator: int, denominator: int) -> dict[str, int | str]:
    """``both`` of numerator/denominator, which have no common factor; traces are full of these."""
    exact = f"{_digits(numerator)}/{_digits(denominator)}"
    return {name: exact, f"{name}_rounded": _rounded(numerator, denominator, 2)}


def _rounded(numerator: int, denominator: int, places: int) -> str:
    whole = (abs(numerator) * 2 * 10**places + denominator) // (2 * denominator)
    sign = "-" if numerator < 0 and whole else ""
    digits = str(whole).rjust(places + 1, "0")
    return f"{sign}{digits[:-places]}.{digits[-places:]}" if places else f"{sign}{digits}"


def _digits(value: int) -> str:
    """As str(), which refuses beyond 4,300 digits; loads after hundreds of purchases have more."""
    return str(value) if value.bit_length() < 14_000 else format(Decimal(value), "f")
