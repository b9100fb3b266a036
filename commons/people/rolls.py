"""Reads a roll of residents (CSV `iin,kato,surname`): good lines, and what is wrong with the rest.

No message repeats an IIN or a surname, so a report may be shown, mailed and kept.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import IO

from django.utils.translation import gettext_lazy

from commons.territories.tables import Fault, rows

from .iin import IinError, keyed_hash, parse, surname_hash

COLUMNS = ("iin", "kato", "surname")
MAX_SURNAME = 80

BadLine = Fault

_TEXTS = {
    "kato_form": gettext_lazy("expected a KATO code of 9 digits."),
    "kato_outside": gettext_lazy("expected the KATO code of a place inside %(akimat)s."),
    "surname_missing": gettext_lazy("expected a surname, found nothing."),
    "surname_long": gettext_lazy("expected a surname of at most %(most)s characters."),
    "repeated": gettext_lazy("expected each IIN once; it is already on line %(line)s."),
}


@dataclass(frozen=True)
class GoodLine:
    iin_hash: str
    surname_hash: str
    kato: str


@dataclass(frozen=True)
class RollReport:
    """What an import did. Lines named in `bad_lines` were left out; all others are on the roll."""

    imported: int
    updated: int
    bad_lines: list[Fault]


def read(
    file: IO[bytes], *, katos: frozenset[str], akimat: str, on: date
) -> tuple[list[GoodLine], list[Fault]]:
    """All good lines and every fault. `katos` are the codes a line may carry.

    Raises TableError when there is no table at all.
    """
    good: list[GoodLine] = []
    bad: list[Fault] = []
    seen: dict[str, int] = {}
    for row in rows(file, COLUMNS):
        found = [row.fault] if row.fault else _faults(row.line, row.cells, katos, akimat, on)
        if not found:
            hashed = keyed_hash(row.cells["iin"])
            first = seen.setdefault(hashed, row.line)
            if first != row.line:
                found = [Fault(row.line, "iin", _say("repeated", line=first))]
            else:
                hidden = surname_hash(row.cells["iin"], row.cells["surname"])
                good.append(GoodLine(hashed, hidden, row.cells["kato"]))
        bad += found
    return good, bad


def _faults(
    line: int, cells: Mapping[str, str], katos: frozenset[str], akimat: str, on: date
) -> list[Fault]:
    found: list[Fault] = []
    try:
        parse(cells["iin"], on=on)
    except IinError as error:
        found.append(Fault(line, "iin", error.message))
    kato = cells["kato"]
    if len(kato) != 9 or not kato.isascii() or not kato.isdigit():
        found.append(Fault(line, "kato", _say("kato_form")))
    elif kato not in katos:
        found.append(Fault(line, "kato", _say("kato_outside", akimat=akimat)))
    if not cells["surname"]:
        found.append(Fault(line, "surname", _say("surname_missing")))
    elif len(cells["surname"]) > MAX_SURNAME:
        found.append(Fault(line, "surname", _say("surname_long", most=MAX_SURNAME)))
    return found


def _say(code: str, **params: object) -> str:
    return str(_TEXTS[code]) % params
