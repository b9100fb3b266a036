"""Scores and places by the three methods, from values in their own units."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from algorithms import mcda

from ..enums import Direction, Preference, RankingMethod

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Rule:
    """How one criterion is read: `direction`, ends or None for those of the data, thresholds."""

    direction: str
    low: float | None
    high: float | None
    preference: str
    indifference: float
    strict: float


def directions(rules: Sequence[Rule]) -> list[mcda.Direction]:
    return ["benefit" if rule.direction == Direction.BENEFIT else "cost" for rule in rules]


def ends(values: Floats, rules: Sequence[Rule]) -> tuple[Floats, Floats]:
    """The ends against which each column is read: those set, else the data's own.

    Where the data's ends coincide the criterion tells nobody apart: the ends are then set so that
    everyone is at the best one.
    """
    low = np.array([v if (v := rule.low) is not None else np.nan for rule in rules], dtype=float)
    high = np.array([v if (v := rule.high) is not None else np.nan for rule in rules], dtype=float)
    low = np.where(np.isnan(low), values.min(axis=0), low)
    high = np.where(np.isnan(high), values.max(axis=0), high)
    benefit = np.array([rule.direction == Direction.BENEFIT for rule in rules])
    flat = high <= low
    return np.where(flat & benefit, low - 1, low), np.where(flat & ~benefit, high + 1, high)


def shares(values: Floats, rules: Sequence[Rule]) -> Floats:
    """Every value as 0 (the worst end) to 1 (the best); what lies beyond an end counts as it."""
    low, high = ends(values, rules)
    return mcda.min_max(np.clip(values, low, high), directions(rules), low=low, high=high)


def rank(
    method: str, values: Floats, weights: Sequence[float], rules: Sequence[Rule]
) -> tuple[Floats, NDArray[np.int64]]:
    """Scores and ranks, 1 the best, shared where equal.

    The weighted sum works on `shares`; TOPSIS (vector normalisation) and PROMETHEE II on the values
    in their own units.
    """
    if method == RankingMethod.TOPSIS:
        near = mcda.topsis(values, weights, directions(rules))
        return near.closeness, near.ranks
    if method == RankingMethod.PROMETHEE:
        flows = mcda.promethee2(values, weights, directions(rules), [_preference(r) for r in rules])
        return flows.net, flows.ranks
    summed = mcda.weighted_sum(shares(values, rules), weights)
    return summed.scores, summed.ranks


def _preference(rule: Rule) -> mcda.Preference:
    if rule.preference == Preference.LINEAR:
        return mcda.Preference("linear", rule.indifference, rule.strict)
    return mcda.Preference("usual")
