"""Other weights and other methods, tried out on the published values. Nothing is saved."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from commons.interface.errors import DomainError
from commons.scoring.enums import RankingMethod
from commons.scoring.results import what_if as tried
from commons.territories.models import Akimat

from .. import queries
from ..forms.trying import WhatIfForm
from .finding import closed_evaluation, page


@require_safe
def what_if(request: HttpRequest, akimat: Akimat, round_slug: str, pk: int) -> HttpResponse:
    """A form that is sent as an address, so that what was tried can be passed on as a link."""
    round, evaluation = closed_evaluation(request, akimat, round_slug, pk)
    result = queries.result_of(evaluation)
    form = WhatIfForm(request.GET or None, result=result)
    held = {one.alternative.code: one for one in queries.candidates_of(evaluation)}
    context: dict[str, Any] = {
        "evaluation": evaluation,
        "scorecard": evaluation.scorecard,
        "result": result,
        "form": form,
        "is_tried": form.is_bound,
    }
    status = 200
    rows = tried(result)
    if form.is_bound:
        try:
            if form.is_valid():
                rows = tried(result, form.weights(), form.method())
        except DomainError as error:
            form.add_error(None, error.message)
        status = 422 if form.errors else 200
    context["rows"] = [(row, held.get(row.code)) for row in rows]
    context["moved"] = sum(row.moved != 0 for row in rows)
    template = "what_if"
    if request.headers.get("HX-Request"):
        template = "what_if_result"
    return page(request, template, round, status, **context)


@require_safe
def methods(request: HttpRequest, akimat: Akimat, round_slug: str, pk: int) -> HttpResponse:
    """The same weights by three methods side by side."""
    round, evaluation = closed_evaluation(request, akimat, round_slug, pk)
    result = queries.result_of(evaluation)
    held = {one.alternative.code: one for one in queries.candidates_of(evaluation)}
    places = [
        {row.code: row.rank for row in tried(result, method=method)}
        for method in RankingMethod.values
    ]
    rows = [
        (one, held.get(one.code), [by_method[one.code] for by_method in places])
        for one in result.alternatives
    ]
    context: dict[str, Any] = {
        "evaluation": evaluation,
        "scorecard": evaluation.scorecard,
        "result": result,
        "method_names": RankingMethod.choices,
        "rows": [(one, c, ranks, max(ranks) - min(ranks)) for one, c, ranks in rows],
    }
    return page(request, "methods", round, **context)
