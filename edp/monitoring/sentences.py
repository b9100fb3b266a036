"""How an indicator stands, in a sentence that says what was compared with what."""

from django.utils.translation import gettext as _

from commons.interface.dates import long_date
from commons.interface.numbers import decimal, percent

from .course import Standing
from .enums import Course
from .models import Indicator, Reading


def explained(indicator: Indicator, standing: Standing, last: Reading | None) -> str:
    if last is None or standing.line is None:
        return _("There is no reading yet, so nothing can be said.")
    facts = {
        "date": long_date(last.date),
        "value": decimal(last.value, 4),
        "line": decimal(standing.line, 1),
        "target": decimal(indicator.target_value, 4),
        "gone": percent(standing.gone),
        "expected": percent(standing.expected),
        "unit": indicator.unit,
    }
    if standing.gone is None:
        return _("The figure is to stay at %(target)s. On %(date)s it was %(value)s.") % facts
    if standing.course == Course.REACHED:
        return _("On %(date)s it was %(value)s: the target of %(target)s is reached.") % facts
    if standing.course == Course.AWAY:
        return (
            _(
                "On %(date)s it was %(value)s, further from the target of %(target)s than at the "
                "beginning."
            )
            % facts
        )
    return (
        _(
            "On %(date)s it was %(value)s; the straight line to the target asks for %(line)s by "
            "then. %(gone)s of the way is done, %(expected)s should be."
        )
        % facts
    )
