"""Reads a file of figures, line by line: indicators of places, or employment by activity.

Indicators: `indicator, territory, year, value`, and if wanted `period` (H1, H2, Q1–Q4), `name`,
`unit`, `source` (or `name_kk`, `name_ru`, `name_en` and so on, language by language).
Employment: `activity, territory, year, persons`, and if wanted `name_kk`, `name_ru`, `name_en`.
"""

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import IO, Literal

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from commons.interface.official import LANGUAGES, REQUIRED
from commons.territories.models import Territory
from commons.territories.tables import MAX_BYTES, Fault, Row, rows

from . import cells
from .errors import FiguresError
from .models import CODE

Kind = Literal["indicators", "employment"]
LAYOUTS: Sequence[tuple[str, ...]] = (
    ("indicator", "territory", "year", "value"),
    ("показатель", "территория", "год", "значение"),
    ("көрсеткіш", "аумақ", "жыл", "мәні"),
    ("activity", "territory", "year", "persons"),
    ("оквэд", "территория", "год", "человек"),
    ("окэд", "территория", "год", "человек"),
    ("экжж", "аумақ", "жыл", "адам"),
)
_ALIASES: Mapping[str, Sequence[str]] = {
    "indicator": ("показатель", "көрсеткіш"),
    "activity": ("окэд", "оквэд", "экжж"),
    "territory": ("территория", "аумақ"),
    "year": ("год", "жыл"),
    "period": ("период", "кезең"),
    "value": ("значение", "мәні"),
    "persons": ("человек", "адам"),
    "name": ("название", "атауы"),
    "unit": ("единица", "өлшем бірлігі"),
    "source": ("источник", "дереккөз"),
}
COLUMN = {word: name for name, words in _ALIASES.items() for word in (name, *words)}
TEXTS = {"name": 200, "unit": 60, "source": 300}
MAX_LINES = 200_000

_WORDS: Mapping[str, str | Promise] = {
    "missing": _("nothing is written here."),
    "code": _("“%(found)s” is no code: use letters a–z, digits, dots and hyphens, at most 40."),
    "activity_code": _("“%(found)s” is no OKED code: expected a letter A–U or digits such as 10."),
    "place": _(
        "“%(found)s” is not known: expected a KATO code of 9 digits, an ISO code such as KZ-55, "
        "or KZ for the whole country."
    ),
    "place_spoiled": _(
        "“%(found)s” was a KATO code before a spreadsheet took it for a number. Format the "
        "column as text, or use ISO codes such as KZ-55."
    ),
    "country": _(
        "the country is the sum of its regions here; leave lines of the whole country out."
    ),
    "year": _("“%(found)s” is no year: expected four digits between 1900 and 2099."),
    "period": _("“%(found)s” is no part of a year: expected H1, H2, Q1 to Q4, or nothing."),
    "number": _("“%(found)s” is no number: expected one such as 1299791.4 or 1 299 791,4."),
    "too_large": _("“%(found)s” is too large: give it in thousands or millions."),
    "digits": _("“%(found)s” has too many digits after the point; four are kept."),
    "persons": _("“%(found)s” is no number of people: expected a whole number from 0."),
    "long": _("%(count)s characters; at most %(most)s fit."),
    "repeated": _("the same place and time stand on line %(other)s already."),
    "differs": _(
        "“%(found)s”, but line %(other)s says “%(first)s”: an indicator has one. "
        "Give the other a code of its own."
    ),
    "too_many": _("a file may have %(most)s lines; split it."),
    "unit_stored": _(
        "“%(found)s”, but this indicator is kept in “%(stored)s”. Convert the figures, or give "
        "the indicator another code."
    ),
    "new_name": _("“%(found)s” is new: give its name in Kazakh and Russian (name_kk, name_ru)."),
    "new_unit": _("“%(found)s” is new: give its unit in Kazakh and Russian (unit_kk, unit_ru)."),
}


def say(code: str, **params: object) -> str:
    return str(_WORDS[code]) % params


@dataclass(frozen=True)
class Entry:
    """One good line. `texts` are those the line gives: name_kk, unit_ru, …; `territory` is None
    for the whole country."""

    line: int
    code: str
    territory: Territory | None
    year: int
    period: str
    value: Decimal
    texts: Mapping[str, str]

    @property
    def key(self) -> tuple[str, int | None, int, str]:
        return self.code, self.territory.pk if self.territory else None, self.year, self.period


@dataclass
class Listing:
    """What was read: good lines, faults, and how many lines hold no figure."""

    kind: Kind = "indicators"
    entries: list[Entry] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    lines: int = 0
    blanks: int = 0

    def fault(self, line: int, column: str, code: str, **params: object) -> None:
        self.faults.append(Fault(line, column, say(code, **params)))


def read(file: IO[bytes]) -> Listing:
    """Every line, good or bad. Raises FiguresError and commons.territories' TableError where
    there is no table at all."""
    found = list(rows(io.BytesIO(_utf8(file.read(MAX_BYTES + 1))), *LAYOUTS))
    listing = Listing(lines=len(found))
    lines = [
        (row, {COLUMN.get(name, name): text for name, text in row.cells.items()}) for row in found
    ]
    if any("activity" in named and "persons" in named for _row, named in lines):
        listing.kind = "employment"
    known = cells.places(named.get("territory", "") for _row, named in lines)
    seen: dict[tuple[str, int | None, int, str], int] = {}
    for number, (row, named) in enumerate(lines):
        if number >= MAX_LINES:
            listing.fault(row.line, "—", "too_many", most=MAX_LINES)
            break
        _take(listing, row, named, known, seen)
    _same_texts(listing)
    return listing


