"""Tables as CSV that a spreadsheet opens: UTF-8 with its mark, one header line."""

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Any

from django.http import HttpResponse

# A spreadsheet would take a text that begins with one of these for a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def csv_of(header: Sequence[str], rows: Iterable[Sequence[Any]]) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(header)
    for row in rows:
        writer.writerow([_harmless(value) for value in row])
    return out.getvalue().encode("utf-8-sig")


def csv_response(name: str, header: Sequence[str], rows: Iterable[Sequence[Any]]) -> HttpResponse:
    """A file to save under `name`."""
    response = HttpResponse(csv_of(header, rows), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _harmless(value: Any) -> Any:
    """Texts that people wrote cannot be formulas; numbers stay numbers."""
    text = value if isinstance(value, str) else None
    return f"'{text}" if text and text.startswith(FORMULA) else value
