"""What a region is strong in, and what it could become strong in: from employment by activity.

Tables are regions × activities, counts of jobs (or value added, or firms), none negative. A figure
that has no meaning, because its denominator is 0, is NaN and never 0 or infinity.
"""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
Quadrant = Literal["leading", "losing_ground", "catching_up", "falling_behind"]


class SpecialisationError(ValueError):
    """A table that cannot be read: a ``code`` for the fault and ``params`` with its numbers."""

    def __init__(self, code: str, **params: object) -> None:
        self.code = code
        self.params = params
        super().__init__(code, params)


def location_quotient(employment: ArrayLike) -> Floats:
    """LQ_ra = (E_ra / E_r) / (E_a / E): the activity's share in the region over that in the whole.

    Above 1 the region is specialised in the activity. The whole is the sum of the table's regions,
    so give all of them. NaN where the region or the activity has no employment at all. Isard
    (1960), Methods of Regional Analysis; as revealed comparative advantage: Balassa (1965).

    Raises SpecialisationError: ``table_wrong_shape``, ``employment_not_a_count`` (row, column).
    """
    table = _table(employment)
    expected = np.outer(table.sum(axis=1), table.sum(axis=0))
    return _quotient(table * table.sum(), expected)


def location_quotient_change(before: ArrayLike, after: ArrayLike) -> Floats:
    """LQ of the later year less LQ of the earlier, from two tables of employment of one shape.

    NaN where either is. Raises as ``location_quotient``, and ``tables_differ`` (before, after).
    """
    first, last = _pair(before, after)
    return location_quotient(last) - location_quotient(first)


def proximity(employment: ArrayLike) -> Floats:
    """φ_ab = min(P(a | b), P(b | a)): how often regions specialised in one are so in the other.

    A region has activity a (x_ra = 1) where LQ_ra ≥ 1; P(a | b) = Σ_r x_ra x_rb / Σ_r x_rb, so
    φ_ab = Σ_r x_ra x_rb / max(Σ_r x_ra, Σ_r x_rb). Activities × activities, symmetric, 0 to 1; 0
    for an activity that no region is specialised in; the diagonal is 0, for relatedness is between
    two. Hidalgo, Klinger, Barabási and Hausmann (2007), Science 317. Few regions make it coarse.
    Raises as ``location_quotient``.
    """
    held = specialised(employment).astype(np.float64)
    together = held.T @ held
    number = np.diag(together).copy()
    largest = np.maximum(number[:, None], number)
    close = together / np.where(largest > 0, largest, 1.0)
    np.fill_diagonal(close, 0.0)
    return close


def specialised(employment: ArrayLike) -> NDArray[np.bool_]:
    """True where LQ ≥ 1; an undefined LQ is no specialisation. Raises as ``location_quotient``."""
    # An activity spread exactly as all employment has LQ 1, whatever the rounding.
    result: NDArray[np.bool_] = location_quotient(employment) >= 1 - 1e-12
    return result


def relatedness_density(employment: ArrayLike, close: ArrayLike | None = None) -> Floats:
    """RD_ra = 100 · Σ_{b≠a} φ_ab x_rb / Σ_{b≠a} φ_ab, from 0 to 100, regions × activities.

    How much of what is related to activity a the region is already specialised in: high density
    without the specialisation itself marks what it could enter. Whether the region has a does not
    count. ``close``: activities × activities from ``proximity``, if it comes from another (larger)
    table. NaN where nothing is related to a. Balland, Boschma, Crespo and Rigby (2019), Regional
    Studies 53(9), after Hidalgo et al. (2007).

    Raises as ``location_quotient``, and ``proximity_wrong_shape`` (shape).
    """
    held = specialised(employment).astype(np.float64)
    near = np.array(proximity(employment) if close is None else close, dtype=np.float64)
    if near.shape != (held.shape[1], held.shape[1]):
        raise SpecialisationError("proximity_wrong_shape", shape=near.shape)
    np.fill_diagonal(near, 0.0)
    total = np.broadcast_to(near.sum(axis=0), held.shape)
    return np.minimum(_quotient(100 * (held @ near), total), 100.0)


@dataclass(frozen=True, slots=True, eq=False)
class ShiftShare:
    """Jobs gained or lost, regions × activities; the three parts add up to ``change``."""

    change: Floats
    national: Floats
    industry_mix: Floats
    competitive: Floats


