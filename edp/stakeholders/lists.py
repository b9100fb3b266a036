"""Reads a list of people to invite: a CSV file, or lines pasted from a table.

Columns `name, email, organisation, sector` and, if wanted, `position, size, district, language,
in_association, woman`; their names may be Kazakh or Russian. No line is lost: those with a fault
come back as they were written.
"""

import io
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import IO, Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from commons.people.enums import OrganisationSize, Sector
from commons.territories.models import Territory
from commons.territories.tables import MAX_BYTES, Fault, Row, rows

NEEDED = ("name", "email", "organisation", "sector")
LAYOUTS = (
    NEEDED,
    ("имя", "почта", "организация", "сектор"),
    ("аты-жөні", "пошта", "ұйым", "сектор"),
)
_NAMES = {
    "name": ("имя", "фио", "аты-жөні"),
    "email": ("почта", "e-mail", "пошта"),
    "organisation": ("организация", "ұйым"),
    "sector": ("сектор",),
    "position": ("должность", "лауазымы"),
    "size": ("размер", "көлемі"),
    "district": ("район", "аудан"),
    "language": ("язык", "тіл"),
    "in_association": ("в ассоциации", "қауымдастықта"),
    "woman": ("женщина", "әйел"),
}
COLUMN = {word: name for name, words in _NAMES.items() for word in (name, *words)}
SECTORS = {
    Sector.GOVERNMENT: ("government", "власть", "государство", "госорган", "билік", "мемлекет"),
    Sector.BUSINESS: ("business", "бизнес", "предприятие"),
    Sector.ACADEMIA: ("academia", "science", "наука", "вуз", "ғылым"),
    Sector.CIVIL_SOCIETY: ("civil society", "civil", "нпо", "общество", "азаматтық қоғам", "үеұ"),
}
SECTOR = {word: sector for sector, words in SECTORS.items() for word in (sector.value, *words)}
YES = frozenset({"yes", "да", "иә", "1", "true", "+"})
NO = frozenset({"no", "нет", "жоқ", "0", "false", "-"})
MAX_LINES = 10_000
LENGTHS = {"name": 120, "organisation": 200, "position": 120}

_TEXTS: Mapping[str, str | Promise] = {
    "missing": _("expected a text, found nothing."),
    "long": _("expected at most %(most)s characters."),
    "email": _("expected an e-mail address such as name@example.kz."),
    "sector": _("expected gov, biz, sci or civ."),
    "size": _("expected micro, small, medium or large."),
    "district": _("expected a district of this territory, by its name or KATO code."),
    "language": _("expected kk, ru or en."),
    "yes_no": _("expected yes or no."),
    "repeated": _("this address is already on line %(line)s."),
    "known": _("this address is in the round already."),
    "organisation_repeated": _(
        "this organisation is already on line %(line)s, and each organisation has one seat."
    ),
    "seat_taken": _("%(holder)s holds the seat of this organisation already."),
    "too_many": _("expected at most %(most)s lines at once. Send the rest as another list."),
}


@dataclass(frozen=True)
class Entry:
    """One good line."""

    line: int
    name: str
    email: str
    organisation: str
    sector: str
    position: str = ""
    size: str = ""
    language: str = "kk"
    territory: Territory | None = None
    in_association: bool | None = None
    is_woman: bool | None = None


@dataclass
class Listing:
    """What was read. `left` are the faulty lines as they were written, under their header."""

    entries: list[Entry] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    header: str = ""
    raw: dict[int, str] = field(default_factory=dict)

    def reject(self, entry: Entry, column: str, code: str, **params: object) -> None:
        self.entries.remove(entry)
        self.faults.append(Fault(entry.line, column, say(code, **params)))

    @property
    def left(self) -> str:
        lines = [self.raw[line] for line in sorted({fault.line for fault in self.faults})]
        return "\n".join([self.header, *lines]) if lines else ""


def say(code: str, **params: object) -> str:
    return str(_TEXTS[code]) % params


