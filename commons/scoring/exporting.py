"""Everything from which anybody recomputes a ranking, without who gave which points.

One JSON holds all of it; the tables of the archive say the same for spreadsheets. `README.txt`
tells how to go from one to the other.
"""

import io
import json
import zipfile
from collections.abc import Iterable
from typing import Any

from commons.interface.spreadsheets import csv_of

from .enums import CriterionKind
from .models import Figure, Scorecard, ScoreSheet
from .numbering import number_of
from .queries import counted
from .results import Result

FORMAT = "birge-scoring-1"
EPOCH = (1980, 1, 1, 0, 0, 0)

README = """\
scorecard.json  What was frozen before the first points: criteria, weights, rules, candidates and
                figures. Its SHA-256 is the fingerprint; sorted keys, no spaces, ASCII.
scores.csv      Every mark that counts, with its reason; evaluators are numbers.
figures.csv     Values from data, with their sources.
criteria.csv    Criteria in order with weight (of 1) and the ends of the scale that were used.
results.csv     The ranking.
scoring.json    All of it in one file.

To compute the ranking again:
1. Where adjusts_severity is true, fit x = t(candidate) + b(evaluator) criterion by criterion by
   least squares with a ridge of 1 on b, and take b off the marks.
2. Join the marks of a candidate by a criterion: mean, median, or (trimmed, from five marks on) the
   mean without the highest and the lowest. Figures stand as they are.
3. Weighted sum: share = (value - low) / (high - low), for "less is better" (high - value) /
   (high - low), kept between 0 and 1; score = sum of weight times share. TOPSIS: columns divided
   by their Euclidean length, for "less" 1 minus that. PROMETHEE II: preference functions on the
   values.
4. Shares of weightings: numpy.random.default_rng(seed).standard_exponential((draws, criteria),
   dtype=float32), each row divided by its sum, are the weights; count the places of the weighted
   sum.
"""


def export(scorecard: Scorecard, result: Result) -> dict[str, Any]:
    """All in one mapping that JSON can hold; the same however often it is made."""
    return {
        "format": FORMAT,
        "fingerprint": scorecard.fingerprint,
        "scorecard": json.loads(scorecard.snapshot),
        "figures": _figures(scorecard),
        "sheets": _sheets(scorecard),
        "result": result.to_json(),
    }


def archive(scorecard: Scorecard, result: Result) -> bytes:
    """The same as a ZIP of JSON and CSV, to the byte the same however often it is made."""
    told = export(scorecard, result)
    files = {
        "README.txt": README.encode(),
        "scorecard.json": scorecard.snapshot.encode("ascii"),
        "scoring.json": json.dumps(told, ensure_ascii=False, indent=1).encode(),
        "criteria.csv": _criteria_csv(result),
        "figures.csv": csv_of(
            FIGURES, ([one[name] for name in FIGURES] for one in told["figures"])
        ),
        "scores.csv": csv_of(SCORES, _score_lines(told["sheets"])),
        "results.csv": results_csv(result),
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as bundle:
        for name, content in files.items():
            bundle.writestr(zipfile.ZipInfo(name, EPOCH), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


FIGURES = ("candidate", "criterion", "value", "source")
SCORES = ("candidate", "evaluator", "criterion", "points", "reason")


def _figures(scorecard: Scorecard) -> list[dict[str, Any]]:
    rows = (
        Figure.objects.filter(alternative__scorecard=scorecard)
        .select_related("alternative", "criterion")
        .order_by("alternative__code", "criterion__position", "criterion")
    )
    return [
        {
            "candidate": one.alternative.code,
            "criterion": one.criterion.code,
            "value": one.value,
            "source": one.source,
        }
        for one in rows
    ]


def _sheets(scorecard: Scorecard) -> list[dict[str, Any]]:
    """By candidate and number of the evaluator."""
    numbers = number_of(scorecard.fingerprint, scorecard.evaluators.values_list("pk", flat=True))
    sheets = counted(scorecard).select_related("alternative").prefetch_related("scores__criterion")
    told = [_sheet(sheet, numbers[sheet.evaluator_id]) for sheet in sheets]
    return sorted(told, key=lambda one: (one["candidate"], one["evaluator"]))


def _sheet(sheet: ScoreSheet, number: int) -> dict[str, Any]:
    return {
        "candidate": sheet.alternative.code,
        "evaluator": number,
        "remark": sheet.remark,
        "scores": [
            {"criterion": one.criterion.code, "points": one.value, "reason": one.reason}
            for one in sheet.scores.all()
            if one.criterion.kind == CriterionKind.QUALITATIVE
        ],
    }


def _score_lines(sheets: Iterable[dict[str, Any]]) -> Iterable[list[Any]]:
    for sheet in sheets:
        for one in sheet["scores"]:
            yield [
                sheet["candidate"],
                sheet["evaluator"],
                one["criterion"],
                one["points"],
                one["reason"],
            ]


def _criteria_csv(result: Result) -> bytes:
    header = (
        "code",
        "title",
        "area",
        "kind",
        "direction",
        "weight",
        "low",
        "high",
        "unit",
        "alpha",
    )
    rows = (
        [
            one.code,
            one.title,
            one.area,
            one.kind,
            one.direction,
            one.weight,
            one.low,
            one.high,
            one.unit,
            one.alpha,
        ]
        for one in result.criteria
    )
    return csv_of(header, rows)


def results_csv(result: Result) -> bytes:
    """One line per candidate: place, score, and each criterion's joined value."""
    header = ("rank", "code", "title", "score", "reviews", "first_share", "keeps_place")
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
    return csv_of((*header, *(one.code for one in result.criteria)), rows)
