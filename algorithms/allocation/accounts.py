"""The accounts of one Equal Shares count: what supporters held when something was decided."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from algorithms.allocation.balances import Balances
from algorithms.allocation.purchases import Purchase
from algorithms.allocation.purse import Electorate, Floats
from algorithms.allocation.rows import Ints


@dataclass(frozen=True, slots=True)
class Entry:
    """One purchase: what its supporters ``held`` before it, the ``largest`` payment of one of them,
    and how many voters paid all they had left (``emptied``) or ``had_nothing``."""

    held: Fraction
    largest: Fraction
    emptied: int
    had_nothing: int


@dataclass(frozen=True, slots=True)
class Drop:
    """A project whose supporters ``held`` less than its cost for the first time after ``place``
    purchases."""

    project: int
    place: int
    held: Fraction


@dataclass(frozen=True, slots=True)
class Accounts:
    """``entries`` by purchase; ``drops`` by place and, within it, by project."""

    entries: tuple[Entry, ...]
    drops: tuple[Drop, ...]


def replay(
    electorate: Electorate, groups: Sequence[str], endowment: Fraction, made: Sequence[Purchase]
) -> Accounts:
    """Follows ``made`` once more. What each project's supporters hold is kept in floats, which
    decide wherever they are clearly above the cost; else it is worked out exactly."""
    held = _Held(electorate, endowment)
    state = held.state
    open_ = set(electorate.taking_part)
    entries: list[Entry] = []
    drops = held.drops(open_, 0)
    for place, purchase in enumerate(made, start=1):
        entries.append(_entry(electorate, state, purchase))
        held.buy(purchase)
        group = groups[purchase.project]
        open_ -= {c for c in open_ if c == purchase.project or (group and groups[c] == group)}
        drops += held.drops(open_, place)
    return Accounts(tuple(entries), tuple(drops))


class _Held:
    """What each project's supporters hold together, shape (projects,), kept up to date."""

    def __init__(self, electorate: Electorate, endowment: Fraction) -> None:
        self.state = Balances(electorate, endowment)
        self._electorate = electorate
        self._votes = np.array(electorate.votes, np.float64)
        self._sums: Floats = self._votes * float(endowment)
        self._scale = float(endowment)
        self._terms = 8

    def buy(self, purchase: Purchase) -> None:
        """Charges the supporters and takes their payments off all that they support."""
        supporters = self._electorate.support[purchase.project]
        before = self.state.floats[supporters.who]
        self.state.buy(purchase.project, purchase.price, purchase.paying_all)
        paid = (before - self.state.floats[supporters.who]) * supporters.many
        rows = self._electorate.rows
        project = rows.project[rows.places(supporters.who)]
        self._sums -= np.bincount(project, paid.repeat(rows.lengths[supporters.who]), rows.projects)
        self._terms += len(paid)

    def drops(self, open_: set[int], place: int) -> list[Drop]:
        """Takes the projects that have just become unaffordable out of ``open_``."""
        # Every balance is off by slack, every sum by a rounding per term of what it began with.
        error = self._votes * (2 * self.state.slack + self._terms * 2.0**-51 * self._scale)
        found = []
        for c in sorted(open_):
            cost = self._electorate.costs[c]
            if self._sums[c] - error[c] > float(cost) * (1 + 2.0**-50):
                continue
            held = self.state.held(self._electorate.support[c])
            if held < cost:
                open_.discard(c)
                found.append(Drop(c, place, held))
        return found


def _entry(electorate: Electorate, state: Balances, purchase: Purchase) -> Entry:
    supporters = electorate.support[purchase.project]
    return Entry(
        held=state.held(supporters),
        largest=largest_payment(electorate, state, purchase),
        emptied=int(electorate.many[purchase.paying_all].sum()),
        had_nothing=int(electorate.many[supporters.who[state.spent[supporters.who]]].sum()),
    )


def largest_payment(electorate: Electorate, state: Balances, purchase: Purchase) -> Fraction:
    """The most that one supporter pays; floats set aside only those who cannot be the one."""
    supporters = electorate.support[purchase.project]
    if isinstance(supporters.each, float):
        return purchase.price  # the least that collects the cost is paid in full by somebody
    emptied: Ints = purchase.paying_all
    in_full = ~np.isin(supporters.who, emptied) & ~state.spent[supporters.who]
    units = int(supporters.units[in_full].max()) if in_full.any() else 0
    largest = purchase.price * units
    balances = state.floats[emptied]
    if len(balances):
        bar = max(float(largest) * (1 - 2.0**-50), balances.max() - state.slack)
        highest = emptied[balances + state.slack >= bar]
        if len(highest):
            largest = max(largest, Fraction(max(state.each(highest)), state.denominator))
    return largest
