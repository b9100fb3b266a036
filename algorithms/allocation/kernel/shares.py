"""Equal Shares on the kernel: arrays in, whole numbers out, fractions made of them here."""

import ctypes
from collections.abc import Iterable, Sequence
from fractions import Fraction
from math import gcd
from operator import mul
from typing import Any, Optional

import numpy as np
import numpy.typing as npt

from algorithms.allocation.accounts import Accounts, Drop, Entry
from algorithms.allocation.election import Election
from algorithms.allocation.purchases import Count, Purchase
from algorithms.allocation.purse import Electorate
from algorithms.allocation.rows import Ints
from algorithms.allocation.ties import Order

MOST_PROJECTS = 2048  # tables of projects squared stay small
LARGEST_SUM = 2**52
LARGEST_PART = 2**62  # of the endowment, above and below the line

_POINTER = ctypes.c_void_p
_INT = ctypes.c_int64


class _Election(ctypes.Structure):
    _fields_ = [
        ("projects", _INT),
        ("classes", _INT),
        *((name, _POINTER) for name in ("ends", "project", "points", "many", "taking_part")),
        *((name, _POINTER) for name in ("cost", "factor", "group", "precedence", "rank")),
    ]


class _Accounts(ctypes.Structure):
    _names = (
        "order",
        "rho_above",
        "weight",
        "poor_voters",
        "poor_units",
        "tied",
        "held_voters",
        "held_units",
        "emptied",
        "had_nothing",
        "largest_units",
        "largest_class",
        "drop_project",
        "drop_place",
        "drop_voters",
        "drop_units",
    )
    _fields_ = [("made", _INT), ("drops", _INT), *((name, _POINTER) for name in _names)]


_TABLES = ("poor_units", "tied", "held_units", "drop_units")
_TYPES: dict[str, npt.DTypeLike] = {
    "order": np.int32,
    "rho_above": np.float64,
    "tied": np.uint8,
    "largest_class": np.int32,
    "drop_project": np.int32,
    "drop_place": np.int32,
}


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
        self._costs = electorate.costs
        rows, projects = electorate.rows, election.projects
        taking_part = np.zeros(len(projects), np.int64)
        taking_part[list(electorate.taking_part)] = 1
        # Kept here: the kernel reads them where they are.
        self._arrays: dict[str, Ints] = {
            "ends": rows.ends,
            "project": rows.project,
            "many": rows.many,
            "taking_part": taking_part,
            "cost": np.array(electorate.costs, np.int64),
            "factor": np.array(electorate.factor, np.int64),
            "group": _numbered(p.group for p in projects),
            "precedence": _numbered(p.precedence for p in projects),
            "rank": np.array(order.ranks(), np.int64),
        }
        if rows.points is not None:
            self._arrays["points"] = rows.points
        kernel.shares_open.restype = _POINTER
        kernel.shares_open.argtypes = [_POINTER]
        kernel.shares_close.restype = None
        kernel.shares_close.argtypes = [_POINTER]
        kernel.shares_count.restype = None
        kernel.shares_count.argtypes = [_POINTER, _INT, _INT, _INT, _POINTER]
        arrays = {name: _address(array) for name, array in self._arrays.items()}
        told = _Election(projects=len(projects), classes=rows.classes, **arrays)
        self._handle = kernel.shares_open(ctypes.byref(told))
        if not self._handle:
            raise MemoryError
        self._brief = _Books(len(projects), ("order", "rho_above"))

    def __del__(self) -> None:
        if getattr(self, "_handle", None):
            self._kernel.shares_close(self._handle)

    def count(self, endowment: Fraction) -> Count:
        """As ``purchases``, the projects alone."""
        books = self._brief
        self._run(endowment, books, full=False)
        return Count(endowment, tuple(books.order[: books.told.made].tolist()))

    def alike(self, endowment: Fraction, below: Count) -> Count | None:
        """Never shown here: to count again is cheap."""
        return None

    def account(
        self, endowment: Fraction, count: Count | None = None
    ) -> tuple[Sequence[Purchase], Accounts]:
        """Counts, once more or at all, and keeps books."""
        books = _Books(len(self._costs), _Accounts._names)
        self._run(endowment, books, full=True)
        money = _Money(endowment)
        made: list[Purchase] = []
        entries: list[Entry] = []
        drops = _drops(books, money, 0, 0)
        for j in range(books.told.made):
            made.append(self._purchase(books, money, j))
            entries.append(self._entry(books, money, j, made[j]))
            money.spend(made[j].price)
            drops += _drops(books, money, j + 1, len(drops))
        return made, Accounts(tuple(entries), tuple(drops))

    def _run(self, endowment: Fraction, books: "_Books", *, full: bool) -> None:
        top, bottom = endowment.numerator, endowment.denominator
        self._kernel.shares_count(self._handle, top, bottom, full, ctypes.byref(books.told))

    def _purchase(self, books: "_Books", money: "_Money", j: int) -> Purchase:
        c = int(books.order[j])
        poor = money.held(int(books.poor_voters[j]), books.poor_units[j, :j])
        price = Fraction(
            self._costs[c] * money.denominator - poor, money.denominator * int(books.weight[j])
        )
        tied = tuple(books.tied[j].nonzero()[0].tolist())
        nobody = np.empty(0, np.int64)
        return Purchase(c, price / self._electorate.factor[c], price, nobody, tied)

    def _entry(self, books: "_Books", money: "_Money", j: int, made: Purchase) -> Entry:
        held = money.held(int(books.held_voters[j]), books.held_units[j, :j])
        largest = made.price * int(books.largest_units[j])
        i = int(books.largest_class[j])
        if i >= 0:
            units = self._electorate.given(np.array([i]), books.order[:j].tolist())[0]
            largest = Fraction(money.held(1, units), money.denominator)
        return Entry(
            held=Fraction(held, money.denominator),
            largest=largest,
            emptied=int(books.emptied[j]),
            had_nothing=int(books.had_nothing[j]),
        )


