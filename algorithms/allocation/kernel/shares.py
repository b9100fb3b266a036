"""Equal Shares on the kernel: arrays in, whole numbers out, fractions made of them here."""

import ctypes
from collections.abc import Iterator, Sequence
from fractions import Fraction
from math import gcd
from operator import mul
from typing import Any, Optional

import numpy as np

from algorithms.allocation.accounts import Accounts, Drop, Entry
from algorithms.allocation.election import Election
from algorithms.allocation.purchases import Count, Purchase
from algorithms.allocation.purse import Electorate
from algorithms.allocation.ties import Order

MOST_PROJECTS = 2048  # tables of projects squared stay small
LARGEST_SUM = 2**52
LARGEST_PART = 2**62  # of the endowment, above and below the line

_NOBODY = np.empty(0, np.int64)
_POINTER = ctypes.c_void_p
_INT = ctypes.c_int64


class _Election(ctypes.Structure):
    _fields_ = [
        ("projects", _INT),
        ("classes", _INT),
        *((name, _POINTER) for name in ("ends", "project", "points", "many", "taking_part")),
        *((name, _POINTER) for name in ("cost", "factor", "group", "precedence", "rank")),
    ]


# Vectors hold a number by purchase or drop, tables a row of numbers by purchase for each.
_VECTORS = (
    "order",
    "weight",
    "poor_voters",
    "held_voters",
    "emptied",
    "had_nothing",
    "largest_units",
    "largest_class",
    "drop_project",
    "drop_place",
    "drop_voters",
)
_TABLES = ("poor_units", "tied", "held_units", "drop_units")


class _Accounts(ctypes.Structure):
    _fields_ = [
        ("made", _INT),
        ("drops", _INT),
        *((name, _POINTER) for name in (*_VECTORS, *_TABLES)),
    ]


class Compiled:
    """One electorate inside the kernel, freed with this object."""

    @classmethod
    def of(
        cls,
        kernel: ctypes.CDLL | None,
        election: Election,
        electorate: Electorate,
        order: Order,
        highest: Fraction,
    ) -> Optional["Compiled"]:
        """None where there is no kernel, or a number is beyond it. ``highest`` is the greatest
        endowment that will be asked for."""
        if kernel is None or not 0 < len(electorate.taking_part) <= MOST_PROJECTS:
            return None
        largest = max((election.budget, election.voters, *electorate.costs))
        # Every endowment is a whole number over the same denominator as the first.
        part = max(highest.numerator, highest.denominator)
        within = largest < LARGEST_SUM and part < LARGEST_PART
        return cls(kernel, election, electorate, order) if within else None

    def __init__(
        self, kernel: ctypes.CDLL, election: Election, electorate: Electorate, order: Order
    ) -> None:
        self._kernel = kernel
        self._electorate = electorate
        self._costs, self._factor = electorate.costs, electorate.factor
        rows, projects = electorate.rows, election.projects
        taking_part = [0] * len(projects)
        for c in electorate.taking_part:
            taking_part[c] = 1
        told = np.array(
            [
                taking_part,
                electorate.costs,
                electorate.factor,
                _numbered([p.group for p in projects]),
                _numbered([p.precedence for p in projects]),
                order.ranks(),
            ],
            np.int64,
        )
        points = None if rows.points is None else rows.points.ctypes.data
        # Kept here: the kernel reads them where they are.
        self._arrays = (rows.ends, rows.project, rows.points, rows.many, told)
        first, step = told.ctypes.data, told.strides[0]
        given = _Election(
            len(projects), rows.classes, rows.ends.ctypes.data, rows.project.ctypes.data, points,
            rows.many.ctypes.data, *(first + k * step for k in range(len(told))),
        )  # fmt: skip
        self._handle = kernel.shares_open(ctypes.byref(given))
        if not self._handle:
            raise MemoryError
        self._brief = np.empty(len(projects), np.int64)

    def __del__(self) -> None:
        if getattr(self, "_handle", None):
            self._kernel.shares_close(self._handle)

    def count(self, endowment: Fraction) -> Count:
        """As ``purchases``, the projects alone."""
        accounts = _Accounts(order=self._brief.ctypes.data)
        self._run(endowment, accounts, books=False)
        return Count(endowment, tuple(self._brief[: accounts.made].tolist()))

    def alike(self, endowment: Fraction, below: Count) -> Count | None:
        """Never shown here: to count again is cheap."""
        return None

    def account(
        self, endowment: Fraction, count: Count | None = None
    ) -> tuple[Sequence[Purchase], Accounts]:
        """Counts, once more or at all, and keeps books."""
        books = _Books(len(self._costs))
        self._run(endowment, books.accounts, books=True)
        books.read()
        money = _Money(endowment)
        made: list[Purchase] = []
        entries: list[Entry] = []
        drops = _drops(books, money, 0, 0)
        for j in range(books.made):
            made.append(self._purchase(books, money, j))
            entries.append(self._entry(books, money, j, made[j]))
            money.spend(made[j].price)
            drops += _drops(books, money, j + 1, len(drops))
        return made, Accounts(tuple(entries), tuple(drops))

    def _run(self, endowment: Fraction, accounts: _Accounts, *, books: bool) -> None:
        top, bottom = endowment.as_integer_ratio()
        self._kernel.shares_count(self._handle, top, bottom, books, ctypes.byref(accounts))

    def _purchase(self, books: "_Books", money: "_Money", j: int) -> Purchase:
        c = books.order[j]
        poor = money.held(books.poor_voters[j], books.poor_units[j])
        missing = self._costs[c] * money.denominator - poor
        price = Fraction(missing, money.denominator * books.weight[j])
        rho = price / self._factor[c] if self._factor[c] != 1 else price
        tied = tuple(d for d, one in enumerate(books.tied[j]) if one)
        return Purchase(c, rho, price, _NOBODY, tied)

    def _entry(self, books: "_Books", money: "_Money", j: int, made: Purchase) -> Entry:
        units, i = books.largest_units[j], books.largest_class[j]
        largest = made.price if units == 1 else made.price * units
        if i >= 0:
            gained = self._electorate.given(np.array([i]), books.order[:j])[0]
            largest = Fraction(money.held(1, gained.tolist()), money.denominator)
        held = money.held(books.held_voters[j], books.held_units[j])
        return Entry(
            held=Fraction(held, money.denominator),
            largest=largest,
            emptied=books.emptied[j],
            had_nothing=books.had_nothing[j],
        )


