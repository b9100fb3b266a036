"""The results as a file: counts as the page shows them, and no line about any one person."""

from django.http import HttpResponse
from django.utils.translation import gettext as _

from commons.interface.spreadsheets import csv_response

from ..models import Survey
from .results import QuestionResult, Results, Table

HEADER = ("page", "question", "line", "group", "answered", "answer", "count", "share")


def results_file(survey: Survey, results: Results) -> HttpResponse:
    """Counts of a hidden group are empty and its `answered` says why."""
    rows = (
        (page, *row)
        for page, questions in results.pages
        for question in questions
        for row in _rows(question, results.least)
    )
    return csv_response(f"survey-{survey.pk}.csv", HEADER, rows)


def _rows(result: QuestionResult, least: int) -> list[tuple[object, ...]]:
    text = result.question.text
    found: list[tuple[object, ...]] = [
        (text, "", _("all"), "", answer.value, "", "") for answer in result.texts
    ]
    for table in result.tables:
        if table.is_hidden:
            found.append((text, table.title, _("all"), _few(least), "", "", ""))
            continue
        found += _of(text, table, _("all"), table.size, table.rows)
        for column in table.columns:
            if column.is_hidden:
                found.append((text, table.title, column.label, _few(least), "", "", ""))
            else:
                found += _of(text, table, column.label, column.size, column.rows)
    return found


def _of(text: str, table: Table, group: str, size: int, rows: object) -> list[tuple[object, ...]]:
    return [
        (text, table.title, group, size, row.label, row.count, f"{row.share:.3f}")
        for row in rows  # type: ignore[attr-defined]
    ]


def _few(least: int) -> str:
    return _("hidden: a group of fewer than %(least)d could be recognised") % {"least": least}
