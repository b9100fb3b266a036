"""Reads tables that people made with office programs: CSV with comma, semicolon or tab.

Line numbers are those of the file: the header is line 1, and a cell may hold a line break.
"""

import codecs
import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import IO

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .errors import TableError

MAX_BYTES = 40 * 1024 * 1024
_BOMS = {codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
_COLUMNS = gettext_lazy("expected %(expected)s columns, found %(found)s.")
_BROKEN = gettext_lazy("the line cannot be read as CSV: expected plain text and closed quotes.")


@dataclass(frozen=True)
class Fault:
    """One fault: the line in the file, the column, what was expected there."""

    line: int
    field: str
    expected: str

    def __str__(self) -> str:
        return _("Line %(line)s, %(field)s: %(expected)s") % {
            "line": self.line,
            "field": self.field,
            "expected": self.expected,
        }


@dataclass(frozen=True)
class Row:
    """The cells by the name of their column, or the fault of the line as a whole."""

    line: int
    cells: dict[str, str]
    fault: Fault | None = None


def rows(file: IO[bytes], *layouts: Sequence[str]) -> Iterator[Row]:
    """All lines below the header; blank ones are left out, cells are stripped.

    The header must have all columns of one of the layouts, in any order and any case; others are
    kept too. Raises TableError when there is no such table.
    """
    text = _text(file)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text))
    names: list[str] = []
    while True:
        line = reader.line_num + 1
        try:
            cells = [cell.strip() for cell in next(reader)]
        except StopIteration:
            return
        except csv.Error:
            yield Row(line, {}, Fault(line, "—", str(_BROKEN)))
            continue
        if not any(cells) or (not names and cells[0].lower().startswith("sep=")):
            continue
        if not names:
            names = _header(cells, layouts)
        elif len(cells) != len(names):
            counts = {"expected": len(names), "found": len(cells)}
            yield Row(line, {}, Fault(line, "—", str(_COLUMNS) % counts))
        else:
            yield Row(line, dict(zip(names, cells, strict=True)))


def _text(file: IO[bytes]) -> str:
    raw = file.read(MAX_BYTES + 1)
    if len(raw) > MAX_BYTES:
        raise TableError("too_large", megabytes=MAX_BYTES // 1024 // 1024)
    try:
        text = raw.decode(_BOMS.get(raw[:2], "utf-8-sig"))
    except UnicodeDecodeError as failure:
        raise TableError("not_utf8", position=failure.start) from None
    if not text.strip():
        raise TableError("empty")
    return text


def _delimiter(text: str) -> str:
    """What occurs most in the first line that is not blank and not Excel's `sep=`."""
    lines = (line for line in text.splitlines() if line.strip())
    first = next((line for line in lines if not line.lower().startswith("sep=")), "")
    return max(",;\t", key=first.count)


def _header(cells: list[str], layouts: Sequence[Sequence[str]]) -> list[str]:
    names = [cell.lower() for cell in cells]
    missing = [[name for name in layout if name not in names] for layout in layouts]
    if all(missing):
        nearest = min(range(len(layouts)), key=lambda place: len(missing[place]))
        # What is found may be data of a file without a header: only plain words are repeated.
        words = [name for name in names if name.isidentifier() and name.isascii()]
        raise TableError(
            "header",
            expected=", ".join(layouts[nearest]),
            missing=", ".join(missing[nearest]),
            found=", ".join(words) or "—",
        )
    return names
