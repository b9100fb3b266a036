"""Single tables of a scoring as CSV; the archive of `scoring.exporting` has them all."""

from collections.abc import Iterable

from commons.scoring.exporting import table
from commons.scoring.models import ScoreSheet
from commons.scoring.results import Result


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
    return table(header, rows)


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
    return table(header, rows)
