"""Every mark of a scoring as CSV; the archive of `scoring.exporting` has all its tables."""

from collections.abc import Iterable

from commons.interface.spreadsheets import csv_of
from commons.scoring.models import ScoreSheet


def scores(sheets: Iterable[ScoreSheet]) -> bytes:
    """One line per mark, with the evaluator as a number."""
    header = ["code", "title", "evaluator", "criterion", "points", "reason"]
    rows = (
        [
            sheet.alternative.code,
            sheet.alternative.title,
            sheet.number,  # type: ignore[attr-defined]
            score.criterion.code,
            "" if score.value is None else f"{score.value:g}",
            score.reason,
        ]
        for sheet in sheets
        for score in sheet.scores.all()
    )
    return csv_of(header, rows)
