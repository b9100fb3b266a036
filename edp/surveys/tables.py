"""The results as a file: counts as the page shows them, and no line about any one person."""

import csv
import io

from django.http import HttpResponse
from django.utils.translation import gettext as _

from ..models import Survey
from ..stakeholders.tables import harmless
from .results import QuestionResult, Results, Table

HEADER = ("page", "question", "line", "group", "answered", "answer", "count", "share")


def results_file(survey: Survey, results: Results) -> HttpResponse:
    """Counts of a hidden group are empty and its `answered` says why."""
    file = io.StringIO(newline="")
    writer = csv.writer(file)
    writer.writerow(HEADER)
    for page, questions in results.pages:
        for question in questions:
            for row in _rows(question, results.least):
                writer.writerow([harmless(str(cell)) for cell in (page, *row)])
    response = HttpResponse(
        file.getvalue().encode("utf-8-sig"), content_type="text/csv; charset=utf-8"
    )
    response["Content-Disposition"] = f'attachment; filename="survey-{survey.pk}.csv"'
    return response


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
