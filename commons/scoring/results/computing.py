"""From score sheets to a ranking, its robustness and how far evaluators agree."""

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from algorithms import mcda
from commons.interface.official import read

from ..enums import Aggregation
from ..models import Criterion, Evaluator, Scorecard
from ..numbering import number_of
from ..weighting import shares as weight_shares
from .gathering import Gathered, gather
from .ranking import Rule, ends, rank, shares
from .shapes import (
    Agreement,
    Cell,
    CriterionResult,
    Marker,
    Pair,
    Result,
    Standing,
    Tipping,
    Unranked,
)
from .tipping import tipping_points

Floats = NDArray[np.float64]
RULES: dict[str, mcda.aggregation.Rule] = {
    Aggregation.MEAN: "mean",
    Aggregation.MEDIAN: "median",
    Aggregation.TRIMMED: "trimmed_mean",
}
DRAWS = mcda.DRAWS
NEAR = 0.25  # "each weight up to a quarter off"
MARGIN = 0.1  # a pair is undecided while neither is ahead in more than 60 of 100


def compute(scorecard: Scorecard, *, draws: int = DRAWS) -> Result:
    """The rule of the scorecard applied to the sheets handed in and the figures.

    1. Harsh and lenient marks are taken off, criterion by criterion, where the scorecard says so.
    2. The marks of one alternative by one criterion are joined by the scorecard's rule.
    3. The method ranks. 4. SMAA asks the weighted sum over `draws` weightings drawn with the seed.
    The same rows give the same result. Raises ScoringError("nothing_to_rank").
    """
    known = gather(scorecard)
    rules = [rule_of(one) for one in known.criteria]
    weights = np.array(weight_shares(known.criteria))
    values = _joined(known)
    scores, ranks = rank(scorecard.method, values, list(weights), rules)
    order = np.array(
        sorted(range(len(ranks)), key=lambda i: (int(ranks[i]), known.alternatives[i].code))
    )
    part = shares(values, rules)[order]
    low, high = ends(values, rules)
    uniform = mcda.uniform_weights(len(weights), draws=draws, seed=scorecard.seed)
    robust = mcda.smaa(part, uniform)
    pairwise = mcda.pairwise_winning(part, uniform)
    keeps = _keeps(part, weights, draws, scorecard.seed)
    tips = tipping_points(part, weights)
    spread = mcda.spread(known.given) if known.evaluators and known.judged else None
    codes = [known.alternatives[i].code for i in order]
    return Result(
        titles=read(scorecard, "title"),
        method=str(scorecard.method),
        aggregation=str(scorecard.aggregation),
        adjusts_severity=scorecard.adjusts_severity,
        fingerprint=scorecard.fingerprint,
        seed=scorecard.seed,
        draws=draws,
        criteria=tuple(
            _criterion(one, n, known, float(weights[n]), float(low[n]), float(high[n]))
            for n, one in enumerate(known.criteria)
        ),
        alternatives=tuple(
            Standing(
                code=codes[place],
                title=known.alternatives[i].title,
                rank=int(ranks[i]),
                score=float(scores[i]),
                reviews=int(known.reviews[i]),
                cells=_cells(known, spread, i, values[i], part[place]),
                acceptability=_floats(robust.acceptability[place]),
                central_weights=_known(robust.central_weights[place]),
                keeps_place=float(keeps[place]),
                tipping=_tipping(tips[place], known.criteria, weights),
                nearest_weights=_nearest(part, weights, place),
            )
            for place, i in enumerate(order)
        ),
        pairwise=tuple(_floats(row) for row in pairwise),
        undecided=tuple(
            Pair(codes[one.first], codes[one.second], one.first_ahead, one.second_ahead)
            for one in mcda.undecided_pairs(pairwise, MARGIN)
        ),
        agreement=_agreement(known),
        markers=_markers(known),
        unranked=tuple(Unranked(one.code, one.title) for one in known.unranked),
    )


def rule_of(one: Criterion) -> Rule:
    return Rule(one.direction, one.low, one.high, one.preference, one.indifference, one.strict)


def _joined(known: Gathered) -> Floats:
    """Alternatives × criteria in points and units: figures, and marks joined by the rule."""
    values = known.figures.copy()
    if not known.judged:
        return values
    given = known.given
    if known.scorecard.adjusts_severity:
        given = np.stack(
            [mcda.marker_effects(given[:, :, n]).adjusted for n in range(given.shape[2])], axis=2
        )
    values[:, known.judged] = mcda.aggregate(given, RULES[known.scorecard.aggregation])
    return values