class _Books:
    """Room for what the kernel tells, by the names of ``_Accounts``."""

    def __init__(self, projects: int, names: Iterable[str]) -> None:
        self._arrays: dict[str, npt.NDArray[Any]] = {}
        for name in names:
            shape = (projects, projects) if name in _TABLES else (projects,)
            room = np.zeros if name == "tied" else np.empty
            self._arrays[name] = room(shape, _TYPES.get(name, np.int64))
        arrays = {name: _address(array) for name, array in self._arrays.items()}
        self.told = _Accounts(**arrays)

    def __getattr__(self, name: str) -> npt.NDArray[Any]:
        return self._arrays[name]


class _Money:
    """Sums of balances as whole numbers over one ``denominator``, as in ``Balances``."""

    def __init__(self, endowment: Fraction) -> None:
        self._b0 = endowment.numerator
        self._prices: list[int] = []
        self.denominator = endowment.denominator

    def held(self, voters: int, units: Ints) -> int:
        """voters·b0 − Σ price·units over the purchases so far, times the denominator."""
        paid: int = sum(map(mul, self._prices, units.tolist()))
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
    places = books.drop_place[known : books.told.drops]
    for d in range(known, known + int((places == place).sum())):
        held = money.held(int(books.drop_voters[d]), books.drop_units[d, :place])
        found.append(Drop(int(books.drop_project[d]), place, Fraction(held, money.denominator)))
    return found


def _numbered(values: Iterable[Any]) -> Ints:
    """Equal values by equal numbers, in their order; the least, such as no group, is 0."""
    values = list(values)
    number = {value: k for k, value in enumerate(sorted({*values, type(values[0])()}))}
    return np.array([number[value] for value in values], np.int64)


def _address(array: npt.NDArray[Any]) -> int:
    return int(array.ctypes.data)
