"""Pictures and words of a scoring for the pages of a process: `{% load scoring %}`."""

from collections.abc import Mapping
from typing import Any

from django import template
from django.utils.translation import get_language

from commons.interface.numbers import decimal

from .. import charts, sentences
from ..forms import SheetForm
from ..results import Marker, Pair, Result, Standing

register = template.Library()
NO_URLS: Mapping[str, str] = {}
NO_NAMES: Mapping[int, str] = {}

register.filter("hundredths", lambda share: sentences.hundredths(share))


@register.filter
def short_hundredths(share: float) -> str:
    """``83``, ``<1``, ``>99``: for cells of a table."""
    if 0 < share < 0.005:
        return "<1"
    return ">99" if 0.995 < share < 1 else str(round(100 * share))


@register.filter
def score(value: float) -> str:
    """Three digits in every line, so that a column can be compared."""
    mark = "." if get_language() == "en" else ","
    return f"{value:.3f}".replace(".", mark).replace("-", "\u2212")


@register.filter
def points(value: float | None, digits: int = 2) -> str:
    """4 or 3.67, with the decimal mark of the language; a dash for nothing."""
    return "—" if value is None else decimal(value, digits)


# --- sentences ---


@register.simple_tag
def why(result: Result, code: str) -> list[str]:
    """`{% why result standing.code as reasons %}`."""
    return sentences.why(result, code)


@register.simple_tag
def to_be_first(result: Result, standing: Standing) -> str:
    return sentences.to_be_first(result, standing)


@register.simple_tag
def who_puts_it_first(result: Result, standing: Standing) -> str:
    return sentences.central(result, standing)


@register.simple_tag
def pair_words(result: Result, pair: Pair) -> str:
    return sentences.undecided_pair(result, pair)


@register.simple_tag
def marker_words(marker: Marker) -> str:
    return sentences.marker(marker)


# --- pictures with their numbers ---


@register.inclusion_tag("scoring/summary.html")
def scoring_summary(result: Result) -> dict[str, Any]:
    """What came out, in words."""
    return {"sentences": sentences.summary(result)}


@register.inclusion_tag("scoring/ranking.html")
def scoring_ranking(result: Result, urls: Mapping[str, str] = NO_URLS) -> dict[str, Any]:
    """Places, scores, and what each criterion adds. `urls` by code."""
    return {"rows": charts.ranking(result, urls), "key": charts.tones(result)}


@register.inclusion_tag("scoring/acceptability.html")
def scoring_acceptability(result: Result, urls: Mapping[str, str] = NO_URLS) -> dict[str, Any]:
    """How often each takes which place."""
    return {
        "result": result,
        "rows": charts.acceptability(result, urls),
        "groups": charts.groups_of(len(result.alternatives)),
        "explained": sentences.robustness(result),
    }


@register.inclusion_tag("scoring/pairs.html")
def scoring_pairs(result: Result, most: int = 12) -> dict[str, Any]:
    """Pairs whose order depends on the weights."""
    told = sentences.undecided(result, most)
    return {"sentences": told, "more": len(result.undecided) - len(told)}


@register.inclusion_tag("scoring/agreement.html")
def scoring_agreement(result: Result) -> dict[str, Any]:
    """How far evaluators agree, in all and by criterion."""
    judged = [one for one in result.criteria if one.is_judged]
    return {"sentences": sentences.agreement(result), "criteria": judged}


@register.inclusion_tag("scoring/disagreement.html")
def scoring_disagreement(result: Result, urls: Mapping[str, str] = NO_URLS) -> dict[str, Any]:
    """How far evaluators are apart, candidate by candidate and criterion by criterion."""
    return {
        "rows": charts.disagreement(result, urls),
        "criteria": [one for one in result.criteria if one.is_judged],
        "sentences": sentences.disagreement(result),
    }


@register.inclusion_tag("scoring/markers.html")
def scoring_markers(result: Result, names: Mapping[int, str] = NO_NAMES) -> dict[str, Any]:
    """Harsh and lenient evaluators by number; `names` by number for moderators."""
    return {
        "rows": charts.markers(result, names),
        "sentences": sentences.markers(result),
        "rule": sentences.severity(result.adjusts_severity),
        "named": bool(names),
    }


@register.inclusion_tag("scoring/weights.html")
def scoring_weights(result: Result) -> dict[str, Any]:
    return {"rows": charts.weight_rows(result.criteria)}


@register.inclusion_tag("scoring/rules.html")
def scoring_rules(result: Result) -> dict[str, Any]:
    """Method, joining of reviews and severity, explained."""
    return {
        "sentences": [
            sentences.method(result.method),
            sentences.aggregation(result.aggregation),
            sentences.severity(result.adjusts_severity),
            sentences.recomputing(result),
        ]
    }


@register.inclusion_tag("scoring/sheet_fields.html")
def scoring_sheet_fields(form: SheetForm) -> dict[str, Any]:
    """All questions of a score sheet under their areas; the page owns form tag and buttons."""
    return {"form": form, "groups": form.groups()}