def read(file: IO[bytes], districts: list[Territory]) -> Listing:
    """Every line, good or faulty. Raises commons.territories.errors.TableError when there is no
    table at all. A first line that holds an address is taken as data, in the order of NEEDED."""
    raw = file.read(MAX_BYTES + 1)
    added = _header_for(raw)
    found = list(rows(io.BytesIO(added + raw), *LAYOUTS))
    shift = 1 if added else 0
    listing = Listing(header=_header_line(added + raw))
    places = {_plain(place.name): place for place in districts}
    places |= {place.kato: place for place in districts}
    physical = re.split(r"\r\n|\n|\r", _decoded(added + raw))
    seen: dict[str, int] = {}
    for number, row in enumerate(found):
        end = found[number + 1].line - 1 if number + 1 < len(found) else len(physical)
        line = row.line - shift
        listing.raw[line] = "\n".join(physical[row.line - 1 : end]).rstrip()
        _take(listing, row, line, places, seen, number)
    return listing


def _take(
    listing: Listing,
    row: Row,
    line: int,
    places: Mapping[str, Territory],
    seen: dict[str, int],
    number: int,
) -> None:
    if row.fault:
        listing.faults.append(Fault(line, row.fault.field, row.fault.expected))
        return
    if number >= MAX_LINES:
        listing.faults.append(Fault(line, "—", say("too_many", most=MAX_LINES)))
        return
    cells = {COLUMN[name]: text for name, text in row.cells.items() if name in COLUMN}
    values, faults = _values(line, cells, places)
    email = cells.get("email", "").lower()
    if not faults and seen.setdefault(email, line) != line:
        faults = [Fault(line, "email", say("repeated", line=seen[email]))]
    if faults:
        listing.faults += faults
    else:
        listing.entries.append(Entry(line, **values))


def _values(
    line: int, cells: Mapping[str, str], places: Mapping[str, Territory]
) -> tuple[dict[str, Any], list[Fault]]:
    faults = [Fault(line, name, say("missing")) for name in NEEDED if not cells.get(name)]
    faults += [
        Fault(line, name, say("long", most=most))
        for name, most in LENGTHS.items()
        if len(cells.get(name, "")) > most
    ]
    values: dict[str, Any] = {
        name: cells.get(name, "") for name in ("name", "email", "organisation", "position")
    }
    if cells.get("email"):
        try:
            validate_email(cells["email"])
        except ValidationError:
            faults.append(Fault(line, "email", say("email")))
    choices: tuple[tuple[str, str, Mapping[str, Any]], ...] = (
        ("sector", "sector", SECTOR),
        ("size", "size", {str(size): str(size) for size in OrganisationSize.values}),
        ("district", "territory", places),
        ("language", "language", {code: code for code in ("kk", "ru", "en")}),
        ("in_association", "in_association", _YES_NO),
        ("woman", "is_woman", _YES_NO),
    )
    for column, name, known in choices:
        text = _plain(cells.get(column, ""))
        if text and text not in known:
            code = "yes_no" if known is _YES_NO else column
            faults.append(Fault(line, column, say(code)))
        elif text:
            values[name] = known[text]
    return values, faults


_YES_NO: Mapping[str, bool] = {**dict.fromkeys(YES, True), **dict.fromkeys(NO, False)}


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())


def _decoded(raw: bytes) -> str:
    encoding = "utf-16" if raw[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    return raw.decode(encoding, errors="replace")


def _first_line(raw: bytes) -> str:
    lines = (line for line in re.split(r"\r\n|\n|\r", _decoded(raw)) if line.strip())
    return next((line for line in lines if not line.lower().startswith("sep=")), "")


def _header_line(raw: bytes) -> str:
    return _first_line(raw)


def _header_for(raw: bytes) -> bytes:
    """The header that a list without one needs; nothing where there is one."""
    first = _first_line(raw)
    if "@" not in first or raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return b""
    mark = max(",;\t", key=first.count)
    return (mark.join(NEEDED) + "\n").encode()
