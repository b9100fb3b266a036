"""The books of one Equal Shares count: what every project's supporters held, stage by stage."""

from fractions import Fraction
from typing import Any

import numpy as np

from algorithms.allocation.balances import Balances
from algorithms.allocation.election import Election
from algorithms.allocation.outcome import Step, both
from algorithms.allocation.purchases import Purchase
from algorithms.allocation.purse import Electorate, Ints


class Holdings:
    """What each project's supporters hold together, kept up to date purchase by purchase.

    Over the voters who have not run out: ``voters[d]``, how many support d, and ``units[c, d]``,
    the units of c that d's supporters gained. Their money is voters[d]·b0 − Σ_c price_c·units[c, d]
    over the projects c bought.
    """

    def __init__(self, electorate: Electorate) -> None:
        self._electorate = electorate
        self._voters, self._units = self._totals(np.arange(len(electorate.many)))

    def _totals(self, who: Ints) -> tuple[Ints, Ints]:
        units = self._electorate.units[who]
        many = self._electorate.many[who]
        supports = units.astype(bool).astype(np.int64)
        return many @ supports, (units.multiply(many[:, None]).T @ supports).toarray()

    def run_out(self, who: Ints) -> None:
        """These classes have nothing left."""
        voters, units = self._totals(who)
        self._voters -= voters
        self._units -= units

    def of(self, project: int, state: Balances) -> Fraction:
        """What the project's supporters hold, exactly."""
        held = state.combine(int(self._voters[project]), self._units[:, project])
        return Fraction(held, state.denominator)


def keep_books(
    election: Election, electorate: Electorate, endowment: Fraction, made: list[Purchase]
) -> list[Step]:
    """Replays ``made`` and gives one step per project that takes part, all amounts exact.

    A project is ``chosen``, ``excluded`` at the purchase of another of its group, or
    ``unaffordable`` at the first moment its supporters together hold less than its cost.
    """
    state = Balances(electorate, endowment)
    holdings = Holdings(electorate)
    open_ = set(electorate.taking_part)
    steps = _drop(election, electorate, state, holdings, open_, endowment, after="", place=0)
    for place, purchase in enumerate(made, start=1):
        project = election.projects[purchase.project]
        steps.append(_bought(election, electorate, state, purchase, place))
        state.buy(purchase.project, purchase.price, purchase.paying_all)
        holdings.run_out(purchase.paying_all)
        open_.discard(purchase.project)
        if project.group:
            for c in sorted(c for c in open_ if election.projects[c].group == project.group):
                open_.discard(c)
                steps.append(Step("rule", "excluded", election.projects[c].id, {"by": project.id}))
        steps += _drop(election, electorate, state, holdings, open_, endowment, project.id, place)
    return steps


def _drop(
    election: Election,
    electorate: Electorate,
    state: Balances,
    holdings: Holdings,
    open_: set[int],
    endowment: Fraction,
    after: str,
    place: int,
) -> list[Step]:
    """Takes the projects that have just become unaffordable out of ``open_``."""
    steps = []
    for c in sorted(open_):
        cost = electorate.costs[c]
        held = holdings.of(c, state)
        if held >= cost:
            continue
        open_.discard(c)
        votes = election.votes[election.projects[c].id]
        data: dict[str, Any] = {"votes": votes, "after": after, "after_place": place}
        data |= both("held", held)
        data |= both("short", cost - held)
        # What the supporters had to begin with, and how many voters would have been enough then.
        data |= both("held_at_start", votes * endowment)
        data["votes_short"] = max(0, _ceiling(cost / endowment) - votes) if endowment else 0
        data["voters_to_close"] = _ceiling((cost - held) / endowment) if endowment else 0
        steps.append(Step("rule", "unaffordable", election.projects[c].id, data))
    return steps


def _bought(
    election: Election, electorate: Electorate, state: Balances, purchase: Purchase, place: int
) -> Step:
    project = election.projects[purchase.project]
    supporters = electorate.support[purchase.project]
    votes = election.votes[project.id]
    with_nothing = int(electorate.many[supporters.who[state.spent[supporters.who]]].sum())
    paying_all = int(electorate.many[purchase.paying_all].sum())
    largest = _largest_payment(electorate, state, purchase)
    held = state.held(supporters)
    data: dict[str, Any] = {"place": place, "votes": votes}
    data |= both("rho", purchase.rho)
    data |= both("largest_payment", largest)
    data |= both("effective_votes", project.cost / largest)
    data |= both("held", held)
    data |= both("held_after", held - project.cost)
    data |= {
        "paid_full": votes - with_nothing - paying_all,
        "paid_all_they_had": paying_all,
        "had_nothing": with_nothing,
    }
    if purchase.tied:
        data["tied_with"] = [election.projects[c].id for c in purchase.tied]
    return Step("rule", "chosen", project.id, data)


def _largest_payment(electorate: Electorate, state: Balances, purchase: Purchase) -> Fraction:
    """The most that one supporter pays; floats set aside only those who cannot be the one."""
    supporters = electorate.support[purchase.project]
    in_full = ~np.isin(supporters.who, purchase.paying_all) & ~state.spent[supporters.who]
    units = int(supporters.units[in_full].max()) if in_full.any() else 0
    largest = purchase.price * units
    balances = state.floats[purchase.paying_all]
    if len(balances):
        bar = max(float(largest) * (1 - 2.0**-50), balances.max() - state.slack)
        highest = purchase.paying_all[balances + state.slack >= bar]
        if len(highest):
            largest = max(largest, Fraction(max(state.each(highest)), state.denominator))
    return largest


def _ceiling(value: Fraction) -> int:
    return -(-value.numerator // value.denominator)
