"""Three ways to set the weights: numbers, swing points, comparisons in pairs."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from algorithms import mcda
from commons.audit.operations import record
from commons.people.models import Person

from ..enums import Weighting
from ..errors import ScoringError
from ..models import Comparison, Criterion, Scorecard, Swing
from ..weighting import Consistency, consistency
from .criteria import check_weight
from .locking import in_draft

STEP = Decimal("0.001")


@transaction.atomic
def set_weights(
    *,
    scorecard: Scorecard,
    weights: Mapping[int, Decimal | int],
    actor: Person | None,
    at: datetime,
) -> None:
    """{key of the criterion: weight}; those left out stay. Weights need not sum to 100.

    Raises ScoringError: ``not_draft``, ``not_of_this_scorecard``, ``weight_negative``,
    ``weight_too_large``, ``weights_all_zero``.
    """
    held = in_draft(scorecard)
    criteria = _criteria(held, weights)
    for key, weight in weights.items():
        check_weight(criteria[key], weight)
        criteria[key].weight = Decimal(weight)
    if criteria and not any(one.weight for one in criteria.values()):
        raise ScoringError("weights_all_zero")
    _store(held, criteria, Weighting.DIRECT, actor, at)


@transaction.atomic
def set_swing(
    *, scorecard: Scorecard, points: Mapping[int, int], actor: Person | None, at: datetime
) -> None:
    """0–100 points for the swing of each criterion from its worst to its best; weights follow.

    Raises ScoringError: ``not_draft``, ``not_of_this_scorecard``, ``swings_missing``,
    ``swing_range``.
    """
    held = in_draft(scorecard)
    criteria = _criteria(held, points)
    if absent := [str(one) for key, one in criteria.items() if key not in points]:
        raise ScoringError("swings_missing", criteria=", ".join(absent))
    if any(not 0 <= given <= 100 for given in points.values()) or max(points.values()) != 100:
        raise ScoringError("swing_range")
    Swing.objects.filter(criterion__scorecard=held).delete()
    Swing.objects.bulk_create(Swing(criterion_id=key, points=n) for key, n in points.items())
    shares = mcda.swing([points[key] for key in criteria])
    _spread(criteria, shares)
    _store(held, criteria, Weighting.SWING, actor, at)


@transaction.atomic
def set_comparisons(
    *,
    scorecard: Scorecard,
    ratios: Mapping[tuple[int, int], float],
    actor: Person | None,
    at: datetime,
) -> Consistency:
    """{(first, second): how many times the first matters as much}, every pair once; weights follow.

    A high consistency ratio is no error: it is shown, with the judgement that fits least.
    Raises ScoringError: ``not_draft``, ``not_of_this_scorecard``, ``too_many_to_compare``,
    ``ratio_range``, ``pair_twice``, ``comparisons_missing``.
    """
    held = in_draft(scorecard)
    criteria = _criteria(held, {key: 0 for pair in ratios for key in pair})
    most = len(mcda.RANDOM_INDEX) - 1
    if len(criteria) > most:
        raise ScoringError("too_many_to_compare", given=len(criteria), most=most)
    seen: set[frozenset[int]] = set()
    for (first, second), ratio in ratios.items():
        names = {"first": criteria[first].title, "second": criteria[second].title}
        if first == second or frozenset((first, second)) in seen:
            raise ScoringError("pair_twice", **names)
        if not 1 / 9 - 1e-9 <= ratio <= 9:
            raise ScoringError("ratio_range", **names)
        seen.add(frozenset((first, second)))
    needed = len(criteria) * (len(criteria) - 1) // 2
    if len(seen) < needed:
        raise ScoringError("comparisons_missing", missing=needed - len(seen))
    held.comparisons.all().delete()
    Comparison.objects.bulk_create(
        Comparison(scorecard=held, first_id=first, second_id=second, ratio=ratio)
        for (first, second), ratio in ratios.items()
    )
    found = consistency(list(criteria.values()), list(held.comparisons.all()))
    assert found is not None  # every pair is there
    _spread(criteria, found.weights)
    _store(held, criteria, Weighting.AHP, actor, at, consistency_ratio=round(found.ratio, 4))
    return found


def _criteria(scorecard: Scorecard, named: Mapping[int, Any]) -> dict[int, Criterion]:
    criteria = {one.pk: one for one in scorecard.criteria.all()}
    if not criteria:
        raise ScoringError("no_criteria")
    if set(named) - set(criteria):
        raise ScoringError("not_of_this_scorecard")
    return criteria


def _spread(criteria: Mapping[int, Criterion], shares: Any) -> None:
    """Shares of 1 as weights of 100, to the thousandth that the column holds."""
    for criterion, share in zip(criteria.values(), shares, strict=True):
        criterion.weight = Decimal(repr(float(share) * 100)).quantize(STEP)


def _store(
    scorecard: Scorecard,
    criteria: Mapping[int, Criterion],
    weighting: str,
    actor: Person | None,
    at: datetime,
    **detail: Any,
) -> None:
    Criterion.objects.bulk_update(criteria.values(), ["weight"])
    if weighting != Weighting.SWING:
        Swing.objects.filter(criterion__scorecard=scorecard).delete()
    if weighting != Weighting.AHP:
        scorecard.comparisons.all().delete()
    scorecard.weighting = weighting
    scorecard.save(update_fields=["weighting"])
    record(
        verb="set_weights",
        subject=scorecard,
        at=at,
        actor=actor,
        akimat=scorecard.akimat,
        weighting=str(weighting),
        weights={one.code: str(one.weight) for one in criteria.values()},
        **detail,
    )