def shift_share(before: ArrayLike, after: ArrayLike) -> ShiftShare:
    """Split the change of each region's employment in each activity into three causes.

    With e the region's employment in the activity, G the growth of all employment in all regions
    and g_a that of the activity in all regions (1 is a doubling)::

        national     = e⁰ G              what growing like the country would have given
        industry mix = e⁰ (g_a − G)      what the activity's own growth adds to that
        competitive  = e¹ − e⁰ (1 + g_a) what the region did beyond its activities
        change       = e¹ − e⁰           the sum of the three

    An activity without employment before (g_a undefined) has e⁰ = 0 everywhere: its change is
    wholly competitive. Where the tables differ in classification, recode before. Dunn (1960).

    Raises as ``location_quotient_change``, and ``nothing_before`` where the first table is empty.
    """
    first, last = _pair(before, after)
    if not first.sum():
        raise SpecialisationError("nothing_before")
    overall = last.sum() / first.sum() - 1
    started = first.sum(axis=0)
    growth = np.where(started > 0, last.sum(axis=0) / np.where(started > 0, started, 1.0) - 1, 0.0)
    change = last - first
    national = first * overall
    followed = first * growth
    return ShiftShare(change, national, followed - national, change - followed)


def annual_growth(before: ArrayLike, after: ArrayLike, years: float) -> Floats:
    """(after / before)^(1 / years) − 1, compound, as a share (0.05 is 5 % a year).

    NaN where ``before`` is not above 0 or ``after`` is below 0. Raises ``years_not_positive``.
    """
    if not years > 0:
        raise SpecialisationError("years_not_positive", years=years)
    first, last = np.array(before, dtype=np.float64), np.array(after, dtype=np.float64)
    known = (first > 0) & (last >= 0)
    ratio = np.where(known, last, np.nan) / np.where(known, first, 1.0)
    growth: Floats = ratio ** (1 / years) - 1
    return growth


def quadrants(
    level: ArrayLike, growth: ArrayLike, *, level_reference: float, growth_reference: float
) -> tuple[Quadrant | None, ...]:
    """Which quarter of the map of level by growth each region lies in.

    Against the references (as a rule the country's figures): ``leading`` high and fast,
    ``losing_ground`` high and slow, ``catching_up`` low and fast, ``falling_behind`` low and slow.
    At the reference counts as high or fast. None where level or growth is NaN. The names are ours.

    Raises SpecialisationError ``tables_differ``, ``reference_not_finite``.
    """
    heights, speeds = np.array(level, dtype=np.float64), np.array(growth, dtype=np.float64)
    if heights.shape != speeds.shape or heights.ndim != 1:
        raise SpecialisationError("tables_differ", before=heights.shape, after=speeds.shape)
    if not np.isfinite([level_reference, growth_reference]).all():
        raise SpecialisationError("reference_not_finite")
    names: dict[tuple[bool, bool], Quadrant] = {
        (True, True): "leading",
        (True, False): "losing_ground",
        (False, True): "catching_up",
        (False, False): "falling_behind",
    }
    return tuple(
        None
        if np.isnan(height) or np.isnan(speed)
        else names[bool(height >= level_reference), bool(speed >= growth_reference)]
        for height, speed in zip(heights, speeds, strict=True)
    )


def _table(employment: ArrayLike) -> Floats:
    table = np.array(employment, dtype=np.float64)
    if table.ndim != 2 or not table.size:
        raise SpecialisationError("table_wrong_shape", shape=table.shape)
    bad = np.argwhere(~(np.isfinite(table) & (table >= 0)))
    if len(bad):
        raise SpecialisationError(
            "employment_not_a_count", row=int(bad[0, 0]), column=int(bad[0, 1])
        )
    return table


def _pair(before: ArrayLike, after: ArrayLike) -> tuple[Floats, Floats]:
    first, last = _table(before), _table(after)
    if first.shape != last.shape:
        raise SpecialisationError("tables_differ", before=first.shape, after=last.shape)
    return first, last


def _quotient(part: Floats, whole: Floats) -> Floats:
    return np.where(whole > 0, part / np.where(whole > 0, whole, 1.0), np.nan)
