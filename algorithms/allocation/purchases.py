"""One count of Equal Shares at one endowment: which projects are bought, at which price."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from heapq import heapify, heappop, heappush
from math import inf, nextafter
from typing import NamedTuple

from algorithms.allocation.balances import Balances
from algorithms.allocation.purse import Electorate
from algorithms.allocation.rows import Ints
from algorithms.allocation.ties import Order

_DOWN = 1 - 2.0**-51  # after a rounding or two, still a lower bound
_UP = 1 + 2.0**-50


@dataclass(frozen=True, slots=True)
class Purchase:
    """``rho``: price per unit of utility. ``price``: per approval or point. ``paying_all``: classes
    left with nothing. ``tied``: projects of exactly the same ρ that the tie-break put behind."""

    project: int
    rho: Fraction
    price: Fraction
    paying_all: Ints
    tied: tuple[int, ...]


class Count(NamedTuple):
    """``projects`` bought at ``endowment``, by index, in order; the whole purchases only where the
    way of counting has them at hand."""

    endowment: Fraction
    projects: tuple[int, ...]
    made: Sequence[Purchase] = ()


def purchases(
    electorate: Electorate, order: Order, groups: Sequence[str], endowment: Fraction
) -> list[Purchase]:
    """Equal Shares at ``endowment`` per voter; ``groups`` is the exclusion group by project."""
    market = _Market(electorate, groups, endowment)
    made = []
    while offers := market.offers():
        made.append(_cheapest(offers, order))
        market.settle(made[-1], offers)
    return made


def purchases_if_alike(
    electorate: Electorate,
    order: Order,
    groups: Sequence[str],
    endowment: Fraction,
    below: Sequence[Purchase],
) -> list[Purchase] | None:
    """The purchases at ``endowment`` if it is shown that *every* endowment from the lower one that
    bought ``below`` up to this one buys the same in the same order; None if that is not shown.

    Proof. Along a fixed sequence of purchases holdings rise with the endowment: if x ≤ y for every
    voter then ρ(x) ≥ ρ(y), and so what is left, max(0, x − ρ(x)·u) ≤ max(0, y − ρ(y)·u). Hence at
    each stage every project's ρ falls, or stays, as the endowment rises. Let c be the purchase of
    some stage at both ends. If every rival d has ρ_d(here) ≥ ρ_c(below), then at any endowment
    between ρ_c ≤ ρ_c(below) ≤ ρ_d(here) ≤ ρ_d, and where all are equal the tie-break puts c before
    d, which is asked too: c is bought there, and by induction the whole sequence. A project that
    cannot be paid here at the end cannot be paid lower down. That the two ends buy the same would
    not be enough: two falling curves may cross twice in between.
    """
    market = _Market(electorate, groups, endowment)
    made = []
    for lower in below:
        offers = market.offers(at_least_to=lower.rho)
        if lower.project not in offers:
            return None
        if any(_rivals(lower, c, offer, order) for c, offer in offers.items()):
            return None
        made.append(_cheapest(offers, order))
        market.settle(made[-1], offers)
    return None if market.offers() else made


class _Offer(NamedTuple):
    rho: Fraction
    price: Fraction
    paying_all: Ints


def _cheapest(offers: dict[int, _Offer], order: Order) -> Purchase:
    least = min(offer.rho for offer in offers.values())
    tied = [c for c, offer in offers.items() if offer.rho == least]
    winner = order.first(tied)
    behind = tuple(sorted(c for c in tied if c != winner))
    return Purchase(winner, *offers[winner], behind)


def _rivals(lower: Purchase, c: int, offer: _Offer, order: Order) -> bool:
    """Whether c might be bought instead at some endowment above ``lower``'s."""
    if c == lower.project or offer.rho > lower.rho:
        return False
    return offer.rho < lower.rho or order.first((lower.project, c)) == c


class _Market:
    """The projects that may still be bought, queued by a lower bound of their ρ.

    Balances only fall, so ρ only rises, and a bound once computed holds at every later stage: a
    project is looked at again only while its bound is not above the best exact ρ so far.
    """

    def __init__(self, electorate: Electorate, groups: Sequence[str], endowment: Fraction) -> None:
        self._electorate = electorate
        self._groups = groups
        self._state = Balances(electorate, endowment)
        self._left = set(electorate.taking_part)
        self._bounds = {  # of the price per unit: nobody pays less than if all could pay
            c: electorate.costs[c] / electorate.support[c].full * _DOWN for c in self._left
        }
        self._queue = [(self._rho_bound(c), c) for c in self._left]
        heapify(self._queue)

    def offers(self, at_least_to: Fraction = Fraction(0)) -> dict[int, _Offer]:
        """The exact offers of all projects whose ρ is least, or is not above ``at_least_to``.

        Some others may come along. Empty when no project can be paid any more.
        """
        offers: dict[int, _Offer] = {}
        tight: set[int] = set()  # bounds made tight at this stage: only the exact ρ says more
        least, bar = inf, _above(at_least_to)
        while self._queue and (not offers or self._queue[0][0] <= max(least, bar)):
            _, c = heappop(self._queue)
            if c not in self._left:
                continue
            if c in tight:
                offers[c] = self._offer(c)
                least = min(least, _above(offers[c].rho))
            elif self._tighten(c, max(least, bar)):
                tight.add(c)
                heappush(self._queue, (self._rho_bound(c), c))
        return offers

    def settle(self, purchase: Purchase, offers: dict[int, _Offer]) -> None:
        """Charges the supporters, drops the rest of the group, queues the other offers again."""
        bought = purchase.project
        self._state.buy(bought, purchase.price, purchase.paying_all)
        group = self._groups[bought]
        self._left -= {c for c in self._left if c == bought or (group and self._groups[c] == group)}
        for c in offers.keys() & self._left:
            self._bounds[c] = float(offers[c].price) * _DOWN
            heappush(self._queue, (self._rho_bound(c), c))

    def _rho_bound(self, c: int) -> float:
        return self._bounds[c] / self._electorate.factor[c] * _DOWN

    def _tighten(self, c: int, limit: float) -> bool:
        """Raises c's bound, no further than it takes to pass ``limit``; False drops c for good."""
        supporters, cost = self._electorate.support[c], self._electorate.costs[c]
        stop = limit * self._electorate.factor[c] * _UP
        self._bounds[c] = self._state.lower_bound(supporters, cost, self._bounds[c], stop)
        if self._bounds[c] == inf:
            self._left.discard(c)
            return False
        return True

    def _offer(self, c: int) -> _Offer:
        supporters, cost = self._electorate.support[c], self._electorate.costs[c]
        price, paying_all = self._state.price(supporters, cost, self._bounds[c])
        return _Offer(price / self._electorate.factor[c], price, paying_all)


def _above(value: Fraction) -> float:
    return nextafter(float(value), inf)
