"""Tables as CSV that spreadsheets open as they are: UTF-8 with its mark, no cell a formula."""

import csv
import io
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from django.http import HttpResponse
from django.utils.http import content_disposition_header

# A spreadsheet runs a cell that begins so, and people write into cells what they like.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def harmless(value: Any) -> Any:
    """The value as a cell: texts that would be formulas get an apostrophe, None is empty.

    Numbers stay numbers, so pass a figure as one: a text of a negative figure is disarmed too.
    """
    if value is None:
        return ""
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value


def csv_of(header: Sequence[str], rows: Iterable[Sequence[Any]], *, delimiter: str = ",") -> bytes:
    """Lines end in CR LF; a Decimal is written without an exponent and without trailing zeros."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter, lineterminator="\r\n")
    writer.writerow([harmless(title) for title in header])
    writer.writerows([_cell(value) for value in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")  # without the mark Excel takes it for a code page


def csv_response(
    name: str, header: Sequence[str], rows: Iterable[Sequence[Any]], *, delimiter: str = ","
) -> HttpResponse:
    """A file to save under `name`, which ends in .csv."""
    return HttpResponse(
        csv_of(header, rows, delimiter=delimiter),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": content_disposition_header(True, name) or ""},
    )


def _cell(value: Any) -> Any:
    if isinstance(value, Decimal):
        text = f"{value:f}"
        return text.rstrip("0").rstrip(".") if "." in text else text
    return harmless(value)
