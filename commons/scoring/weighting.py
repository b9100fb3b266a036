"""Shares of 1 from weights, and how far comparisons in pairs agree with one another."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from algorithms import mcda

from .models import Comparison, Criterion


@dataclass(frozen=True, slots=True)
class Consistency:
    """`weights` in the order of the criteria, summing to 1; the worst judgement may be none."""

    ratio: float
    acceptable: bool
    weights: tuple[float, ...]
    worst_first: Criterion | None = None
    worst_second: Criterion | None = None
    worst_given: float = 1.0
    worst_implied: float = 1.0


def shares(criteria: Sequence[Criterion]) -> list[float]:
    """Weights as parts of 1; all 0 where none is set."""
    total = sum(float(one.weight) for one in criteria)
    return [float(one.weight) / total if total else 0.0 for one in criteria]


def consistency(
    criteria: Sequence[Criterion], comparisons: Sequence[Comparison]
) -> Consistency | None:
    """None until every pair is compared."""
    place = {one.pk: n for n, one in enumerate(criteria)}
    matrix = np.eye(len(criteria))
    seen = set()
    for one in comparisons:
        i, j = place[one.first_id], place[one.second_id]
        matrix[i, j], matrix[j, i] = one.ratio, 1 / one.ratio
        seen.add((min(i, j), max(i, j)))
    if not criteria or len(seen) < len(criteria) * (len(criteria) - 1) // 2:
        return None
    found = mcda.ahp(matrix)
    weights = tuple(float(weight) for weight in found.weights)
    if found.worst is None:
        return Consistency(found.consistency_ratio, found.acceptable, weights)
    return Consistency(
        found.consistency_ratio,
        found.acceptable,
        weights,
        criteria[found.worst.first],
        criteria[found.worst.second],
        found.worst.given,
        found.worst.implied,
    )
