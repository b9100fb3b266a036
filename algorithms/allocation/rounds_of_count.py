"""How the effective votes of every project fell, round by round, in a count of Equal Shares."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from algorithms.allocation.accounts import largest_payment
from algorithms.allocation.balances import Balances
from algorithms.allocation.election import Election
from algorithms.allocation.outcome import Outcome, decimal
from algorithms.allocation.own_share import exact
from algorithms.allocation.purchases import Purchase
from algorithms.allocation.purse import Electorate

_NOT_TAKING_PART = ("no_votes", "below_threshold", "over_budget")


@dataclass(frozen=True, slots=True)
class Course:
    """One project through the count.

    ``effective[k]``: its effective votes after k purchases, the cost over the most that one of its
    supporters would pay if it were bought then. The list ends with the round that buys it
    (``bought``, from 1; 0 if no round shown does), or when its supporters hold less than its cost
    or another project of its group is bought; it is empty if they never held enough.
    """

    project: str
    effective: tuple[Fraction, ...]
    bought: int


@dataclass(frozen=True, slots=True)
class Rounds:
    """``bought``: the project of each round shown, in order; ``rounds`` and ``projects`` are how
    many there were in all, of which the first rounds and ``courses`` are told."""

    bought: tuple[str, ...]
    courses: tuple[Course, ...]
    rounds: int
    projects: int

    def to_json(self) -> dict[str, Any]:
        """Plain data; effective votes as decimals of two places, exact before they are rounded."""
        return {
            "bought": list(self.bought),
            "rounds": self.rounds,
            "projects": self.projects,
            "courses": [
                {
                    "project": c.project,
                    "effective": [decimal(votes) for votes in c.effective],
                    "bought": c.bought,
                }
                for c in self.courses
            ],
        }


def rounds_of_count(
    election: Election, outcome: Outcome, most_projects: int = 40, most_rounds: int = 24
) -> Rounds | None:
    """Replays the purchases of ``outcome``, a count of ``election`` by Equal Shares; exact.

    Told are the first ``most_rounds`` purchases and ``most_projects`` projects: those bought in
    these rounds, in their order, then the others that took part, the most votes first. None where
    another rule's outcome was taken, or where nothing was bought from shares.
    """
    bought = outcome.shares.get("bought", [])
    if not bought or outcome.comparison.get("taken") == "greedy":
        return None
    place = {p.id: c for c, p in enumerate(election.projects)}
    out = {step.project for step in outcome.trace if step.code in _NOT_TAKING_PART}
    taking_part = [c for c, p in enumerate(election.projects) if p.id not in out]
    shown = [place[code] for code in bought[:most_rounds]]
    others = sorted(
        (c for c in taking_part if c not in set(shown)),
        key=lambda c: (-election.votes[election.projects[c].id], c),
    )
    told = [*shown, *others][:most_projects]
    electorate = Electorate(election, taking_part, outcome.rule["utility"])
    endowment = exact(outcome.shares["endowment"])
    found = _replay(election, electorate, endowment, shown, told)
    return Rounds(
        bought=tuple(election.projects[c].id for c in shown),
        courses=tuple(
            Course(election.projects[c].id, tuple(found[c]), _place(shown, c)) for c in told
        ),
        rounds=len(bought),
        projects=len(taking_part),
    )


def _place(shown: Sequence[int], c: int) -> int:
    return shown.index(c) + 1 if c in shown else 0


def _replay(
    election: Election,
    electorate: Electorate,
    endowment: Fraction,
    shown: Sequence[int],
    told: Sequence[int],
) -> dict[int, list[Fraction]]:
    """The effective votes of the projects ``told`` before each purchase and after the last."""
    state = Balances(electorate, endowment)
    found: dict[int, list[Fraction]] = {c: [] for c in told}
    open_ = set(told) | set(shown)
    for k in range(len(shown) + 1):
        offers = {c: _offer(electorate, state, c) for c in sorted(open_)}
        for c, offer in offers.items():
            if offer is None:
                open_.discard(c)
            elif c in found:
                largest = largest_payment(electorate, state, offer)
                found[c].append(electorate.costs[c] / largest)
        if k == len(shown):
            break
        purchase = offers[shown[k]]
        assert purchase is not None
        state.buy(purchase.project, purchase.price, purchase.paying_all)
        group = election.projects[shown[k]].group
        open_ -= {
            c for c in open_ if c == shown[k] or (group and election.projects[c].group == group)
        }
    return found


def _offer(electorate: Electorate, state: Balances, c: int) -> Purchase | None:
    """c as it would be bought now; None when its supporters hold less than it costs."""
    supporters, cost = electorate.support[c], electorate.costs[c]
    if state.held(supporters) < cost:
        return None
    start = cost / supporters.full * (1 - 2.0**-51)
    bound = state.lower_bound(supporters, cost, start, float("inf"))
    price, paying_all = state.price(supporters, cost, bound)
    return Purchase(c, price / electorate.factor[c], price, paying_all, ())
