"""What weights would make a candidate first."""

from django.utils.translation import gettext as _

from commons.interface.numbers import decimal

from ..results import Result, Standing
from .phrases import listed, quoted

NOTICED = 0.02  # two hundredths of the whole weight
MOST = 3


def to_be_first(result: Result, standing: Standing) -> str:
    """What would have to change, or that nothing would do."""
    if not standing.can_be_first:
        return _("No weights at all would make it first: others are better in too much.")
    best = max(one.first_share for one in result.alternatives)
    if standing.rank == 1 and standing.tipping is None:
        if standing.first_share == best:
            return _(
                "It is first by the published weights, and more often than any other by others."
            )
        return _("It is first by the published weights, though others would be first more often.")
    if standing.tipping is not None:
        told = {
            "criterion": quoted(result.criterion[standing.tipping.criterion].title),
            "weight": _of_hundred(standing.tipping.weight),
            "now": _of_hundred(standing.tipping.now),
        }
        return (
            _(
                "It would be first if %(criterion)s weighed %(weight)s of 100 instead of %(now)s, "
                "the others in proportion."
            )
            % told
        )
    if standing.nearest_weights is None:
        return ""
    changes = sorted(
        zip(result.criteria, standing.nearest_weights, strict=True),
        key=lambda pair: -abs(pair[1] - pair[0].weight),
    )
    told_changes = [
        _("%(criterion)s weighed %(weight)s instead of %(now)s")
        % {
            "criterion": quoted(one.title),
            "weight": _of_hundred(weight),
            "now": _of_hundred(one.weight),
        }
        for one, weight in changes
        if abs(weight - one.weight) >= 0.005
    ]
    if not told_changes:
        return _("A very small change of the weights would make it first.")
    return _("It would be first if, of 100, %(changes)s.") % {"changes": listed(told_changes)}


def central(result: Result, standing: Standing) -> str:
    """What those weightings have in common that put it first; empty where there are none."""
    if standing.central_weights is None:
        return ""
    more = sorted(
        (
            (weight - 1 / len(result.criteria), one, weight)
            for one, weight in zip(result.criteria, standing.central_weights, strict=True)
        ),
        key=lambda found: -found[0],
    )
    named = [
        _("%(criterion)s (%(weight)s of 100)")
        % {"criterion": quoted(one.title), "weight": _of_hundred(weight)}
        for above, one, weight in more[:MOST]
        if above >= NOTICED
    ]
    if not named:
        return _("Whoever weighs everything about alike puts it first.")
    return _("Who would put it first gives most weight to %(criteria)s.") % {
        "criteria": listed(named)
    }


def _of_hundred(weight: float) -> str:
    return decimal(100 * weight, 1)
