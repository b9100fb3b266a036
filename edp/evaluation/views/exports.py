"""Everything needed to compute the ranking again, as files, and how to do it."""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from commons.scoring import queries as scoring_queries
from commons.scoring.exporting import archive, export, results_csv
from commons.scoring.freezing import still_holds
from commons.territories.models import Akimat
from commons.territories.permissions import require

from ...models import Evaluation
from .. import queries, tables
from .finding import closed_evaluation, evaluation_of, page


@require_safe
def recompute(request: HttpRequest, akimat: Akimat, round_slug: str, pk: int) -> HttpResponse:
    round, evaluation = evaluation_of(request, akimat, round_slug, pk)
    scorecard = evaluation.scorecard
    require(bool(scorecard.fingerprint))
    context: dict[str, Any] = {
        "evaluation": evaluation,
        "scorecard": scorecard,
        "holds": still_holds(scorecard),
        "result": scoring_queries.result_of(scorecard),
    }
    return page(request, "recompute", round, **context)


@require_safe
def scorecard_json(request: HttpRequest, akimat: Akimat, round_slug: str, pk: int) -> HttpResponse:
    """To the byte what was frozen: its SHA-256 is the fingerprint."""
    _round, evaluation = evaluation_of(request, akimat, round_slug, pk)
    require(bool(evaluation.scorecard.snapshot))
    content = evaluation.scorecard.snapshot.encode("ascii")
    return _file(content, "application/json", evaluation, "scorecard.json")


@require_safe
def result_json(request: HttpRequest, akimat: Akimat, round_slug: str, pk: int) -> HttpResponse:
    """Everything in one file: what was frozen, every mark with its reason, the result."""
    _round, evaluation = closed_evaluation(request, akimat, round_slug, pk)
    told = export(evaluation.scorecard, queries.result_of(evaluation))
    response = JsonResponse(told, json_dumps_params={"ensure_ascii": False, "indent": 1})
    return _named(response, evaluation, "scoring.json")


@require_safe
def archive_zip(request: HttpRequest, akimat: Akimat, round_slug: str, pk: int) -> HttpResponse:
    """The same as tables for spreadsheets, with a file that says how to recompute."""
    _round, evaluation = closed_evaluation(request, akimat, round_slug, pk)
    content = archive(evaluation.scorecard, queries.result_of(evaluation))
    return _file(content, "application/zip", evaluation, "scoring.zip")


@require_safe
def ranking_csv(request: HttpRequest, akimat: Akimat, round_slug: str, pk: int) -> HttpResponse:
    _round, evaluation = closed_evaluation(request, akimat, round_slug, pk)
    content = results_csv(queries.result_of(evaluation))
    return _file(content, "text/csv; charset=utf-8", evaluation, "ranking.csv")


@require_safe
def scores_csv(request: HttpRequest, akimat: Akimat, round_slug: str, pk: int) -> HttpResponse:
    """Every mark and reason; who gave it is a number."""
    _round, evaluation = closed_evaluation(request, akimat, round_slug, pk)
    content = tables.scores(scoring_queries.reviews(evaluation.scorecard))
    return _file(content, "text/csv; charset=utf-8", evaluation, "scores.csv")


def _file(content: bytes, kind: str, evaluation: Evaluation, name: str) -> HttpResponse:
    return _named(HttpResponse(content, content_type=kind), evaluation, name)


def _named(response: HttpResponse, evaluation: Evaluation, name: str) -> HttpResponse:
    file = f"{evaluation.round.slug}-{evaluation.pk}-{name}"
    response["Content-Disposition"] = f'attachment; filename="{file}"'
    return response
