"""Numbers as people here read them: groups of three, the sign of the tenge, decimal commas."""

from decimal import Decimal

from django.utils.translation import get_language
from django.utils.translation import gettext as _

NBSP = "\u00a0"
NONE = "—"

Number = int | float | Decimal


def grouped(value: Number) -> str:
    """A whole number with no-break spaces between thousands and a true minus sign."""
    return f"{round(value):,}".replace(",", NBSP).replace("-", "\u2212")


def decimal(value: Number, digits: int = 1) -> str:
    """At most `digits` after the point or comma, no trailing zeros."""
    text = f"{value:,.{digits}f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    mark = "." if get_language() == "en" else ","
    return text.replace(",", NBSP).replace(".", mark).replace("-", "\u2212")


def tenge(value: Number | None) -> str:
    return NONE if value is None else f"{grouped(value)}{NBSP}₸"


def millions(value: Number | None) -> str:
    """Short form for headings: millions from one million, billions from one billion."""
    size = 0.0 if value is None else abs(float(value))
    if value is None or size < 1_000_000:
        return tenge(value)
    if size < 1_000_000_000:
        text = _("%(number)s million ₸") % {"number": decimal(value / 1_000_000)}
    else:
        text = _("%(number)s billion ₸") % {"number": decimal(value / 1_000_000_000, 2)}
    return text.replace(" ", NBSP)


def percent(share: Number | None, digits: int = 0) -> str:
    """A share of 1 as a percentage; Kazakh and Russian put a space before the sign."""
    if share is None:
        return NONE
    space = "" if get_language() == "en" else NBSP
    return f"{decimal(100 * share, digits)}{space}%"


def row_key(text: str) -> int | None:
    """The key of a row as an address or a form sends it; None for what can be none.

    `str.isdigit` lets through ² and numbers that no database holds.
    """
    fits = text.isascii() and text.isdecimal() and len(text) < 19
    return int(text) if fits else None
