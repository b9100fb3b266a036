"""How far evaluators agree, and who marks harshly or leniently."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commons.interface.numbers import decimal

from ..results import Marker, Result
from .phrases import quoted

# Krippendorff (2004), p. 241: above .800 reliable, above .667 for tentative conclusions.
RELIABLE, TENTATIVE, SOME = 0.8, 0.667, 0.3
CLEAR, STRONG = 5.0, 12.0  # hundredths of the scale
ENOUGH = 3  # reviews before an evaluator is called harsh or lenient


def agreement(result: Result) -> list[str]:
    """What alpha and W say, each with what it is."""
    held = result.agreement
    if not held.sheets:
        return [_("All criteria are figures from data, so there was nothing to agree on.")]
    sheets = ngettext(
        "%(sheets)s score sheet is in.", "%(sheets)s score sheets are in.", held.sheets
    ) % {"sheets": held.sheets}
    people = ngettext(
        "%(evaluators)s evaluator took part.",
        "%(evaluators)s evaluators took part.",
        held.evaluators,
    ) % {"evaluators": held.evaluators}
    told = [
        f"{sheets} {people}",
        alpha(held.alpha),
    ]
    if held.w is not None:
        told.append(
            ngettext(
                "Asked for an order, how alike would they be? Over the %(items)s candidate that "
                "all of them scored, Kendall's W is %(w)s: 1 means the same order for everyone, "
                "0 no common order.",
                "Asked for an order, how alike would they be? Over the %(items)s candidates that "
                "all of them scored, Kendall's W is %(w)s: 1 means the same order for everyone, "
                "0 no common order.",
                held.w_items,
            )
            % {"items": held.w_items, "w": decimal(held.w, 2)}
        )
    else:
        told.append(
            _(
                "Kendall's W, which compares whole orders, cannot be given: it needs at least two "
                "candidates that every evaluator scored, and here each scored only some."
            )
        )
    return told


def alpha(value: float | None) -> str:
    """Krippendorff's alpha in words."""
    if value is None:
        return _("There are too few reviews, or all points are the same, to measure agreement.")
    told = {"alpha": decimal(value, 2)}
    return (
        f"{_level(value)} "
        + _(
            "Krippendorff's alpha is %(alpha)s: 1 would be full agreement, "
            "0 what chance would give."
        )
        % told
    )


def _level(value: float) -> str:
    if value >= RELIABLE:
        return _("The evaluators agree well.")
    if value >= TENTATIVE:
        return _("The evaluators agree on the whole; small differences in score mean little.")
    if value >= SOME:
        return _("The evaluators agree only in part: read the reasons, not only the points.")
    if value >= 0:
        return _("The evaluators agree hardly more than by chance: read the reasons first.")
    return _(
        "The evaluators agree less than chance would make them: what is strong to one is weak to "
        "another. Talk about what the criteria mean before you rely on the order."
    )


def marker(one: Marker) -> str:
    """``Evaluator 3 marks 8 hundredths of the scale lower than others did …``"""
    told = {"number": one.number, "size": decimal(abs(one.effect), 0)}
    if one.reviews < ENOUGH:
        return _("Evaluator %(number)s: too few reviews to tell.") % told
    if abs(one.effect) < CLEAR:
        return _("Evaluator %(number)s marks like the others.") % told
    if one.effect < 0:
        if one.effect <= -STRONG:
            words = _(
                "Evaluator %(number)s is much harsher than others on the same candidates: "
                "%(size)s of 100 points lower."
            )
        else:
            words = _(
                "Evaluator %(number)s is harsher than others on the same candidates: %(size)s of "
                "100 points lower."
            )
    elif one.effect >= STRONG:
        words = _(
            "Evaluator %(number)s is much more lenient than others on the same candidates: "
            "%(size)s of 100 points higher."
        )
    else:
        words = _(
            "Evaluator %(number)s is more lenient than others on the same candidates: "
            "%(size)s of 100 points higher."
        )
    return words % told


def markers(result: Result) -> list[str]:
    """Only those who stand out, the strongest first."""
    clear = [one for one in result.markers if abs(one.effect) >= CLEAR and one.reviews >= ENOUGH]
    return [marker(one) for one in sorted(clear, key=lambda one: -abs(one.effect))]


def disagreement(result: Result, most: int = 5) -> list[str]:
    """Where evaluators are furthest apart: three quarters of the scale or more between two."""
    found = []
    for standing in result.alternatives:
        for criterion, cell in zip(result.criteria, standing.cells, strict=True):
            width = criterion.high - criterion.low
            if cell.span is not None and width > 0 and cell.span / width >= 0.75:
                found.append((cell.span / width, standing, criterion, cell))
    found.sort(key=lambda one: -one[0])
    return [
        ngettext(
            "%(candidate)s, %(criterion)s: the evaluators are up to %(span)s point apart.",
            "%(candidate)s, %(criterion)s: the evaluators are up to %(span)s points apart.",
            round(cell.span or 0),
        )
        % {
            "candidate": quoted(standing.title),
            "criterion": quoted(criterion.title),
            "span": decimal(cell.span or 0),
        }
        for _width, standing, criterion, cell in found[:most]
    ]