def _utf8(raw: bytes) -> bytes:
    """The same text in UTF-8: offices here still save CSV in the Cyrillic code page 1251."""
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return raw
    if raw[:4] == b"PK\x03\x04" or b"\x00" in raw[:4096]:
        raise FiguresError("not_text")
    try:
        raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        try:
            return raw.decode("cp1251").encode()
        except UnicodeDecodeError:
            return raw  # `rows` says where it breaks
    return raw


def _take(
    listing: Listing,
    row: Row,
    named: Mapping[str, str],
    known: Mapping[str, Territory],
    seen: dict[tuple[str, int | None, int, str], int],
) -> None:
    if row.fault:
        listing.faults.append(row.fault)
        return
    before = len(listing.faults)
    line, employs = row.line, listing.kind == "employment"
    code = _code(listing, line, named, employs)
    territory = _place(listing, line, named.get("territory", ""), known, employs)
    year = cells.year(named.get("year", ""))
    if year is None:
        _wrong(listing, line, "year", named.get("year", ""))
    period = "" if employs else cells.period(named.get("period", ""))
    if period is None:
        _wrong(listing, line, "period", named["period"])
    texts = _texts(listing, line, named)
    text = named.get("persons" if employs else "value", "")
    if cells.is_blank(text):
        if len(listing.faults) == before:
            listing.blanks += 1
        return
    value = _value(listing, line, text, employs)
    if len(listing.faults) > before or value is None or year is None or period is None:
        return
    entry = Entry(line, code, territory, year, period, value, texts)
    if (first := seen.setdefault(entry.key, line)) != line:
        listing.fault(line, "territory", "repeated", other=first)
    else:
        listing.entries.append(entry)


def _wrong(listing: Listing, line: int, column: str, found: str) -> None:
    if found:
        listing.fault(line, column, column, found=found[:40])
    else:
        listing.fault(line, column, "missing")


def _code(listing: Listing, line: int, named: Mapping[str, str], employs: bool) -> str:
    column = "activity" if employs else "indicator"
    code = named.get(column, "")
    code = code.upper() if employs else code
    digits = code.replace(".", "")
    section = len(code) == 1 and "A" <= code <= "U"
    oked = section or (digits.isascii() and digits.isdigit() and len(digits) in range(2, 6))
    if not code:
        listing.fault(line, column, "missing")
    elif employs and not oked:
        listing.fault(line, column, "activity_code", found=code[:40])
    elif not employs and (len(code) > 40 or not CODE.regex.match(code)):  # type: ignore[union-attr]
        listing.fault(line, column, "code", found=code[:40])
    return code


def _place(
    listing: Listing, line: int, text: str, known: Mapping[str, Territory], employs: bool
) -> Territory | None:
    if not text:
        listing.fault(line, "territory", "missing")
    elif text.lower() in cells.COUNTRY:
        if employs:
            listing.fault(line, "territory", "country")
    elif text.upper() in known:
        return known[text.upper()]
    else:
        spoiled = "e+" in text.lower() or "е+" in text.lower()
        listing.fault(line, "territory", "place_spoiled" if spoiled else "place", found=text[:40])
    return None


def _value(listing: Listing, line: int, text: str, employs: bool) -> Decimal | None:
    column = "persons" if employs else "value"
    value = cells.number(text)
    if value is None:
        listing.fault(line, column, "number", found=text[:40])
    elif abs(value) >= cells.LIMIT:
        listing.fault(line, column, "too_large", found=text[:40])
    elif employs and (value < 0 or value % 1 or value > 2_000_000_000):
        listing.fault(line, column, "persons", found=text[:40])
    elif value != round(value, 4):
        listing.fault(line, column, "digits", found=text[:40])
    else:
        return value
    return None


def _texts(listing: Listing, line: int, named: Mapping[str, str]) -> dict[str, str]:
    """Texts by their column; one without a language stands for Kazakh and Russian where the line
    leaves them out."""
    found: dict[str, str] = {}
    for name, most in TEXTS.items():
        for code in LANGUAGES:
            column = f"{name}_{code}"
            text = named.get(column) or (named.get(name, "") if code in REQUIRED else "")
            if len(text) > most:
                shown = column if named.get(column) else name
                listing.fault(line, shown, "long", count=len(text), most=most)
            elif text:
                found[column] = text
    return found


def _same_texts(listing: Listing) -> None:
    """An indicator has one name, unit and source: the line that says otherwise is a bad one."""
    first: dict[tuple[str, str], tuple[str, int]] = {}
    good: list[Entry] = []
    for entry in listing.entries:
        fault = None
        for column, text in entry.texts.items():
            said, line = first.setdefault((entry.code, column), (text, entry.line))
            if said != text and fault is None:
                fault = (column, text, said, line)
        if fault is None:
            good.append(entry)
        else:
            column, text, said, line = fault
            listing.fault(entry.line, column, "differs", found=text, first=said, other=line)
    listing.entries = good
