"""Numbers of a scoring as CSV that a spreadsheet opens: UTF-8 with its mark, one header line."""

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Any

from commons.scoring.models import ScoreSheet
from commons.scoring.results import Result

# A spreadsheet would take a text that begins with one of these for a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def csv_of(header: Sequence[str], rows: Iterable[Sequence[Any]]) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(header)
    for row in rows:
        writer.writerow([_harmless(value) for value in row])
    return out.getvalue().encode("utf-8-sig")


def _harmless(value: Any) -> Any:
    """Texts that people wrote cannot be formulas; numbers stay numbers."""
    if isinstance(value, str) and value.startswith(FORMULA):
        return f"'{value}"
    return value


def ranking(result: Result) -> bytes:
    """One line per opportunity: place, score, and each criterion's joined value."""
    header = ["rank", "code", "title", "score", "reviews", "first_share", "keeps_place"]
    header += [one.code for one in result.criteria]
    rows = (
        [
            one.rank,
            one.code,
            one.title,
            one.score,
            one.reviews,
            one.first_share,
            one.keeps_place,
            *(cell.value for cell in one.cells),
        ]
        for one in result.alternatives
    )
    return csv_of(header, rows)


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
