"""Dates in the reader's language: 28 қараша 2026, 28 ноября 2026, 28 November 2026.

Django has no Kazakh formats and capitalises Kazakh months, so the order is fixed here.
"""

from datetime import date, datetime

from django.utils import timezone
from django.utils.dateformat import format as date_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

Moment = date | datetime


def _local(value: Moment) -> Moment:
    if isinstance(value, datetime) and timezone.is_aware(value):
        return timezone.localtime(value)
    return value


def _day_of(value: Moment) -> date:
    value = _local(value)
    return value.date() if isinstance(value, datetime) else value


def _formatted(value: Moment, pattern: str) -> str:
    text = date_format(_local(value), pattern)
    return text.lower() if get_language() == "kk" else text


def long_date(value: Moment) -> str:
    return _formatted(value, "j\u00a0E Y")


def day_month(value: Moment) -> str:
    return _formatted(value, "j\u00a0E")


def month_name(value: Moment) -> str:
    """As it stands beside a day: қараша, ноября, November."""
    return _formatted(value, "E")


def month_year(value: Moment) -> str:
    """As it stands within a sentence: 2026 жылғы қараша, ноябрь 2026, November 2026."""
    text = _formatted(value, "Y жылғы F" if get_language() == "kk" else "F Y")
    return text.lower() if get_language() == "ru" else text


def clock(value: datetime) -> str:
    return date_format(_local(value), "H:i")


def date_time(value: datetime) -> str:
    return f"{long_date(value)}, {clock(value)}"


def relative(value: Moment, today: date | None = None) -> str:
    """Today, tomorrow, in 5 days, 3 days ago; beyond two weeks the date itself."""
    days = (_day_of(value) - (today or timezone.localdate())).days
    if days == 0:
        return _("today")
    if days == 1:
        return _("tomorrow")
    if days == -1:
        return _("yesterday")
    if 1 < days <= 14:
        return ngettext("in %(days)s day", "in %(days)s days", days) % {"days": days}
    if -14 <= days < -1:
        return ngettext("%(days)s day ago", "%(days)s days ago", -days) % {"days": -days}
    return long_date(value)


def days_left(value: Moment, today: date | None = None) -> str:
    """How long until a deadline: 12 days left, last day, ended."""
    days = (_day_of(value) - (today or timezone.localdate())).days
    if days < 0:
        return _("ended")
    if days == 0:
        return _("last day")
    return ngettext("%(days)s day left", "%(days)s days left", days) % {"days": days}
