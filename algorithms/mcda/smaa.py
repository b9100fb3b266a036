"""SMAA-2: what a ranking looks like over all the weights that people might hold.

Lahdelma and Salminen (2001), "SMAA-2: Stochastic Multicriteria Acceptability Analysis for Group
Decision Making", Operations Research 49(3), for the additive value model Σ_j w_j v_ij.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from algorithms.mcda.errors import McdaError
from algorithms.mcda.inputs import Floats
from algorithms.mcda.sampling import Sample

# Scores of a chunk stay in the cache, its products on one thread: BLAS threads wait by spinning.
CHUNK = 128


@dataclass(frozen=True, slots=True, eq=False)
class Smaa:
    """``acceptability[i, r]``: share of draws in which alternative i takes place r + 1.

    ``central_weights[i]``: mean of the weights that make i first, NaN where none do.
    ``confidence[i]``: share of the draws of values in which i is first under these weights, NaN
    where there are none; with exact values it is 1.
    ``draws``: number of weight vectors.
    """

    acceptability: Floats
    central_weights: Floats
    confidence: Floats
    draws: int


def smaa(values: ArrayLike, weights: ArrayLike) -> Smaa:
    """Rank acceptabilities, central weights and confidence factors.

    ``values``: normalised so that more is better, alternatives × criteria where they are certain,
    or draws × alternatives × criteria, one draw for each row of ``weights``. ``weights``: draws ×
    criteria, from ``sampling``. Equal scores share the better place (1, 1, 3), and both are first;
    each row of ``acceptability`` sums to 1, a column with shared places may not. Alternatives whose
    values are the same always tie. Scores are float32: differences below some 1e-7 of the score
    count as equal.

    Raises McdaError: ``values_wrong_shape``, ``not_finite``, ``weights_wrong_shape``,
    ``weight_not_finite``, ``weight_negative``, ``draws_differ``.
    """
    model = _Model(values, weights)
    places = np.zeros((model.alternatives, model.alternatives), dtype=np.int64)
    firsts = np.zeros(model.alternatives, dtype=np.int64)
    sums = np.zeros((model.alternatives, model.criteria))
    for part, scores in model.scores():
        _count_places(scores, places)
        first = scores == scores.max(axis=1, keepdims=True)
        firsts += first.sum(axis=0)
        sums += first.astype(np.float32).T @ part
    with np.errstate(invalid="ignore"):
        central = sums / firsts[:, None]
    back = model.origin
    acceptability = places[back] / model.draws
    central = central[back]
    return Smaa(acceptability, central, confidence_factors(values, central), model.draws)


def confidence_factors(values: ArrayLike, central_weights: ArrayLike) -> Floats:
    """Share of the draws of ``values`` in which i is (or shares being) first under its own weights.

    ``central_weights``: alternatives × criteria; a row of NaN gives NaN.
    """
    drawn = np.array(values, dtype=np.float64)
    drawn = drawn[None] if drawn.ndim == 2 else drawn
    own = np.array(central_weights, dtype=np.float64)
    factors = np.full(len(own), np.nan)
    for i in np.flatnonzero(np.isfinite(own).all(axis=1)):
        scores = drawn @ own[i]
        # Alternatives that are equal but for rounding share the place.
        factors[i] = (scores[:, i] >= scores.max(axis=1) - 1e-9).mean()
    return factors


def pairwise_winning(values: ArrayLike, weights: ArrayLike) -> Floats:
    """P[i, j]: share of draws in which i scores strictly more than j; 0 on the diagonal.

    P[i, j] + P[j, i] is 1 less the share of ties. Leskinen et al. (2006). Arguments and errors as
    for ``smaa``.
    """
    model = _Model(values, weights)
    wins = np.zeros((model.alternatives, model.alternatives), dtype=np.int64)
    for _, scores in model.scores():
        by_alternative = np.ascontiguousarray(scores.T)
        for i, own in enumerate(by_alternative):
            # a chunk is shorter than uint16 can count
            won = (own > by_alternative).view(np.uint8)
            wins[i] += np.add.reduce(won, axis=1, dtype=np.uint16)
    shares: Floats = wins[np.ix_(model.origin, model.origin)] / model.draws
    return shares


@dataclass(frozen=True, slots=True)
class UndecidedPair:
    """Positions ``first`` < ``second``, and the share of draws in which each is ahead."""

    first: int
    second: int
    first_ahead: float
    second_ahead: float


def undecided_pairs(pairwise: ArrayLike, margin: float = 0.1) -> tuple[UndecidedPair, ...]:
    """Pairs of which neither is ahead in more than ½ + ``margin`` of the draws, closest first.

    ``pairwise``: from ``pairwise_winning``. ``margin`` from 0 to ½: with 0.1 a pair is decided when
    one of them is ahead in more than 60 % of the draws. Raises McdaError ``margin_outside``.
    """
    if not 0 <= margin <= 0.5:
        raise McdaError("margin_outside", margin=margin)
    shares = np.array(pairwise, dtype=np.float64)
    limit = 0.5 + margin + 1e-12  # 0.5 + 0.18 falls short of 0.68 in floating point
    pairs = [
        UndecidedPair(int(i), int(j), float(shares[i, j]), float(shares[j, i]))
        for i, j in np.argwhere(np.triu(np.maximum(shares, shares.T) <= limit, k=1))
    ]
    return tuple(sorted(pairs, key=lambda p: (abs(p.first_ahead - p.second_ahead), p.first)))


def acceptability_of(ranks: ArrayLike) -> Floats:
    """Rank acceptabilities of ranks known already: draws × alternatives, 1 the best."""
    given = np.array(ranks, dtype=np.int64)
    alternatives = given.shape[1]
    return np.stack([(given == place).mean(axis=0) for place in range(1, alternatives + 1)], axis=1)


def ranking_entropy(ranks: ArrayLike) -> float:
    """H = −Σ p log₂ p over the distinct rankings among the draws, in bits; 0 where all agree.

    ``ranks``: draws × alternatives. Tells how much the order as a whole is open; it is bounded by
    log₂ of the number of draws, so it says little beyond some eight alternatives.
    """
    _, counts = np.unique(np.array(ranks, dtype=np.int64), axis=0, return_counts=True)
    p = counts / counts.sum()
    return max(0.0, float(-(p * np.log2(p)).sum()))


class _Model:
    """Values and weights, checked, and their scores chunk by chunk.

    Where values are certain, alternatives with the same values are scored once (``origin`` maps
    each alternative to its row), so that they tie exactly, and in an order of their own, so that
    the order of the input cannot matter.
    """

    def __init__(self, values: ArrayLike, weights: ArrayLike) -> None:
        self._weights = _weights(weights)
        self._values = _values(values, *self._weights.shape)
        self.draws, self.criteria = self._weights.shape
        self.alternatives = self._values.shape[-2]
        self.origin: NDArray[np.intp] = np.arange(self.alternatives)
        self._copies: NDArray[np.intp] | None = None
        if self._values.ndim == 2:
            self._values, same = np.unique(self._values, axis=0, return_inverse=True)
            same = same.reshape(-1)
            # Scores come out in the order of the distinct values, copies side by side.
            order = np.argsort(same, kind="stable")
            self.origin = np.argsort(order)
            if len(self._values) < self.alternatives:
                self._copies = same[order]

    def scores(self) -> Iterator[tuple[Sample, Sample]]:
        """Weights and scores (draws × alternatives, none negative) of one chunk after another."""
        for start in range(0, self.draws, CHUNK):
            part = self._weights[start : start + CHUNK]
            if self._values.ndim == 3:
                drawn = self._values[start : start + CHUNK]
                yield part, np.matmul(drawn, part[:, :, None])[:, :, 0]
                continue
            scores = part @ self._values.T
            yield part, scores if self._copies is None else scores[:, self._copies]


def _weights(weights: ArrayLike) -> Sample:
    sample = np.ascontiguousarray(weights, dtype=np.float32)
    if sample.ndim != 2 or not sample.size:
        raise McdaError("weights_wrong_shape", shape=sample.shape)
    if not np.isfinite(sample).all():
        raise McdaError("weight_not_finite", position=int(np.argwhere(~np.isfinite(sample))[0, 1]))
    if sample.min() < 0:
        raise McdaError("weight_negative", position=int(np.argwhere(sample < 0)[0, 1]))
    return sample


def _values(values: ArrayLike, draws: int, criteria: int) -> Sample:
    given = np.array(values, dtype=np.float64)
    if given.ndim not in (2, 3) or not given.size or given.shape[-1] != criteria:
        raise McdaError("values_wrong_shape", shape=given.shape, criteria=criteria)
    if given.ndim == 3 and len(given) != draws:
        raise McdaError("draws_differ", values=len(given), weights=draws)
    if not np.isfinite(given).all():
        raise McdaError("not_finite")
    # Adding a constant to a criterion changes no order; scores of 0 and more sort as their bits.
    lowest = given.min(axis=tuple(range(given.ndim - 1)))
    raised: Sample = (given - lowest).astype(np.float32)
    return raised


def _count_places(scores: Sample, places: NDArray[np.int64]) -> None:
    """Add each alternative's places in these scores to ``places`` (alternatives × places).

    Sorting 64-bit keys of (score, alternative) takes half the time of an argsort of the scores.
    """
    alternatives = scores.shape[1]
    keys = (0x7FFFFFFF - scores.view(np.int32)).astype(np.int64)  # ascending: the best first
    keys <<= 32
    keys |= np.arange(alternatives)
    keys.sort(axis=1)
    who = keys & 0xFFFFFFFF
    keys >>= 32
    cells = who * alternatives + np.arange(alternatives)
    tied = keys[:, 1:] == keys[:, :-1]
    rows = np.flatnonzero(tied.any(axis=1))
    if rows.size:
        shared = np.tile(np.arange(alternatives), (rows.size, 1))
        shared[:, 1:][tied[rows]] = 0
        cells[rows] = who[rows] * alternatives + np.maximum.accumulate(shared, axis=1)
    places += np.bincount(cells.ravel(), minlength=alternatives**2).reshape(places.shape)
