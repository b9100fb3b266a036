"""From units of their own to values that can be added: 0 is bad, more is better.

Each function takes a matrix of alternatives × criteria in any units and a direction per criterion,
and gives a matrix of the same shape without units in which more is better for every criterion.
"""

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import ArrayLike

from algorithms.mcda.errors import McdaError
from algorithms.mcda.inputs import Direction, Floats, as_matrix, is_benefit

Normalisation = Callable[[ArrayLike, Sequence[Direction]], Floats]


def min_max(
    matrix: ArrayLike,
    directions: Sequence[Direction],
    *,
    low: ArrayLike | None = None,
    high: ArrayLike | None = None,
) -> Floats:
    """Where x lies between the ends of its scale, 0 to 1.

    benefit: (x − low) / (high − low); cost: (high − x) / (high − low).

    ``low`` and ``high``: the ends of each criterion's scale, a number or one per criterion; left
    out, the smallest and largest x of the data. Prefer the scale: with the data's own ends one more
    alternative can turn the order of two others. Where the data's ends coincide the criterion
    tells nobody apart and everyone has 1.

    Raises McdaError: those of the matrix and directions; ``scale_ends_equal`` (column) where the
    given ends do not rise, ``outside_scale`` (row, column, value).
    """
    values = as_matrix(matrix)
    benefit = is_benefit(directions, values.shape[1])
    bottom = _ends(low, values.min(axis=0))
    top = _ends(high, values.max(axis=0))
    span = top - bottom
    if low is not None or high is not None:
        flat = np.flatnonzero(~(span > 0))
        if flat.size:
            raise McdaError("scale_ends_equal", column=int(flat[0]))
    outside = np.argwhere((values < bottom) | (values > top))
    if len(outside):
        row, column = (int(i) for i in outside[0])
        raise McdaError("outside_scale", row=row, column=column, value=float(values[row, column]))
    with np.errstate(invalid="ignore", divide="ignore"):
        scaled = np.where(benefit, values - bottom, top - values) / span
    return np.where(span > 0, scaled, 1.0)


def vector(matrix: ArrayLike, directions: Sequence[Direction]) -> Floats:
    """Share of the column's length. benefit: x / √Σx²; cost: 1 − x / √Σx².

    A column of zeros is 0 (benefit) or 1 (cost) throughout. Hwang and Yoon (1981).
    """
    values = as_matrix(matrix)
    benefit = is_benefit(directions, values.shape[1])
    largest = np.abs(values).max(axis=0)
    values /= np.where(largest > 0, largest, 1.0)  # no square leaves the range of floats
    length = np.sqrt((values**2).sum(axis=0))
    shares = values / np.where(length > 0, length, 1.0)
    return np.where(benefit, shares, 1.0 - shares)


def linear(matrix: ArrayLike, directions: Sequence[Direction]) -> Floats:
    """Share of the best. benefit: x / max; cost: min / x. Hwang and Yoon (1981).

    Needs x > 0 where the direction is cost and x ≥ 0 with some x > 0 where it is benefit; raises
    McdaError ``not_positive`` (column) elsewhere.
    """
    values = as_matrix(matrix)
    benefit = is_benefit(directions, values.shape[1])
    smallest, largest = values.min(axis=0), values.max(axis=0)
    bad = np.flatnonzero(np.where(benefit, (smallest < 0) | (largest <= 0), smallest <= 0))
    if bad.size:
        raise McdaError("not_positive", column=int(bad[0]))
    with np.errstate(divide="ignore"):
        shares: Floats = np.where(benefit, values / largest, smallest / values)
    return shares


def _ends(given: ArrayLike | None, found: Floats) -> Floats:
    if given is None:
        return found
    try:
        return np.broadcast_to(np.array(given, dtype=np.float64), found.shape)
    except ValueError:
        needed = found.size
        raise McdaError("scale_wrong_number", given=np.size(given), needed=needed) from None
