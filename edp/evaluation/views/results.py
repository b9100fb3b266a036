"""After the close: one opportunity with its scores and reasons, and how sure the order is."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from commons.scoring import queries as scoring_queries
from commons.territories.models import Akimat

from .. import queries
from .finding import closed_evaluation, links_of, page


@require_safe
def candidate(
    request: HttpRequest, akimat: Akimat, round_slug: str, pk: int, candidate_pk: int
) -> HttpResponse:
    """Its points and the reasons for them, with evaluators as numbers."""
    round, evaluation = closed_evaluation(request, akimat, round_slug, pk)
    found = get_object_or_404(queries.candidates_of(evaluation), pk=candidate_pk)
    result = queries.result_of(evaluation)
    standing = result.by_code.get(found.alternative.code)
    context: dict[str, Any] = {
        "evaluation": evaluation,
        "scorecard": evaluation.scorecard,
        "candidate": found,
        "proposal": found.opportunity.proposal,
        "result": result,
        "standing": standing,
        "cells": list(zip(result.criteria, standing.cells, strict=True)) if standing else [],
        "reviews": scoring_queries.reviews(evaluation.scorecard, found.alternative),
        "total": len(result.alternatives),
    }
    return page(request, "candidate", round, **context)


@require_safe
def robustness(request: HttpRequest, akimat: Akimat, round_slug: str, pk: int) -> HttpResponse:
    """What if the weights had been others; how far evaluators agree; who marks harshly."""
    round, evaluation = closed_evaluation(request, akimat, round_slug, pk)
    result = queries.result_of(evaluation)
    context: dict[str, Any] = {
        "evaluation": evaluation,
        "scorecard": evaluation.scorecard,
        "result": result,
        "links": links_of(round, evaluation),
    }
    return page(request, "robustness", round, **context)