def _keeps(part: Floats, weights: Floats, draws: int, seed: int) -> Floats:
    """How often each keeps its place by the weighted sum with weights up to a quarter off."""
    near = mcda.smaa(part, mcda.weights_near(weights, spread=NEAR, draws=draws, seed=seed))
    places = mcda.weighted_sum(part, weights).ranks
    return near.acceptability[np.arange(len(part)), places - 1]


def _overall(known: Gathered) -> Floats:
    """Evaluators × alternatives: each sheet as one mark, the weighted mean of its marks in
    hundredths of the scale. Weights of 0 throughout count as equal ones."""
    judged = [known.criteria[n] for n in known.judged]
    weights = np.array([float(one.weight) for one in judged])
    weights = weights / weights.sum() if weights.any() else np.full(len(judged), 1 / len(judged))
    rules = [rule_of(one) for one in judged]
    marks = np.full(known.given.shape[:2], np.nan)
    for place in zip(*np.nonzero(np.isfinite(known.given).all(axis=2)), strict=True):
        marks[place] = 100 * float(shares(known.given[place][None, :], rules)[0] @ weights)
    return marks


def _all_marks(known: Gathered) -> Floats:
    """Evaluators × (alternatives × criteria): every mark as a share of its scale."""
    judged = [known.criteria[n] for n in known.judged]
    low = np.array([one.low or 0.0 for one in judged])
    width = np.array([(one.high or 1.0) - (one.low or 0.0) for one in judged])
    marks: Floats = ((known.given - low) / width).reshape(len(known.evaluators), -1)
    return marks


def _agreement(known: Gathered) -> Agreement:
    if not known.judged or not known.evaluators:
        return Agreement(None, None, 0, 0, 0)
    marks = _overall(known)
    concord = mcda.kendall_w(marks)
    return Agreement(
        alpha=_number(mcda.krippendorff_alpha(_all_marks(known), "interval")),
        w=_number(concord.w),
        w_items=concord.items,
        evaluators=len(known.evaluators),
        sheets=int(np.isfinite(marks).sum()),
    )


def _markers(known: Gathered) -> tuple[Marker, ...]:
    if not known.judged or not known.evaluators:
        return ()
    seats = Evaluator.objects.filter(scorecard=known.scorecard).values_list("pk", flat=True)
    numbers = number_of(known.scorecard.fingerprint, list(seats))
    found = mcda.marker_effects(_overall(known))
    markers = [
        Marker(numbers[pk], float(effect), int(reviews))
        for pk, effect, reviews in zip(known.evaluators, found.effects, found.reviews, strict=True)
    ]
    return tuple(sorted(markers, key=lambda one: one.number))


def _criterion(
    one: Criterion, n: int, known: Gathered, weight: float, low: float, high: float
) -> CriterionResult:
    alpha = None
    if n in known.judged and known.evaluators:
        given = known.given[:, :, known.judged.index(n)]
        alpha = _number(mcda.krippendorff_alpha(given, "interval"))
    return CriterionResult(
        code=one.code,
        titles=read(one, "title"),
        area_titles=read(one.area, "title") if one.area else None,
        units=read(one, "unit"),
        kind=one.kind,
        direction=one.direction,
        weight=weight,
        low=low,
        high=high,
        preference=one.preference,
        indifference=one.indifference,
        strict=one.strict,
        is_placeholder=one.is_placeholder,
        alpha=alpha,
    )


def _cells(
    known: Gathered, spread: mcda.Spread | None, i: int, values: Floats, part: Floats
) -> tuple[Cell, ...]:
    cells = []
    for n in range(len(known.criteria)):
        if spread is None or n not in known.judged:
            cells.append(Cell(float(values[n]), float(part[n]), 0, None, None))
            continue
        j = known.judged.index(n)
        count = int(spread.count[i, j])
        cells.append(
            Cell(
                float(values[n]),
                float(part[n]),
                count,
                _number(spread.deviation[i, j]),
                _number(spread.span[i, j]) if count > 1 else None,
            )
        )
    return tuple(cells)


def _tipping(
    found: tuple[int, float] | None, criteria: Sequence[Criterion], weights: Floats
) -> Tipping | None:
    if found is None:
        return None
    j, weight = found
    return Tipping(criteria[j].code, weight, float(weights[j]))


def _nearest(part: Floats, weights: Floats, place: int) -> tuple[float, ...] | None:
    found = mcda.nearest_winning_weights(part, weights, place)
    return None if found is None else _floats(found)


def _number(value: float) -> float | None:
    return float(value) if math.isfinite(value) else None


def _floats(row: Floats) -> tuple[float, ...]:
    return tuple(float(value) for value in row)


def _known(row: Floats) -> tuple[float, ...] | None:
    return _floats(row) if np.isfinite(row).all() else None
