"""Tables for spreadsheets: what a cell may hold, and the answer with the file."""

from typing import Any

from django.http import HttpResponse

# A cell that begins so is a formula to a spreadsheet.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def plain_cell(value: Any) -> Any:
    """The value, with what a spreadsheet would run disarmed by an apostrophe; None is empty."""
    if value is None:
        return ""
    if isinstance(value, str) and value.startswith(_FORMULA):
        return f"'{value}"
    return value


def csv_answer(text: str, name: str) -> HttpResponse:
    """A file to be saved; its byte order mark tells Excel that the Cyrillic is UTF-8."""
    answer = HttpResponse(text.encode("utf-8-sig"), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return answer
