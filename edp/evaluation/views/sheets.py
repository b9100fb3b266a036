"""Pages of evaluators: their sheets, one sheet, a declared conflict of interest."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from commons.scoring import operations as scoring
from commons.scoring import queries as scoring_queries
from commons.scoring.enums import ScorecardStatus
from commons.scoring.errors import ScoringError
from commons.scoring.forms import ConflictForm, SheetForm
from commons.scoring.models import Criterion, ScoreSheet
from commons.scoring.permissions import may_score, owns
from commons.territories.models import Akimat
from commons.territories.permissions import require

from ...models import Candidate, Evaluation, Round
from ...views.finding import person_of, round_of
from .. import queries
from ..permissions import evaluator_of
from .finding import go, page, posted, status_of

FORM = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@login_required
def my_sheets(request: HttpRequest, akimat: Akimat) -> HttpResponse:
    """All sheets of the person in the rounds of this akimat, those to be handed in first."""
    sheets = list(queries.sheets_of(person_of(request), akimat))
    due = [sheet for sheet in sheets if sheet.submitted_at is None]
    done = [sheet for sheet in sheets if sheet.submitted_at is not None]
    return render(request, "edp/evaluation/my_sheets.html", {"due": due, "done": done})


@require_safe
@login_required
def sheets(request: HttpRequest, akimat: Akimat, round_slug: str, pk: int) -> HttpResponse:
    """The person's sheets of one evaluation."""
    round, evaluation = _scored_by(request, akimat, round_slug, pk)
    held = list(scoring_queries.sheets_of(person_of(request), evaluation.scorecard))
    context: dict[str, Any] = {
        "evaluation": evaluation,
        "scorecard": evaluation.scorecard,
        "sheets": held,
        "submitted": sum(sheet.submitted_at is not None for sheet in held),
        "is_open": evaluation.scorecard.status == ScorecardStatus.OPEN,
    }
    return page(request, "sheets", round, **context)


@FORM
@login_required
def sheet(
    request: HttpRequest, akimat: Akimat, round_slug: str, pk: int, sheet_pk: int
) -> HttpResponse:
    """Points and reasons; "save" keeps whatever is there, "hand in" asks for all of it."""
    round, evaluation, found, candidate = _own_sheet(request, akimat, round_slug, pk, sheet_pk)
    criteria = list(scoring_queries.criteria_of(evaluation.scorecard))
    at = timezone.now()
    if not may_score(found, request.user, at):
        return _read(request, round, evaluation, found, candidate, criteria)
    form = SheetForm(posted(request), sheet=found, criteria=criteria)
    handing_in = "submit" in request.POST
    if request.method == "POST" and form.is_valid() and _kept(request, found, form, handing_in):
        if handing_in:
            messages.success(request, _("Handed in. Thank you."))
            return go("evaluation_sheets", round, evaluation.pk)
        messages.success(request, _("Saved. You can go on at any time."))
        return go("evaluation_sheet", round, evaluation.pk, found.pk)
    context: dict[str, Any] = {
        "evaluation": evaluation,
        "scorecard": evaluation.scorecard,
        "sheet": found,
        "candidate": candidate,
        "opportunity": candidate.opportunity,
        "proposal": candidate.opportunity.proposal,
        "form": form,
    }
    return page(request, "sheet", round, status_of(form), **context)


def _kept(request: HttpRequest, found: ScoreSheet, form: SheetForm, handing_in: bool) -> bool:
    """Save in any case, so that a refused handing in loses nothing."""
    actor, at = person_of(request), timezone.now()
    try:
        form.sheet = scoring.save_sheet(sheet=found, actor=actor, at=at, **form.saved())
        if handing_in:
            scoring.submit_sheet(sheet=found, actor=actor, at=at)
    except ScoringError as error:
        form.refuse(error)
        if error.code == "sheet_incomplete":
            form.keep_version()
        return False
    return True


def _read(
    request: HttpRequest,
    round: Round,
    evaluation: Evaluation,
    found: ScoreSheet,
    candidate: Candidate,
    criteria: list[Criterion],
) -> HttpResponse:
    """A sheet that cannot change any more, and after the close those of the others."""
    given = {score.criterion_id: score for score in found.scores.all()}
    alternative = found.alternative
    others: list[ScoreSheet] = []
    if scoring_queries.may_see_others(found.evaluator, alternative):
        reviews = scoring_queries.reviews(evaluation.scorecard, alternative)
        others = [one for one in reviews if one.pk != found.pk]
    context: dict[str, Any] = {
        "evaluation": evaluation,
        "scorecard": evaluation.scorecard,
        "sheet": found,
        "candidate": candidate,
        "proposal": candidate.opportunity.proposal,
        "answers": [(one, given.get(one.pk)) for one in criteria if one.kind == "scale"],
        "others": others,
        "is_open": evaluation.scorecard.status == ScorecardStatus.OPEN,
    }
    return page(request, "sheet_read", round, **context)


@FORM
@login_required
def conflict(
    request: HttpRequest, akimat: Akimat, round_slug: str, pk: int, sheet_pk: int
) -> HttpResponse:
    """Declares a conflict of interest: the sheet goes to somebody else."""
    round, evaluation, found, candidate = _own_sheet(request, akimat, round_slug, pk, sheet_pk)
    require(evaluation.scorecard.status == ScorecardStatus.OPEN)
    form = ConflictForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            scoring.declare_conflict(
                evaluator=found.evaluator,
                alternative=found.alternative,
                reason=form.cleaned_data["reason"],
                at=timezone.now(),
            )
        except ScoringError as error:
            form.refuse(error)
        else:
            messages.success(request, _("Declared. The sheet goes to somebody else."))
            return go("evaluation_sheets", round, evaluation.pk)
    context: dict[str, Any] = {
        "evaluation": evaluation,
        "scorecard": evaluation.scorecard,
        "sheet": found,
        "proposal": candidate.opportunity.proposal,
        "form": form,
    }
    return page(request, "conflict", round, status_of(form), **context)


def _scored_by(
    request: HttpRequest, akimat: Akimat, slug: str, pk: int
) -> tuple[Round, Evaluation]:
    """An evaluation that was opened, for its evaluators; 404 for everybody else."""
    round = round_of(request, akimat, slug)
    evaluation = queries.evaluations().filter(pk=pk, round=round).first()
    if evaluation is None or evaluation.scorecard.status == ScorecardStatus.DRAFT:
        raise Http404
    require(evaluator_of(request.user, evaluation) is not None)
    evaluation.round = round
    return round, evaluation


def _own_sheet(
    request: HttpRequest, akimat: Akimat, slug: str, pk: int, sheet_pk: int
) -> tuple[Round, Evaluation, ScoreSheet, Candidate]:
    round, evaluation = _scored_by(request, akimat, slug, pk)
    found = scoring_queries.sheet_with_scores(sheet_pk)
    if found is None or not owns(found, request.user):
        raise Http404
    require(found.evaluator.scorecard_id == evaluation.scorecard_id)
    candidate = queries.candidates_of(evaluation).get(alternative=found.alternative_id)
    return round, evaluation, found, candidate
