"""Pages of those who run a round: the scorecard's rules, questions and weights while a draft."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from commons.scoring import operations as scoring
from commons.scoring import queries as scoring_queries
from commons.scoring import sentences
from commons.scoring.forms import (
    AnchorsForm,
    AreasForm,
    ComparisonsForm,
    CriterionForm,
    RulesForm,
    SwingForm,
    WeightsForm,
)
from commons.scoring.models import Criterion
from commons.scoring.weighting import consistency, shares
from commons.territories.models import Akimat

from ...models import Evaluation, Round
from ...views.finding import person_of, staff_page
from .finding import Act, attempt, evaluation_to_run, go, page, posted, status_of

FORM = require_http_methods(["GET", "HEAD", "POST"])


def _told(request: HttpRequest) -> dict[str, Any]:
    return {"actor": person_of(request), "at": timezone.now()}


def _answer(
    request: HttpRequest,
    round: Round,
    evaluation: Evaluation,
    form: forms.Form,
    act: Act,
    template: str,
    to: str = "evaluation_manage",
    **context: Any,
) -> HttpResponse:
    if request.method == "POST" and attempt(form, act):
        messages.success(request, _("Saved."))
        return go(to, round, evaluation.pk)
    context |= {"evaluation": evaluation, "scorecard": evaluation.scorecard, "form": form}
    return page(request, template, round, status_of(form), **context)


@FORM
@staff_page
@login_required
def rules(request: HttpRequest, akimat: Akimat, round_slug: str, pk: int) -> HttpResponse:
    round, evaluation = evaluation_to_run(request, akimat, round_slug, pk)
    scorecard = evaluation.scorecard
    form = RulesForm(posted(request), scorecard=scorecard)

    def act() -> object:
        return scoring.change_scorecard(scorecard=scorecard, **form.values(), **_told(request))

    return _answer(request, round, evaluation, form, act, "rules")


@FORM
@staff_page
@login_required
def areas(request: HttpRequest, akimat: Akimat, round_slug: str, pk: int) -> HttpResponse:
    """Headings under which questions stand."""
    round, evaluation = evaluation_to_run(request, akimat, round_slug, pk)
    scorecard = evaluation.scorecard
    form = AreasForm(posted(request), scorecard=scorecard)

    def act() -> object:
        return scoring.set_areas(scorecard=scorecard, areas=form.values(), **_told(request))

    return _answer(request, round, evaluation, form, act, "areas", "evaluation_criteria")


@require_safe
@staff_page
@login_required
def criteria(request: HttpRequest, akimat: Akimat, round_slug: str, pk: int) -> HttpResponse:
    round, evaluation = evaluation_to_run(request, akimat, round_slug, pk)
    held = list(scoring_queries.criteria_of(evaluation.scorecard))
    context: dict[str, Any] = {
        "evaluation": evaluation,
        "scorecard": evaluation.scorecard,
        "criteria": list(zip(held, shares(held), strict=True)),
        "bare": [one.pk for one in held if one.kind == "scale" and not _has_ends(one)],
    }
    return page(request, "criteria", round, **context)


def _has_ends(one: Criterion) -> bool:
    return {one.low, one.high} <= {anchor.value for anchor in one.anchors.all()}


@FORM
@staff_page
@login_required
def criterion_new(request: HttpRequest, akimat: Akimat, round_slug: str, pk: int) -> HttpResponse:
    """A new question; what its points mean is asked next."""
    round, evaluation = evaluation_to_run(request, akimat, round_slug, pk)
    scorecard = evaluation.scorecard
    form = CriterionForm(posted(request), scorecard=scorecard)
    made: list[Criterion] = []

    def act() -> None:
        made.append(scoring.add_criterion(scorecard=scorecard, **form.values(), **_told(request)))

    if request.method == "POST" and attempt(form, act):
        messages.success(request, _("The question was added. Say what its points mean."))
        return go("evaluation_criterion", round, evaluation.pk, made[0].pk, fragment="#points")
    context: dict[str, Any] = {"evaluation": evaluation, "scorecard": scorecard, "form": form}
    return page(request, "criterion", round, status_of(form), **context)


@FORM
@staff_page
@login_required
def criterion(
    request: HttpRequest, akimat: Akimat, round_slug: str, pk: int, criterion_pk: int
) -> HttpResponse:
    """Change a question, what its points mean, or remove it."""
    round, evaluation = evaluation_to_run(request, akimat, round_slug, pk)
    scorecard = evaluation.scorecard
    found = get_object_or_404(scorecard.criteria.prefetch_related("anchors"), pk=criterion_pk)
    told = _told(request)
    sent_data = posted(request)
    what = next((one for one in ("anchors", "remove") if one in request.POST), "criterion")
    form = CriterionForm(
        sent_data if what == "criterion" else None, scorecard=scorecard, criterion=found
    )
    anchors = (
        AnchorsForm(sent_data if what == "anchors" else None, criterion=found)
        if found.kind == "scale"
        else None
    )
    removing = forms.Form(sent_data if what == "remove" else None)
    acts: dict[str, tuple[forms.Form | None, Act]] = {
        "criterion": (
            form,
            lambda: scoring.change_criterion(criterion=found, **form.values(), **told),
        ),
        "anchors": (
            anchors,
            lambda: scoring.set_anchors(
                criterion=found, anchors=anchors.values() if anchors else {}, **told
            ),
        ),
        "remove": (removing, lambda: scoring.remove_criterion(criterion=found, **told)),
    }
    sent, act = acts[what]
    if sent_data is not None and sent is not None and attempt(sent, act):
        messages.success(request, _("Saved."))
        return go("evaluation_criteria", round, evaluation.pk)
    context: dict[str, Any] = {
        "evaluation": evaluation,
        "scorecard": scorecard,
        "criterion": found,
        "form": sent or form,
        "criterion_form": form,
        "anchors_form": anchors,
    }
    status = 422 if sent_data is not None else 200
    return page(request, "criterion", round, status, **context)


@FORM
@staff_page
@login_required
def weights(request: HttpRequest, akimat: Akimat, round_slug: str, pk: int) -> HttpResponse:
    """Weights as numbers."""
    round, evaluation = evaluation_to_run(request, akimat, round_slug, pk)
    scorecard = evaluation.scorecard
    held = list(scoring_queries.criteria_of(scorecard))
    form = WeightsForm(posted(request), criteria=held)

    def act() -> object:
        return scoring.set_weights(scorecard=scorecard, weights=form.values(), **_told(request))

    return _answer(
        request,
        round,
        evaluation,
        form,
        act,
        "weights",
        "evaluation_weights",
        criteria=list(zip(held, shares(held), strict=True)),
        how="direct",
    )


@FORM
@staff_page
@login_required
def swing(request: HttpRequest, akimat: Akimat, round_slug: str, pk: int) -> HttpResponse:
    """Weights by how much it would matter to go from the worst to the best."""
    round, evaluation = evaluation_to_run(request, akimat, round_slug, pk)
    scorecard = evaluation.scorecard
    held = list(scoring_queries.criteria_of(scorecard).select_related("swing"))
    form = SwingForm(posted(request), criteria=held)

    def act() -> object:
        return scoring.set_swing(scorecard=scorecard, points=form.values(), **_told(request))

    return _answer(
        request,
        round,
        evaluation,
        form,
        act,
        "weights",
        "evaluation_swing",
        criteria=list(zip(held, shares(held), strict=True)),
        how="swing",
    )


@FORM
@staff_page
@login_required
def pairs(request: HttpRequest, akimat: Akimat, round_slug: str, pk: int) -> HttpResponse:
    """Weights by comparing the questions in pairs (AHP), and how far the answers agree."""
    round, evaluation = evaluation_to_run(request, akimat, round_slug, pk)
    scorecard = evaluation.scorecard
    held = list(scoring_queries.criteria_of(scorecard))
    compared = list(scorecard.comparisons.all())
    form = ComparisonsForm(posted(request), criteria=held, comparisons=compared)
    found = consistency(held, compared)

    def act() -> object:
        return scoring.set_comparisons(scorecard=scorecard, ratios=form.values(), **_told(request))

    return _answer(
        request,
        round,
        evaluation,
        form,
        act,
        "weights",
        "evaluation_pairs",
        criteria=list(zip(held, shares(held), strict=True)),
        how="pairs",
        fits=sentences.consistency(found) if compared else [],
        fits_well=found is None or found.acceptable,
        too_many=len(held) > 15,
    )
