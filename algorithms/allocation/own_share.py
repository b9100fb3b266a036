"""What one ballot's equal share paid for, replayed from the published trace alone."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from algorithms.allocation.outcome import Outcome


@dataclass(frozen=True, slots=True)
class OwnShare:
    """In the election's unit of money, exact: ``endowment`` at the start, ``paid`` by project in
    the order bought (only where something was paid), ``left`` in the end."""

    endowment: Fraction
    paid: Mapping[str, Fraction]
    left: Fraction


def own_share(outcome: Outcome, choices: Mapping[str, int]) -> OwnShare | None:
    """The payments of a voter with these ``choices`` (points by project) in Equal Shares.

    For every project bought from shares that the ballot supports, min(balance, ρ·u). What the
    completion bought afterwards nobody paid for from a share. None where no shares were spent: the
    outcome of another rule, or greedy's taken in the comparison step.
    """
    if not outcome.shares or outcome.comparison.get("taken") == "greedy":
        return None
    costs = {p.id: p.cost for p in outcome.projects}
    utility = outcome.rule["utility"]
    endowment = exact(outcome.shares["endowment"])
    balance, paid = endowment, {}
    for step in outcome.trace:
        points = choices.get(step.project, 0)
        if step.code != "chosen" or step.stage != "rule" or not points:
            continue
        gain = {"cost": costs[step.project], "cardinality": 1, "score": points}[utility]
        payment = min(balance, exact(step.data["rho"]) * gain)
        balance -= payment
        if payment:
            paid[step.project] = payment
    return OwnShare(endowment, paid, balance)


def exact(text: str) -> Fraction:
    """A "p/q" of a trace, however long: ``int`` of a text ends at 4,300 digits."""
    numerator, _, denominator = text.partition("/")
    return Fraction(int(Decimal(numerator)), int(Decimal(denominator or "1")))
