"""Votes as they were cast: who, on which statement, agree (1), disagree (-1) or pass (0)."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from algorithms.opinions.errors import OpinionsError

Integers = NDArray[np.int64]
UNSEEN = -128


@dataclass(frozen=True, slots=True, eq=False)
class Votes:
    """Only what was seen is held: vote i is ``value[i]`` at (``row[i]``, ``column[i]``), by rows.

    ``participants`` and ``statements`` are the ids in rising order that rows and columns stand for.
    """

    participants: Integers
    statements: Integers
    row: NDArray[np.int32]
    column: NDArray[np.int32]
    value: NDArray[np.int8]


def from_matrix(matrix: ArrayLike) -> Votes:
    """Votes of a matrix participants × statements, ``UNSEEN`` where none was cast.

    The ids are the positions. Raises OpinionsError: ``not_a_matrix`` (shape), ``vote_unknown``
    (position, value).
    """
    given = np.asarray(matrix)
    if given.ndim != 2:
        raise OpinionsError("not_a_matrix", shape=given.shape)
    row, column = np.nonzero(given != UNSEEN)
    value = _checked(given[row, column])
    people, statements = (np.arange(n, dtype=np.int64) for n in given.shape)
    return Votes(people, statements, row.astype(np.int32), column.astype(np.int32), value)


def from_records(
    participant: ArrayLike,
    statement: ArrayLike,
    vote: ArrayLike,
    *,
    statements: ArrayLike = (),
) -> Votes:
    """Votes of three arrays of one length: whose id, which statement's id, and the vote.

    ``statements``: ids that count although nobody has voted on them yet. Raises OpinionsError:
    ``lengths_differ``, ``vote_unknown`` (position, value), ``vote_twice`` (participant, statement).
    """
    who, what = (np.asarray(ids, dtype=np.int64).ravel() for ids in (participant, statement))
    given = np.asarray(vote).ravel()
    if not len(who) == len(what) == len(given):
        raise OpinionsError("lengths_differ", lengths=(len(who), len(what), len(given)))
    value = _checked(given)
    people, row = np.unique(who, return_inverse=True)
    known = np.unique(np.concatenate([what, np.asarray(statements, dtype=np.int64).ravel()]))
    column = np.searchsorted(known, what)
    place = row * len(known) + column
    order = np.argsort(place, kind="stable")
    again = np.flatnonzero(np.diff(place[order]) == 0)
    if len(again):
        first = order[again[0]]
        raise OpinionsError("vote_twice", participant=int(who[first]), statement=int(what[first]))
    rows, columns = row[order].astype(np.int32), column[order].astype(np.int32)
    return Votes(people, known, rows, columns, value[order])


def _checked(given: NDArray[np.generic]) -> NDArray[np.int8]:
    wrong = np.flatnonzero(~np.isin(given, (-1, 0, 1)))
    if len(wrong):
        raise OpinionsError("vote_unknown", position=int(wrong[0]), value=given[wrong[0]].item())
    return given.astype(np.int8)
