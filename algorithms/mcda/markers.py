"""Harsh and lenient markers: how far each evaluator lies from the others on the same items."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from algorithms.mcda.agreement import as_scores
from algorithms.mcda.errors import McdaError
from algorithms.mcda.inputs import Floats, Integers


@dataclass(frozen=True, slots=True, eq=False)
class MarkerEffects:
    """All in points of the scores given.

    ``effects``: per evaluator, below 0 harsh and above 0 lenient; 0 where nothing is known.
    ``adjusted``: evaluators × items, each score less its evaluator's effect, NaN where none was
    given; it may leave the scale, so show it beside the score, not as one.
    ``items``: per item the mean of its adjusted scores, NaN where nobody scored.
    ``reviews``: per evaluator, the number of scores.
    """

    effects: Floats
    adjusted: Floats
    items: Floats
    reviews: Integers


def marker_effects(scores: ArrayLike, *, ridge: float = 1.0) -> MarkerEffects:
    """Additive model x_ei = t_i + b_e + noise, least squares with a ridge on b.

    ``scores``: evaluators × items, NaN where an evaluator did not score. Minimises
    Σ (x_ei − t_i − b_e)² + ridge · Σ b_e². The items t are free; eliminating them leaves
    (D + ridge·I − N diag(1/c) Nᵀ) b = r, with N the table of who scored what, c the scores per
    item, D the scores per evaluator and r_e the sum of e's distances from the items' means. Effects
    sum to 0 within each set of evaluators linked by common items. ``ridge`` is in scores: 1 draws
    an effect towards 0 as one more score without any would, so that few reviews claim little; it
    must be above 0 (Hoerl and Kennard 1970).

    Raises McdaError: ``scores_wrong_shape``, ``score_infinite``, ``ridge_not_positive``.
    """
    if not 0 < ridge < np.inf:
        raise McdaError("ridge_not_positive", ridge=ridge)
    given = as_scores(scores)
    present = np.isfinite(given)
    table = present.astype(np.float64)
    per_item = np.maximum(table.sum(axis=0), 1.0)
    filled = np.where(present, given, 0.0)
    means = filled.sum(axis=0) / per_item
    distances = np.where(present, given - means, 0.0).sum(axis=1)
    normal = np.diag(table.sum(axis=1) + ridge) - (table / per_item) @ table.T
    effects = np.linalg.solve(normal, distances)
    adjusted = given - effects[:, None]
    totals = np.where(present, adjusted, 0.0).sum(axis=0)
    items = np.where(present.any(axis=0), totals / per_item, np.nan)
    return MarkerEffects(effects, adjusted, items, present.sum(axis=1).astype(np.int64))
