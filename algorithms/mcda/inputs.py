"""Checks that every method makes of its matrix, weights and directions."""

from collections.abc import Sequence
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from algorithms.mcda.errors import McdaError

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
Direction = Literal["benefit", "cost"]


def as_matrix(matrix: ArrayLike) -> Floats:
    """A copy as float64, alternatives in rows and criteria in columns, every entry finite.

    Raises McdaError: ``not_a_matrix`` (shape), ``matrix_empty``, ``not_finite`` (row, column).
    """
    values = np.array(matrix, dtype=np.float64)
    if values.ndim != 2:
        raise McdaError("not_a_matrix", shape=values.shape)
    if not values.size:
        raise McdaError("matrix_empty", shape=values.shape)
    bad = np.argwhere(~np.isfinite(values))
    if len(bad):
        raise McdaError("not_finite", row=int(bad[0, 0]), column=int(bad[0, 1]))
    return values


def as_weights(weights: ArrayLike, criteria: int) -> Floats:
    """Weights scaled to sum to 1.

    Raises McdaError: ``weights_wrong_number`` (given, needed), ``weight_not_finite`` (position),
    ``weight_negative`` (position), ``weights_all_zero``.
    """
    values = np.array(weights, dtype=np.float64)
    if values.shape != (criteria,):
        raise McdaError("weights_wrong_number", given=values.size, needed=criteria)
    for position, value in enumerate(values):
        if not np.isfinite(value):
            raise McdaError("weight_not_finite", position=position)
        if value < 0:
            raise McdaError("weight_negative", position=position, value=float(value))
    largest = values.max(initial=0.0)
    if largest == 0:
        raise McdaError("weights_all_zero")
    values /= largest  # the sum of what was given may lie beyond the range of floats
    scaled: Floats = values / values.sum()
    return scaled


def is_benefit(directions: Sequence[Direction], criteria: int) -> NDArray[np.bool_]:
    """True where more is better.

    Raises McdaError: ``directions_wrong_number`` (given, needed), ``direction_unknown`` (position,
    value).
    """
    if len(directions) != criteria:
        raise McdaError("directions_wrong_number", given=len(directions), needed=criteria)
    for position, direction in enumerate(directions):
        if direction not in ("benefit", "cost"):
            raise McdaError("direction_unknown", position=position, value=direction)
    return np.array([direction == "benefit" for direction in directions], dtype=np.bool_)
