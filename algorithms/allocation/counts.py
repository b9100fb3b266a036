"""Counting Equal Shares at one endowment: with the kernel where there is one, else with numpy."""

from collections.abc import Sequence
from fractions import Fraction
from typing import Protocol

from algorithms.allocation.accounts import Accounts, replay
from algorithms.allocation.election import Election
from algorithms.allocation.kernel.library import library
from algorithms.allocation.kernel.shares import Compiled
from algorithms.allocation.purchases import Count, Purchase, purchases, purchases_if_alike
from algorithms.allocation.purse import Electorate
from algorithms.allocation.ties import Order


class Counter(Protocol):
    """Counts one electorate at any endowment."""

    def count(self, endowment: Fraction) -> Count:
        """What is bought at ``endowment`` per voter."""

    def alike(self, endowment: Fraction, below: Count) -> Count | None:
        """The count if it is shown that every endowment from that of ``below`` up to this one buys
        the same in the same order; None if that is not shown."""

    def account(
        self, endowment: Fraction, count: Count | None = None
    ) -> tuple[Sequence[Purchase], Accounts]:
        """The purchases, exact, and what supporters held at each; ``count`` saves counting."""


def counter(election: Election, electorate: Electorate, order: Order, highest: Fraction) -> Counter:
    """The fastest way there is on this machine to count at endowments up to ``highest``."""
    compiled = Compiled.of(library(), election, electorate, order, highest)
    return compiled or Numpy(election, electorate, order)


class Numpy:
    """Counts with numpy; what the kernel is tested against."""

    def __init__(self, election: Election, electorate: Electorate, order: Order) -> None:
        self._electorate = electorate
        self._order = order
        self._groups = [p.group for p in election.projects]

    def count(self, endowment: Fraction) -> Count:
        """As ``purchases``."""
        made = purchases(self._electorate, self._order, self._groups, endowment)
        return Count(endowment, tuple(p.project for p in made), made)

    def alike(self, endowment: Fraction, below: Count) -> Count | None:
        """As ``purchases_if_alike``."""
        made = purchases_if_alike(
            self._electorate, self._order, self._groups, endowment, below.made
        )
        return None if made is None else Count(endowment, below.projects, made)

    def account(
        self, endowment: Fraction, count: Count | None = None
    ) -> tuple[Sequence[Purchase], Accounts]:
        """As ``replay``."""
        made = (count or self.count(endowment)).made
        return made, replay(self._electorate, self._groups, endowment, made)
