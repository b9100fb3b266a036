"""PROMETHEE II: who is preferred to whom, and by how much, pair by pair."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

from algorithms.mcda.errors import McdaError
from algorithms.mcda.inputs import (
    Direction,
    Floats,
    Integers,
    as_matrix,
    as_weights,
    is_benefit,
)
from algorithms.mcda.ranking import TOLERANCE, competition_ranks


@dataclass(frozen=True, slots=True)
class Preference:
    """How a difference d in one criterion becomes a preference from 0 to 1.

    ``usual``: 1 if d > 0. ``linear``: 0 up to ``indifference`` (q), 1 from ``preference`` (p) on,
    (d − q) / (p − q) between; with q = p it is 1 beyond q. q and p are in the criterion's units.
    """

    kind: Literal["usual", "linear"] = "usual"
    indifference: float = 0.0
    preference: float = 0.0


@dataclass(frozen=True, slots=True, eq=False)
class Promethee:
    """``net`` = ``leaving`` − ``entering``, from −1 to 1, sums to 0.

    ``preferences[a, b]``: the weighted preference of alternative a over b, from 0 to 1.
    """

    net: Floats
    leaving: Floats
    entering: Floats
    preferences: Floats
    ranks: Integers


def promethee2(
    matrix: ArrayLike,
    weights: ArrayLike,
    directions: Sequence[Direction],
    preferences: Preference | Sequence[Preference] = Preference(),
) -> Promethee:
    """Net flow φ(a) = Σ_b (π(a, b) − π(b, a)) / (m − 1).

    π(a, b) = Σ_j w_j P_j(d_j(a, b)), with d the difference in favour of a (for a cost, how much
    less a costs) and P_j one ``Preference`` for all criteria or one each. A single alternative has
    flow 0. Brans and Vincke (1985): generalised criteria I (usual) and V (linear).

    Raises McdaError: ``preferences_wrong_number`` (given, needed), ``thresholds_wrong``
    (position), ``preference_unknown`` (position, value).
    """
    values = as_matrix(matrix)
    alternatives, criteria = values.shape
    shares = as_weights(weights, criteria)
    values = np.where(is_benefit(directions, criteria), values, -values)
    each = [preferences] * criteria if isinstance(preferences, Preference) else list(preferences)
    if len(each) != criteria:
        raise McdaError("preferences_wrong_number", given=len(each), needed=criteria)
    pairs = np.zeros((alternatives, alternatives))
    for j, preference in enumerate(each):
        _check(preference, j)
        column = values[:, j]
        pairs += shares[j] * _degrees(column[:, None] - column, preference, column)
    others = max(alternatives - 1, 1)
    leaving, entering = pairs.sum(axis=1) / others, pairs.sum(axis=0) / others
    net = leaving - entering
    return Promethee(net, leaving, entering, pairs, competition_ranks(net))


def _check(preference: Preference, position: int) -> None:
    if preference.kind not in ("usual", "linear"):
        raise McdaError("preference_unknown", position=position, value=preference.kind)
    if not 0 <= preference.indifference <= preference.preference < np.inf:
        raise McdaError("thresholds_wrong", position=position)


def _degrees(differences: Floats, preference: Preference, column: Floats) -> Floats:
    # 0.4 − 0.3 exceeds 0.1 in floating point: a difference must pass a step by more than rounding.
    rounding = TOLERANCE * float(np.abs(column).max())
    if preference.kind == "usual":
        return np.where(differences > rounding, 1.0, 0.0)
    low, high = preference.indifference, preference.preference
    if high == low:
        return np.where(differences > low + rounding, 1.0, 0.0)
    return np.clip((differences - low) / (high - low), 0.0, 1.0)
