"""A .pb file as an election that can be counted."""

from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import NamedTuple

import numpy as np

from algorithms.allocation import Election, Project
from algorithms.allocation.rows import joined
from algorithms.pabulib.tables import PbFile, items

_LARGEST_SUM = 2**52
_POINTED = ("cumulative", "scoring")


class Converted(NamedTuple):
    """An election whose money counts in 1/``scale`` of the file's currency unit.

    A rule that steps by one unit of currency steps by ``scale``.
    """

    election: Election
    scale: int


def to_election(pb: PbFile) -> Converted:
    """The file as an Election, exactly: money is multiplied by the least sufficient power of ten.

    Points: 1 for approval and choose-1; max_length − index (from 0) for ordinal, where max_length
    defaults to the number of projects; for cumulative and scoring the points given, and
    ``default_score`` for projects that a scoring ballot leaves out. Decimal points are multiplied
    by a power of ten as well, which no rule's outcome depends on. Raises AllocationError, as for
    negative points or a cost of 0.
    """
    ids = pb.projects.column("project_id")
    money = [number(text) for text in (pb.meta["budget"], *pb.projects.column("cost"))]
    scale = _power_of_ten(money)
    budget, *costs = (int(amount * scale) for amount in money)
    projects = [Project(i, cost) for i, cost in zip(ids, costs, strict=True)]
    election = _quickly(pb, ids, budget, projects)
    if election is None:
        election = Election(budget, projects, ((b, 1) for b in _ballots(pb, ids)))
    return Converted(election, scale)


def _quickly(
    pb: PbFile, ids: tuple[str, ...], budget: int, projects: list[Project]
) -> Election | None:
    """The election by way of arrays; None where the ballots are not at hand as such, or have points
    that are negative or too many."""
    kind = pb.meta["vote_type"]
    marks = pb.votes.marks(ids, kind)
    if marks is None:
        return None
    given, default = marks.ones(), 0
    if kind == "ordinal":
        given = int(pb.meta.get("max_length") or len(ids)) - marks.places()
    elif kind in _POINTED:
        values = [number(text) for text in marks.values]
        left_out = number(pb.meta.get("default_score") or "0") if kind == "scoring" else Fraction(0)
        scale = _power_of_ten([left_out, *values])
        default = int(left_out * scale)
        whole = [int(value * scale) for value in values]
        if max(map(abs, (*whole, default)), default=0) >= _LARGEST_SUM:
            return None
        given = np.array(whole, np.int64)[marks.given] if whole else given
    least, most = min(default, int(given.min(initial=0))), max(default, int(given.max(initial=1)))
    if least < 0 or most * max(1, marks.voters) >= _LARGEST_SUM:
        return None
    table = marks.table(given, default, np.min_scalar_type(most))
    return Election.of_rows(budget, projects, joined(len(ids), table, marks.many))


def number(text: str) -> Fraction:
    """A decimal with point or comma, exactly."""
    return Fraction(text.replace(",", "."))


def _power_of_ten(numbers: Iterable[Fraction]) -> int:
    scale = 1
    for value in numbers:
        while scale % value.denominator:
            scale *= 10
    return scale


def _ballots(pb: PbFile, ids: tuple[str, ...]) -> Iterator[dict[str, int]]:
    votes = (items(text) for text in pb.votes.column("vote"))
    kind = pb.meta["vote_type"]
    if kind in ("approval", "choose-1"):
        yield from (dict.fromkeys(vote, 1) for vote in votes)
    elif kind == "ordinal":
        longest = int(pb.meta.get("max_length") or len(ids))
        yield from ({p: longest - place for place, p in enumerate(vote)} for vote in votes)
    else:
        texts = pb.votes.column("points")
        values = {t: number(t) for text in set(texts) for t in items(text)}
        default = number(pb.meta.get("default_score") or "0") if kind == "scoring" else Fraction(0)
        scale = _power_of_ten([default, *values.values()])
        whole = {t: int(value * scale) for t, value in values.items()}
        unlisted = dict.fromkeys(ids, int(default * scale)) if default else {}
        for vote, text in zip(votes, texts, strict=True):
            yield unlisted | {p: whole[t] for p, t in zip(vote, items(text), strict=True)}
