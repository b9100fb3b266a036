"""Pages of those who run a round: figures of the questions that data answers."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from commons.scoring.forms import FiguresForm
from commons.scoring.models import Criterion
from commons.territories.models import Akimat

from ...models import Evaluation
from ...views.finding import person_of, staff_page
from .. import operations
from ..forms.figures import FiguresImportForm
from .finding import attempt, evaluation_to_run, go, page, posted, status_of

FORM = require_http_methods(["GET", "HEAD", "POST"])


def _asked(evaluation: Evaluation) -> list[Criterion]:
    held = evaluation.scorecard.criteria.filter(kind="number").prefetch_related("figures")
    return list(held.order_by("position", "pk"))


@require_safe
@staff_page
@login_required
def figures(request: HttpRequest, akimat: Akimat, round_slug: str, pk: int) -> HttpResponse:
    """Questions answered by data, and how many figures each has."""
    round, evaluation = evaluation_to_run(request, akimat, round_slug, pk)
    context: dict[str, Any] = {
        "evaluation": evaluation,
        "scorecard": evaluation.scorecard,
        "rows": [(one, len(one.figures.all())) for one in _asked(evaluation)],
        "total": evaluation.candidates.count(),
    }
    return page(request, "figures", round, **context)


@FORM
@staff_page
@login_required
def of_criterion(
    request: HttpRequest, akimat: Akimat, round_slug: str, pk: int, criterion_pk: int
) -> HttpResponse:
    """One question: its source and a value for each opportunity."""
    round, evaluation = evaluation_to_run(request, akimat, round_slug, pk)
    found = get_object_or_404(evaluation.scorecard.criteria, pk=criterion_pk, kind="number")
    alternatives = list(evaluation.scorecard.alternatives.order_by("pk"))
    form = FiguresForm(posted(request), criterion=found, alternatives=alternatives)

    def act() -> object:
        return operations.enter_figures(
            criterion=found,
            values={one: form.values()[one.pk] for one in alternatives},
            source=form.cleaned_data["source"],
            actor=person_of(request),
            at=timezone.now(),
        )

    if request.method == "POST" and attempt(form, act):
        messages.success(request, _("Saved."))
        return go("evaluation_figures", round, evaluation.pk)
    context: dict[str, Any] = {
        "evaluation": evaluation,
        "scorecard": evaluation.scorecard,
        "criterion": found,
        "form": form,
    }
    return page(request, "figures_of", round, status_of(form), **context)


@FORM
@staff_page
@login_required
def paste(request: HttpRequest, akimat: Akimat, round_slug: str, pk: int) -> HttpResponse:
    """Many figures at once; all lines or none."""
    round, evaluation = evaluation_to_run(request, akimat, round_slug, pk)
    criteria = _asked(evaluation)
    form = FiguresImportForm(
        posted(request),
        request.FILES if request.method == "POST" else None,
        alternatives=list(evaluation.scorecard.alternatives.order_by("pk")),
        criteria=criteria,
    )

    def act() -> object:
        return operations.import_figures(
            lines=form.lines, actor=person_of(request), at=timezone.now()
        )

    if request.method == "POST" and attempt(form, act):
        n = len(form.lines)
        words = ngettext("%(n)s figure was taken over.", "%(n)s figures were taken over.", n)
        messages.success(request, words % {"n": n})
        return go("evaluation_figures", round, evaluation.pk)
    context: dict[str, Any] = {
        "evaluation": evaluation,
        "scorecard": evaluation.scorecard,
        "criteria": criteria,
        "candidates": evaluation.candidates.select_related("alternative").order_by("pk"),
        "form": form,
    }
    return page(request, "figures_import", round, status_of(form), **context)
