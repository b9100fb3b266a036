"""The scorings of a round, and one of them: by what, by whom, how far, and what came out."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from commons.scoring import queries as scoring_queries
from commons.scoring.enums import ScorecardStatus
from commons.scoring.weighting import shares
from commons.territories.models import Akimat

from ...models import Evaluation, Round
from ...permissions import can_run
from ...views.finding import round_of
from .. import queries
from ..permissions import can_see_result, evaluator_of
from .finding import evaluation_of, links_of, page


@require_safe
def overview(request: HttpRequest, akimat: Akimat, round_slug: str) -> HttpResponse:
    """How priorities are chosen in this round, step by step, and every scoring of it."""
    round = round_of(request, akimat, round_slug)
    may_run = can_run(request.user, round)
    held = queries.of_round(round) if may_run else queries.public(round)
    context: dict[str, Any] = {
        "evaluations": held,
        "resolutions": queries.published(round),
        "my_sheets": _sheets_of(request, round),
    }
    return page(request, "overview", round, **context)


def _sheets_of(request: HttpRequest, round: Round) -> int:
    if not request.user.is_authenticated:
        return 0
    mine = queries.sheets_of(request.user, round.akimat)
    return mine.filter(evaluator__scorecard__evaluation__round=round).count()


@require_safe
def detail(request: HttpRequest, akimat: Akimat, round_slug: str, pk: int) -> HttpResponse:
    round, evaluation = evaluation_of(request, akimat, round_slug, pk)
    scorecard = evaluation.scorecard
    seat = evaluator_of(request.user, evaluation)
    criteria = list(scoring_queries.criteria_of(scorecard))
    context: dict[str, Any] = {
        "evaluation": evaluation,
        "scorecard": scorecard,
        "criteria": list(zip(criteria, shares(criteria), strict=True)),
        "progress": scoring_queries.progress(scorecard),
        "balance": queries.evaluator_balance(evaluation),
        "evaluators": queries.evaluators_of(evaluation),
        "seat": seat,
        "is_draft": scorecard.status == ScorecardStatus.DRAFT,
        "is_open": scorecard.status == ScorecardStatus.OPEN,
    }
    if can_see_result(evaluation):
        return page(request, "ranking", round, **context, **_ranking(round, evaluation))
    context["candidates"] = queries.candidates_of(evaluation)
    return page(request, "detail", round, **context)


def _ranking(round: Round, evaluation: Evaluation) -> dict[str, Any]:
    result = queries.result_of(evaluation)
    return {"result": result, "links": links_of(round, evaluation)}
