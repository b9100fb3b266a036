"""Who reviews what: enough reviews for every item, even loads, no conflict of interest."""

from collections.abc import Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linprog
from scipy.sparse import csr_array

from algorithms.mcda.errors import McdaError

Evaluator = TypeVar("Evaluator", bound=Hashable)
Item = TypeVar("Item", bound=Hashable)
Positions = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Assignment(Generic[Evaluator, Item]):
    """``pairs`` of (evaluator, item), kept ones included, by item and then evaluator as given.

    ``loads``: every evaluator's number of items.
    """

    pairs: tuple[tuple[Evaluator, Item], ...]
    loads: Mapping[Evaluator, int]


def assign(
    evaluators: Sequence[Evaluator],
    items: Sequence[Item],
    *,
    reviews: int = 3,
    forbidden: Collection[tuple[Evaluator, Item]] = (),
    kept: Collection[tuple[Evaluator, Item]] = (),
    capacity: Mapping[Evaluator, int] | None = None,
    seed: int = 0,
) -> Assignment[Evaluator, Item]:
    """Give every item ``reviews`` evaluators at loads as even as they can be.

    ``forbidden``: conflicts and own organisations. ``kept``: pairs that stand already; an item that
    has more than ``reviews`` of them gets no new one. ``capacity``: the most items of an evaluator,
    kept ones included; no limit for those it leaves out, and those who have more already get no
    new one. ``seed`` mixes who meets whom, so that markers can be compared with many others; the
    same arguments in the same order give the same assignment.

    With A the pairs neither forbidden nor kept, k_e the kept load, n_i = max(0, reviews − kept
    reviews of i) and r_ei in [0, 1) drawn with ``seed``::

        minimise    Σ_e Σ_l (2l − 1) y_el + ε Σ_A r_ei x_ei + M Σ_i s_i
        subject to  Σ_e x_ei + s_i = n_i                for every item             (reviews)
                    Σ_i x_ei = Σ_l y_el                 for every evaluator        (load)
                    0 ≤ x_ei ≤ 1 on A, 0 ≤ y_el ≤ 1     for l = k_e + 1 ... cap_e  (capacity)
                    s_i ≥ 0

    The l-th item of an evaluator costs 2l − 1, so loads cost Σ load²: that minimum differs by one
    at most wherever any assignment does, and has the smallest largest load. ε < 1 / Σ n_i keeps the
    mixing below one step of it; M is beyond what one more review can cost, so that a review is
    missing (s) only where none is possible. The constraints are those of a network, a totally
    unimodular matrix, so a vertex of the linear programme is integral (Hoffman and Kruskal 1956).

    Raises McdaError: ``duplicate`` (what, id), ``pair_unknown`` (evaluator, item),
    ``kept_forbidden`` (evaluator, item), ``reviews_negative``, ``evaluator_unknown``,
    ``capacity_negative`` (evaluator); ``too_few_reviewers`` with ``lacking``, the reviews missing
    by item, in a plan that misses as few as possible.
    """
    _check(evaluators, items, reviews, forbidden, kept, capacity or {})
    evaluator_at = {evaluator: position for position, evaluator in enumerate(evaluators)}
    item_at = {item: position for position, item in enumerate(items)}
    taken = np.zeros((len(evaluators), len(items)), dtype=np.bool_)
    barred = np.zeros_like(taken)
    for table, pairs in ((taken, kept), (barred, forbidden)):
        for evaluator, item in pairs:
            table[evaluator_at[evaluator], item_at[item]] = True
    most = np.array([(capacity or {}).get(e, len(items)) for e in evaluators], dtype=np.int64)
    fresh, short = _solve(taken, ~(taken | barred), reviews, most, seed)
    if short.any():
        lacking = {items[i]: int(short[i]) for i in range(len(items)) if short[i]}
        raise McdaError("too_few_reviewers", lacking=lacking, reviews=reviews)
    chosen = taken | fresh
    loads = dict(zip(evaluators, (int(load) for load in chosen.sum(axis=1)), strict=True))
    return Assignment(tuple((evaluators[e], items[i]) for i, e in np.argwhere(chosen.T)), loads)


