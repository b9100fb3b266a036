"""Reads single cells of a file of figures: numbers, years and places as offices write them."""

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal, InvalidOperation

from commons.territories.models import Territory

COUNTRY = frozenset({"kz", "000000000"})
# What statistical tables put where there is no figure.
BLANK = frozenset({"", "-", "–", "—", "…", "...", "x", "х", "н/д", "n/a", "na", "ж/д"})
_SPACES = re.compile(r"[\s\u00a0\u202f\u2009'’]")
_NUMBER = re.compile(r"[+-]?\d+([.,]\d+)?")
_PERIODS: Mapping[str, str] = {
    "": "",
    "year": "",
    "год": "",
    "жыл": "",
    **{f"{letter}{n}": f"{letter.upper()}{n}" for letter in "h" for n in (1, 2)},
    **{f"q{n}": f"Q{n}" for n in (1, 2, 3, 4)},
}
LIMIT = Decimal(10) ** 15


def is_blank(text: str) -> bool:
    return text.strip().lower() in BLANK


def number(text: str) -> Decimal | None:
    """`1 299 791,4`, `1299791.4`, `−3`; None for what is no number. A single comma is decimal:
    thousands are parted by spaces only."""
    plain = _SPACES.sub("", text).replace("\u2212", "-")
    if not _NUMBER.fullmatch(plain) or not plain.isascii():
        return None
    try:
        return Decimal(plain.replace(",", "."))
    except InvalidOperation:
        return None


def year(text: str) -> int | None:
    return int(text) if re.fullmatch(r"(19|20)\d\d", text) and text.isascii() else None


def period(text: str) -> str | None:
    """The code of the part of the year; None for what is none."""
    return _PERIODS.get(text.strip().lower())


def places(words: Iterable[str]) -> dict[str, Territory]:
    """Territories by KATO code and by ISO 3166-2 code in capitals, in one query."""
    wanted = {word.strip().upper() for word in words}
    found = Territory.objects.filter(kato__in=wanted) | Territory.objects.filter(
        iso__in={word for word in wanted if word.startswith("KZ-")}
    )
    known: dict[str, Territory] = {}
    for place in found:
        known[place.kato] = place
        if place.iso:
            known[place.iso] = place
    return known
