"""Voters' balances during an Equal Shares count: floats that prune, integers that decide.

A voter of class i who has not run out holds exactly b0 − Σ_c price_c · units[i, c] over the
projects c bought so far, because such a voter paid each of them in full; a voter who once paid all
they had holds 0. So every exact balance, and every sum of balances, is an integer combination of
b0 and the prices, which are kept as integers over one common denominator.

Beside it each class has a float64 balance, whose absolute error is at most ``slack``: b0 is rounded
once (2^-53·b0), and each purchase converts the price, multiplies and subtracts (at most three
roundings of quantities that are at most b0, with room to spare below 2^-51·b0).
"""

from fractions import Fraction
from math import gcd

import numpy as np

from algorithms.allocation.purse import Bools, Electorate, Floats, Supporters
from algorithms.allocation.rows import Ints

_ROUNDING = 2.0**-50  # over a few roundings of 2^-53 in one comparison


class Balances:
    """All balances after the purchases so far; b0 = ``endowment`` at the start."""

    __slots__ = (
        "_b0",
        "_electorate",
        "_prices",
        "denominator",
        "floats",
        "slack",
        "spent",
        "unit",
    )

    def __init__(self, electorate: Electorate, endowment: Fraction) -> None:
        self._electorate = electorate
        self._b0 = endowment.numerator
        self._prices: dict[int, int] = {}  # over the denominator
        self.denominator = endowment.denominator
        self.unit = float(endowment) * 2.0**-51
        self.slack = self.unit
        classes = len(electorate.many)
        self.floats: Floats = np.full(classes, float(endowment))
        self.spent = np.zeros(classes, np.bool_)

    def lower_bound(self, supporters: Supporters, cost: int, start: float, limit: float) -> float:
        """A number that the price per unit is at least; infinity when they cannot pay.

        The price is the least t with f(t) = Σ many·min(balance, t·units) = cost. f is concave, so a
        Newton step from a lower bound, with f overstated by its error and the slope by every class
        that may still be able to pay, gives a lower bound again. ``start`` must be one. Stops when
        the bound passes ``limit`` or the steps end.
        """
        balances = self.floats[supporters.who]
        terms = len(balances)
        held = _dot(supporters.many, balances)
        error = self._error(supporters, terms, max(held, float(cost)))
        if held < cost - error or (held < cost + error and self.held(supporters) < cost):
            return float("inf")
        bound = start
        slope = -1.0
        while bound <= limit:
            caps = bound * supporters.each
            paid = _dot(supporters.many, np.minimum(balances, caps))
            able = balances >= caps * (1 - _ROUNDING) - self.slack
            previous, slope = slope, _dot(supporters.weight, able)
            gap = float(cost) * (1 - _ROUNDING) - paid - error
            if gap <= 0 or slope <= 0 or slope == previous:
                break
            bound = (bound + gap / slope) * (1 - _ROUNDING)
        return bound

    def _error(self, supporters: Supporters, terms: int, magnitude: float) -> float:
        """Bounds the error of Σ many·float: balances off by slack, and the sum's own rounding."""
        return 2 * supporters.voters * self.slack + (terms + 8) * 2.0**-51 * magnitude

    def price(self, supporters: Supporters, cost: int, bound: float) -> tuple[Fraction, Ints]:
        """The exact price per unit, and the classes that pay all they have left.

        ``bound`` is a lower bound from ``lower_bound``. The same Newton iteration in integers: who
        holds less than a lower bound asks of them is certainly poor, and a step with fewer poor
        than there are gives a lower bound. A class that holds exactly what is asked ends with 0
        and is counted among the poor, which does not change the price. Where all are poor, the
        price is the last bound, which already collects the cost.
        """
        balances = self.floats[supporters.who]
        caps = bound * supporters.each
        poor = balances < caps * (1 - _ROUNDING) - self.slack
        price = Fraction(0)
        while True:
            weight = supporters.full - int(_dot(supporters.weight, poor))
            if weight:
                missing = cost * self.denominator - self._sum(supporters.who[poor])
                price = Fraction(missing, self.denominator * weight)
            caps = float(price) * supporters.each
            near = ~poor & (balances <= caps * (1 + _ROUNDING) + self.slack)
            places = near.nonzero()[0]
            if not len(places):
                break
            exact = self.each(supporters.who[places])
            asked = {u: price * int(u) * self.denominator for u in np.unique(supporters.units)}
            fallen = [
                place
                for place, held in zip(places, exact, strict=True)
                if held <= asked[supporters.units[place]]
            ]
            if not fallen:
                break
            poor[fallen] = True
        paying_all = supporters.who[poor]
        return price, paying_all[~self.spent[paying_all]]

    def held(self, supporters: Supporters) -> Fraction:
        """Exactly what the supporters hold together."""
        return Fraction(self._sum(supporters.who), self.denominator)

    def _sum(self, who: Ints) -> int:
        """Σ many·balance over classes, as an integer over the denominator."""
        who = who[~self.spent[who]]
        many = self._electorate.many[who]
        return self.combine(int(many.sum()), self._electorate.totals(who))

    def combine(self, voters: int, units: Ints) -> int:
        """voters·b0 − Σ_c price_c·units[c] over the projects bought, times the denominator."""
        paid = sum(price * int(units[c]) for c, price in self._prices.items())
        return voters * self._b0 - paid

    def each(self, who: Ints) -> list[int]:
        """One voter's balance in each class, as integers over the denominator."""
        bought = list(self._prices)
        if not bought:
            return [self._b0] * len(who)
        paid = self._electorate.given(who, bought)
        patterns, which = np.unique(paid, axis=0, return_inverse=True)
        values = [
            self._b0 - sum(int(n) * self._prices[c] for n, c in zip(row, bought, strict=True))
            for row in patterns
        ]
        spent = self.spent[who]
        return [0 if gone else values[k] for k, gone in zip(which.reshape(-1), spent, strict=True)]

    def buy(self, project: int, price: Fraction, paying_all: Ints) -> None:
        """Charge the supporters ``price`` per unit, or all they have."""
        common = price.denominator // gcd(price.denominator, self.denominator)
        self.denominator *= common
        self._b0 *= common
        self._prices = {c: p * common for c, p in self._prices.items()}
        self._prices[project] = price.numerator * (self.denominator // price.denominator)
        supporters = self._electorate.support[project]
        self.spent[paying_all] = True
        after = self.floats[supporters.who] - float(price) * supporters.each
        after[self.spent[supporters.who]] = 0.0
        self.floats[supporters.who] = after
        self.slack += self.unit


def _dot(left: Floats, right: Floats | Bools) -> float:
    """Σ left·right on one thread: BLAS would start several, which costs more than it saves."""
    return float(np.einsum("i,i->", left, right))
