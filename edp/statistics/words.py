"""Figures and times in words, as the pages of statistics show them."""

from decimal import Decimal

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from commons.interface.numbers import NONE, Number, decimal, grouped, percent

from .enums import Period

_TIMES = {
    "H1": lambda year: _("first half of %(year)s") % {"year": year},
    "H2": lambda year: _("second half of %(year)s") % {"year": year},
    "Q1": lambda year: _("first quarter of %(year)s") % {"year": year},
    "Q2": lambda year: _("second quarter of %(year)s") % {"year": year},
    "Q3": lambda year: _("third quarter of %(year)s") % {"year": year},
    "Q4": lambda year: _("fourth quarter of %(year)s") % {"year": year},
}


def time(year: int, period: str = "") -> str:
    return _TIMES[period](year) if period in _TIMES else str(year)


def short_time(year: int, period: str = "") -> str:
    """For an axis: 2024, 2024 H1."""
    return f"{year} {period}" if period else str(year)


def period_name(period: str) -> str:
    return str(Period(period).label)


def figure(value: Number | None) -> str:
    """As many digits as the size bears: none from 1,000 on, one from 10, two below."""
    if value is None:
        return NONE
    size = abs(float(value))
    if size >= 1000:
        return grouped(value)
    return decimal(value, 1 if size >= 10 else 2)


def signed(value: Number | None, digits: int | None = None) -> str:
    """With its sign, also where it is positive."""
    if value is None:
        return NONE
    text = figure(value) if digits is None else decimal(value, digits)
    return f"+{text}" if value > 0 and text.strip("0.,") else text


def change(before: Decimal, after: Decimal) -> str:
    """The change in per cent; nothing where the figure before leaves it without meaning."""
    if before <= 0:
        return ""
    share = float(after / before) - 1
    text = percent(share, 1)
    return f"+{text}" if share > 0 else text


def fixed(value: float | None) -> str:
    """Two digits after the point, zeros too, so that a column of them is read at a glance."""
    if value is None:
        return NONE
    mark = "." if get_language() == "en" else ","
    return f"{value:.2f}".replace(".", mark)
