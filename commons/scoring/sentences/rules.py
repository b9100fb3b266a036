"""The rules of a scoring, explained."""

from django.utils.translation import gettext as _

from commons.interface.numbers import decimal, grouped

from ..enums import Aggregation, RankingMethod
from ..results import Result
from ..weighting import Consistency
from .phrases import quoted


def method(code: str) -> str:
    if code == RankingMethod.TOPSIS:
        return _(
            "TOPSIS: imagine a candidate that is the best in everything and one that is the worst. "
            "The score says how near each comes to the first and how far from the second, "
            "from 0 to 1."
        )
    if code == RankingMethod.PROMETHEE:
        return _(
            "PROMETHEE II: every candidate is compared with every other, criterion by criterion. "
            "The score is how much it is preferred to the others less how much they are preferred "
            "to it, from −1 to 1."
        )
    return _(
        "Weighted sum: on each criterion the worst end of the scale counts 0 and the best 1. That "
        "is multiplied by the weight of the criterion and added up, so the score runs from 0 to 1."
    )


def aggregation(code: str) -> str:
    if code == Aggregation.MEDIAN:
        return _("Of several evaluators' points the middle one counts.")
    if code == Aggregation.TRIMMED:
        return _(
            "Of several evaluators' points the mean counts; from five reviews on without the "
            "highest and the lowest."
        )
    return _("Of several evaluators' points the mean counts.")


def severity(adjusts: bool) -> str:
    if adjusts:
        return _(
            "Some evaluators mark more harshly or more leniently than others on the same "
            "candidates. That usual distance was taken off their points before these were joined."
        )
    return _("Harsh and lenient evaluators are shown, but their points count as they gave them.")


def robustness(result: Result) -> list[str]:
    """What the percentages of the robustness analysis are."""
    told = [
        _(
            "Nobody can say what the right weights are. So the order was computed again for "
            "%(draws)s weightings drawn at random, every possible weighting equally likely, and "
            "we counted how often each candidate takes each place."
        )
        % {"draws": grouped(result.draws)}
    ]
    if result.method != RankingMethod.WEIGHTED_SUM:
        told.append(
            _(
                "This analysis adds up points times weights, also where the published order was "
                "computed by another method, so its shares say how the weights matter, not the "
                "method."
            )
        )
    return told


def recomputing(result: Result) -> str:
    return _(
        "The weightings were drawn with seed %(seed)s, which follows from the fingerprint of the "
        "frozen scorecard, so that nobody could choose it and anybody can repeat it."
    ) % {"seed": result.seed}


def consistency(found: Consistency | None) -> list[str]:
    """Whether comparisons in pairs fit together, and which fits least."""
    if found is None:
        return [_("Not every pair of criteria is compared yet.")]
    told = {"ratio": decimal(found.ratio, 2)}
    if found.acceptable:
        words = [
            _("The comparisons fit together: the consistency ratio is %(ratio)s, at most 0.1.")
            % told
        ]
    else:
        words = [
            _(
                "The comparisons contradict one another: the consistency ratio is %(ratio)s, and "
                "above 0.1 they should be made again."
            )
            % told
        ]
    if found.worst_first is not None and found.worst_second is not None:
        words.append(
            _(
                "The one that fits least: you said %(first)s matters %(given)s times as much as "
                "%(second)s; by your other answers it would be %(implied)s times."
            )
            % {
                "first": quoted(found.worst_first.title),
                "second": quoted(found.worst_second.title),
                "given": decimal(found.worst_given, 2),
                "implied": decimal(found.worst_implied, 2),
            }
        )
    return words
