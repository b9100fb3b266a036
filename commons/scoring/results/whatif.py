"""Another weighting or method, tried out on a result without saving anything."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from ..enums import RankingMethod
from ..errors import ScoringError
from .ranking import Rule, rank
from .shapes import Result, Standing


@dataclass(frozen=True)
class WhatIf:
    """Where an alternative would stand; `moved` is how many places up (above 0) or down."""

    standing: Standing
    rank: int
    score: float
    moved: int

    @property
    def code(self) -> str:
        return self.standing.code

    @property
    def title(self) -> str:
        return self.standing.title


def what_if(
    result: Result, weights: Mapping[str, float] | None = None, method: str | None = None
) -> list[WhatIf]:
    """The ranking with other `weights` (by code, any unit; those left out stay) or `method`.

    The values and the ends of the scales are those of the result, so that with its own weights the
    order is its own. Raises ScoringError: ``weights_all_zero``, ``weight_negative``.
    """
    asked = {**result.weights, **(weights or {})}
    for one in result.criteria:
        if not asked[one.code] >= 0:
            raise ScoringError("weight_negative", criterion=one.title)
    if not any(asked[one.code] for one in result.criteria):
        raise ScoringError("weights_all_zero")
    rules = [
        Rule(one.direction, one.low, one.high, one.preference, one.indifference, one.strict)
        for one in result.criteria
    ]
    chosen = method if method in RankingMethod.values else result.method
    values = np.array([[cell.value for cell in one.cells] for one in result.alternatives])
    scores, ranks = rank(chosen, values, [asked[one.code] for one in result.criteria], rules)
    found = [
        WhatIf(one, int(place), float(score), one.rank - int(place))
        for one, place, score in zip(result.alternatives, ranks, scores, strict=True)
    ]
    return sorted(found, key=lambda one: (one.rank, one.standing.rank, one.code))