def _solve(
    taken: NDArray[np.bool_],
    allowed: NDArray[np.bool_],
    reviews: int,
    most: NDArray[np.int64],
    seed: int,
) -> tuple[NDArray[np.bool_], NDArray[np.int64]]:
    """New pairs (evaluators × items) and the reviews missing per item: the programme above."""
    count, item_count = taken.shape
    needed = np.maximum(0, reviews - taken.sum(axis=0))
    if not needed.any():
        return np.zeros_like(taken), needed
    held = taken.sum(axis=1)
    # x: one column per allowed pair of an item that still needs reviews.
    who, what = np.nonzero(allowed & (needed > 0))
    # y: one column per further place in an evaluator's load.
    places = np.clip(most - held, 0, np.bincount(who, minlength=count))
    whose = np.repeat(np.arange(count), places)
    first = np.repeat(np.cumsum(places) - places, places)
    level = held[whose] + 1 + np.arange(whose.size) - first
    mixing = np.random.default_rng(seed).random(taken.shape)[who, what]
    missing = 2.0 * (level.max(initial=0) + 1)
    cost = np.concatenate(
        [mixing / (needed.sum() + 1), 2.0 * level - 1, np.full(item_count, missing)]
    )
    x, y, s = (np.arange(size) for size in (who.size, whose.size, item_count))
    y, s = y + x.size, s + x.size + whose.size
    entries = [
        (what, x, 1.0),  # reviews: Σ_e x_ei
        (np.arange(item_count), s, 1.0),  # + s_i = n_i
        (item_count + who, x, 1.0),  # load: Σ_i x_ei
        (item_count + whose, y, -1.0),  # = Σ_l y_el
    ]
    matrix = csr_array(
        (
            np.concatenate([np.full(rows.size, sign) for rows, _, sign in entries]),
            (
                np.concatenate([rows for rows, _, _ in entries]),
                np.concatenate([columns for _, columns, _ in entries]),
            ),
        ),
        shape=(item_count + count, cost.size),
    )
    bounds = np.zeros((cost.size, 2))
    bounds[:, 1] = 1.0
    bounds[s, 1] = reviews
    right = np.concatenate([needed, np.zeros(count)])
    # The dual simplex ends at a vertex; an interior point need not be integral.
    found = linprog(cost, A_eq=matrix, b_eq=right, bounds=bounds, method="highs-ds")
    if not found.success:
        raise RuntimeError(f"HiGHS did not solve a feasible programme: {found.message}")
    solution = np.rint(found.x).astype(np.int64)
    if np.abs(found.x - solution).max() > 1e-6 or (matrix @ solution != right).any():
        raise RuntimeError("HiGHS gave no integral vertex")
    fresh = np.zeros_like(taken)
    fresh[who, what] = solution[: x.size] == 1
    return fresh, solution[x.size + whose.size :]


def _check(
    evaluators: Sequence[Evaluator],
    items: Sequence[Item],
    reviews: int,
    forbidden: Collection[tuple[Evaluator, Item]],
    kept: Collection[tuple[Evaluator, Item]],
    capacity: Mapping[Evaluator, int],
) -> None:
    if reviews < 0:
        raise McdaError("reviews_negative", reviews=reviews)
    known, listed = _distinct("evaluator", evaluators), _distinct("item", items)
    for evaluator, item in (*forbidden, *kept):
        if evaluator not in known or item not in listed:
            raise McdaError("pair_unknown", evaluator=evaluator, item=item)
    barred = set(forbidden)
    for evaluator, item in kept:
        if (evaluator, item) in barred:
            raise McdaError("kept_forbidden", evaluator=evaluator, item=item)
    for evaluator, limit in capacity.items():
        if evaluator not in known:
            raise McdaError("evaluator_unknown", evaluator=evaluator)
        if limit < 0:
            raise McdaError("capacity_negative", evaluator=evaluator, capacity=limit)


def _distinct(what: str, ids: Sequence[Hashable]) -> set[Hashable]:
    seen: set[Hashable] = set()
    for each in ids:
        if each in seen:
            raise McdaError("duplicate", what=what, id=each)
        seen.add(each)
    return seen
