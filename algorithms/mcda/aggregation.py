"""One score from several evaluators, and how far they were apart."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

from algorithms.mcda.errors import McdaError
from algorithms.mcda.inputs import Floats, Integers

Rule = Literal["mean", "median", "trimmed_mean"]
TRIM_FROM = 5


def aggregate(scores: ArrayLike, rule: Rule = "mean") -> Floats:
    """One value per item (and criterion) from scores of evaluators × items [× criteria].

    NaN is a score not given. ``mean``; ``median`` (the mean of the middle two where their number is
    even); ``trimmed_mean``: from five scores on without the highest and the lowest one, below five
    the mean. NaN where nobody scored. Raises McdaError: ``rule_unknown``, ``scores_wrong_shape``,
    ``score_infinite``.
    """
    given = _scores(scores)
    count = np.isfinite(given).sum(axis=0)
    ordered = np.sort(given, axis=0)  # NaN last
    if rule == "median":
        low = np.take_along_axis(ordered, np.maximum((count - 1) // 2, 0)[None], axis=0)[0]
        high = np.take_along_axis(ordered, np.minimum(count // 2, len(given) - 1)[None], axis=0)[0]
        return np.where(count > 0, (low + np.where(count > 0, high, 0.0)) / 2, np.nan)
    if rule not in ("mean", "trimmed_mean"):
        raise McdaError("rule_unknown", rule=rule)
    place = np.arange(len(given)).reshape(-1, *[1] * (given.ndim - 1))
    keep = place < count
    if rule == "trimmed_mean":
        keep &= (count < TRIM_FROM) | ((place > 0) & (place < count - 1))
    kept = keep.sum(axis=0)
    total = np.where(keep, ordered, 0.0).sum(axis=0)
    return np.where(kept > 0, total / np.maximum(kept, 1), np.nan)


@dataclass(frozen=True, slots=True, eq=False)
class Spread:
    """Per item (and criterion): the number of scores, and their disagreement in points.

    ``deviation``: sample standard deviation, NaN below two scores. ``span``: highest less lowest,
    NaN where nobody scored.
    """

    count: Integers
    deviation: Floats
    span: Floats


def spread(scores: ArrayLike) -> Spread:
    """How far evaluators are apart; scores as for ``aggregate``."""
    given = _scores(scores)
    present = np.isfinite(given)
    count = present.sum(axis=0).astype(np.int64)
    mean = np.where(present, given, 0.0).sum(axis=0) / np.maximum(count, 1)
    squares = np.where(present, (given - mean) ** 2, 0.0).sum(axis=0)
    deviation = np.where(count > 1, np.sqrt(squares / np.maximum(count - 1, 1)), np.nan)
    highest = np.where(present, given, -np.inf).max(axis=0)
    lowest = np.where(present, given, np.inf).min(axis=0)
    with np.errstate(invalid="ignore"):
        return Spread(count, deviation, np.where(count > 0, highest - lowest, np.nan))


def _scores(scores: ArrayLike) -> Floats:
    given = np.array(scores, dtype=np.float64)
    if given.ndim < 2 or not given.size:
        raise McdaError("scores_wrong_shape", shape=given.shape)
    if np.isinf(given).any():
        raise McdaError("score_infinite")
    return given
