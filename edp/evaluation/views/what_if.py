"""Other weights and other methods, tried out on the published values. Nothing is saved."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from commons.interface.errors import DomainError
from commons.scoring import sentences
from commons.scoring.enums import RankingMethod
from commons.scoring.results import WhatIf
from commons.scoring.results import what_if as tried
from commons.territories.models import Akimat

from .. import queries
from ..forms.trying import WhatIfForm
from .finding import closed_evaluation, page

METHODS = RankingMethod.choices


class _Moved:
    """A line of the order tried out, with how far it moved as two plain numbers."""

    def __init__(self, row: WhatIf) -> None:
        self.code, self.title, self.rank, self.score = row.code, row.title, row.rank, row.score
        self.moved, self.up, self.down = row.moved, max(row.moved, 0), max(-row.moved, 0)


@require_safe
def what_if(request: HttpRequest, akimat: Akimat, round_slug: str, pk: int) -> HttpResponse:
    """A form that is sent as an address, so that what was tried can be passed on as a link."""
    round, evaluation = closed_evaluation(request, akimat, round_slug, pk)
    result = queries.result_of(evaluation)
    form = WhatIfForm.of(request.GET, result)
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
    context["rows"] = [(_Moved(row), held.get(row.code)) for row in rows]
    context["moved"] = sum(row.moved != 0 for row in rows)
    # Going back in the browser asks for the whole page again.
    is_part = request.htmx and not request.htmx.history_restore_request  # type: ignore[attr-defined]
    answer = page(request, "what_if_result" if is_part else "what_if", round, status, **context)
    patch_vary_headers(answer, ["HX-Request"])
    return answer


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
    names = [str(label) for label in RankingMethod.labels]
    rows = []
    for one in result.alternatives:
        ranks = [by_method[one.code] for by_method in places]
        pairs = list(zip(names, ranks, strict=True))
        rows.append((one, held.get(one.code), pairs, max(ranks) - min(ranks)))
    context: dict[str, Any] = {
        "evaluation": evaluation,
        "scorecard": evaluation.scorecard,
        "result": result,
        "method_names": METHODS,
        "result_method": str(RankingMethod(result.method).label),
        "explained": [(str(label), sentences.method(code)) for code, label in METHODS],
        "rows": rows,
    }
    return page(request, "methods", round, **context)
