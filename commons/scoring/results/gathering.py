"""From rows to arrays: what evaluators gave and what the figures are."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..enums import CriterionKind
from ..errors import ScoringError
from ..models import Alternative, Criterion, Evaluator, Figure, Score, Scorecard

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Gathered:
    """`given`: evaluators × alternatives × judged criteria, NaN where nobody scored.

    `figures`: alternatives × all criteria, NaN where people judge. Only evaluators and alternatives
    with a sheet that counts, and every alternative where nothing is judged by people.
    """

    scorecard: Scorecard
    criteria: list[Criterion]
    judged: list[int]
    alternatives: list[Alternative]
    unranked: list[Alternative]
    evaluators: list[int]
    given: Floats
    figures: Floats
    reviews: NDArray[np.int64]


def gather(scorecard: Scorecard) -> Gathered:
    """Five queries, however many sheets. Raises ScoringError("nothing_to_rank")."""
    criteria = list(scorecard.criteria.select_related("area").order_by("position", "pk"))
    judged = [n for n, one in enumerate(criteria) if one.kind == CriterionKind.QUALITATIVE]
    every = list(scorecard.alternatives.order_by("code", "pk"))
    scores = list(
        Score.objects.filter(
            sheet__evaluator__scorecard=scorecard,
            sheet__submitted_at__isnull=False,
            sheet__withdrawn_at__isnull=True,
            criterion__kind=CriterionKind.QUALITATIVE,
        ).values_list("sheet__evaluator", "sheet__alternative", "criterion", "value")
    )
    reviewed = {alternative for _e, alternative, _c, _v in scores}
    alternatives = [one for one in every if one.pk in reviewed or not judged]
    if not alternatives:
        raise ScoringError("nothing_to_rank")
    seats = (
        Evaluator.objects.filter(scorecard=scorecard).order_by("pk").values_list("pk", flat=True)
    )
    active = {evaluator for evaluator, _a, _c, _v in scores}
    evaluators = [pk for pk in seats if pk in active]
    given = np.full((len(evaluators), len(alternatives), len(judged)), np.nan)
    row = {pk: n for n, pk in enumerate(evaluators)}
    item = {one.pk: n for n, one in enumerate(alternatives)}
    column = {criteria[n].pk: place for place, n in enumerate(judged)}
    for evaluator, alternative, criterion, value in scores:
        given[row[evaluator], item[alternative], column[criterion]] = value
    return Gathered(
        scorecard,
        criteria,
        judged,
        alternatives,
        [one for one in every if one.pk not in item],
        evaluators,
        given,
        _figures(criteria, item),
        np.isfinite(given).any(axis=2).sum(axis=0).astype(np.int64),
    )


def _figures(criteria: list[Criterion], item: dict[int, int]) -> Floats:
    known = np.full((len(item), len(criteria)), np.nan)
    column = {one.pk: n for n, one in enumerate(criteria)}
    rows = Figure.objects.filter(alternative__in=list(item), criterion__in=list(column))
    for alternative, criterion, value in rows.values_list("alternative", "criterion", "value"):
        known[item[alternative], column[criterion]] = value
    return known