class _Books:
    """Room for what the kernel tells, in one piece; after ``read`` plain lists by its names."""

    def __init__(self, projects: int) -> None:
        self._width = projects
        size = projects * (len(_VECTORS) + projects * len(_TABLES))
        self._room = np.empty(size, np.int64)
        at = self._room.ctypes.data
        ends = (at + 8 * place for place, _ in self._places())
        self.accounts = _Accounts(0, 0, *ends)

    def _places(self) -> Iterator[tuple[int, int]]:
        """Where each part begins, and how long it is."""
        at = 0
        for size in (*(self._width for _ in _VECTORS), *(self._width**2 for _ in _TABLES)):
            yield at, size
            at += size

    def read(self) -> None:
        """Takes out the rows that are filled."""
        self.made = int(self.accounts.made)
        drops = int(self.accounts.drops)
        parts = dict(zip((*_VECTORS, *_TABLES), self._places(), strict=True))
        lists: dict[str, Any] = {}
        for name, (at, size) in parts.items():
            part, rows = self._room[at : at + size], drops if name[:4] == "drop" else self.made
            if name in _TABLES:
                columns = self._width if name == "tied" else self.made
                part = part.reshape(self._width, self._width)[:rows, :columns]
            lists[name] = part[:rows].tolist()
        self.order, self.weight = lists["order"], lists["weight"]
        self.poor_voters, self.poor_units = lists["poor_voters"], lists["poor_units"]
        self.held_voters, self.held_units = lists["held_voters"], lists["held_units"]
        self.emptied, self.had_nothing = lists["emptied"], lists["had_nothing"]
        self.largest_units, self.largest_class = lists["largest_units"], lists["largest_class"]
        self.tied = lists["tied"]
        self.drops = list(
            zip(*(lists[f"drop_{name}"] for name in ("project", "place", "voters", "units")),
                strict=True)
        )  # fmt: skip


class _Money:
    """Sums of balances as whole numbers over one ``denominator``, as in ``Balances``."""

    def __init__(self, endowment: Fraction) -> None:
        self._b0 = endowment.numerator
        self._prices: list[int] = []
        self.denominator = endowment.denominator

    def held(self, voters: int, units: Sequence[int]) -> int:
        """voters·b0 − Σ price·units over the purchases so far, times the denominator; units of
        later purchases are not looked at."""
        paid: int = sum(map(mul, self._prices, units))
        return voters * self._b0 - paid

    def spend(self, price: Fraction) -> None:
        common = price.denominator // gcd(price.denominator, self.denominator)
        if common != 1:
            self.denominator *= common
            self._b0 *= common
            self._prices = [p * common for p in self._prices]
        self._prices.append(price.numerator * (self.denominator // price.denominator))


def _drops(books: _Books, money: _Money, place: int, known: int) -> list[Drop]:
    """The drops after ``place`` purchases; ``known`` came before them."""
    found = []
    for project, at, voters, units in books.drops[known:]:
        if at != place:
            break
        held = Fraction(money.held(voters, units), money.denominator)
        found.append(Drop(project, place, held))
    return found


def _numbered(values: list[Any]) -> list[int]:
    """Equal values by equal numbers, in their order; the least, such as no group, is 0."""
    empty = type(values[0])()
    if not any(values):
        return [0] * len(values)
    number = {value: k for k, value in enumerate(sorted({*values, empty}))}
    return [number[value] for value in values]
