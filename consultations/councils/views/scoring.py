"""The working group scores; staff open and close the scoring; everybody reads the ranking."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from commons.people.views.access import person_of, posted, staff_page
from commons.scoring import operations as scoring
from commons.scoring import queries as scoring_queries
from commons.scoring.enums import ScorecardStatus
from commons.scoring.errors import ScoringError
from commons.scoring.forms import ConflictForm, SheetForm
from commons.scoring.models import Criterion, Scorecard, ScoreSheet
from commons.scoring.permissions import may_score, owns
from commons.territories.models import Akimat
from commons.territories.permissions import require

from .. import formation_queries, operations, permissions
from ..enums import FormationStatus, TieRule
from ..forms.formations import CloseForm, OpenScoringForm, WordForm
from ..models import Application, Formation
from .finding import attempt, formation_of, formation_to_run, go, page, status_of

FORM = require_http_methods(["GET", "HEAD", "POST"])


@FORM
@staff_page
@login_required
def open_it(request: HttpRequest, akimat: Akimat, pk: int) -> HttpResponse:
    """Deals the applications out to the working group; before it, the word for lots. `do=word`."""
    found = formation_to_run(request, akimat, pk)
    require(found.status == FormationStatus.ANNOUNCED and found.scorecard is not None)
    needs_word = found.tie_rule == TieRule.LOT and not found.tie_word
    sent, naming = posted(request), request.POST.get("do") == "word"
    word = WordForm(sent if naming else None)
    form = OpenScoringForm(None if naming else sent)

    def enter(actor: Any, at: Any) -> object:
        told = word.cleaned_data["word"]
        return operations.enter_tie_word(formation=found, word=told, actor=actor, at=at)

    def act(actor: Any, at: Any) -> object:
        closes_at = form.cleaned_data["closes_at"]
        return operations.open_scoring(formation=found, closes_at=closes_at, actor=actor, at=at)

    if naming and attempt(request, word, enter, _("The word is entered and public.")):
        return go("formation_scoring", akimat, found.pk)
    if not naming and attempt(request, form, act, _("The scoring is open. The group is told.")):
        return go("formation_manage", akimat, found.pk)
    context = {
        "formation": found,
        "council": found.council,
        "form": form,
        "word": word,
        "needs_word": needs_word,
        "counts": formation_queries.counts(found),
        "group": formation_queries.group(found),
    }
    return page(request, "scoring_open", akimat, status_of(form, word), **context)


@FORM
@staff_page
@login_required
def close(request: HttpRequest, akimat: Akimat, pk: int) -> HttpResponse:
    """Computes the ranking and publishes it; missing sheets need a public reason."""
    found = formation_to_run(request, akimat, pk)
    require(found.status == FormationStatus.SCORING)
    outstanding = scoring_queries.outstanding(_card(found))
    form = CloseForm(posted(request), missing=len(outstanding))

    def act(actor: Any, at: Any) -> object:
        return operations.close_scoring(formation=found, reason=form.reason(), actor=actor, at=at)

    if attempt(request, form, act, _("The scoring is closed, and the ranking is public.")):
        return go("formation_selection", akimat, found.pk)
    context = {"formation": found, "council": found.council, "form": form}
    return page(
        request, "scoring_close", akimat, status_of(form), outstanding=outstanding, **context
    )


@require_safe
@login_required
def sheets(request: HttpRequest, akimat: Akimat, pk: int) -> HttpResponse:
    """The score sheets of a member of the working group."""
    found = _scored_by(request, akimat, pk)
    held = list(formation_queries.sheets_of(person_of(request), found))
    return page(
        request,
        "sheets",
        akimat,
        formation=found,
        council=found.council,
        scorecard=found.scorecard,
        sheets=held,
        submitted=sum(one.submitted_at is not None for one in held),
        is_open=_card(found).status == ScorecardStatus.OPEN,
    )


@FORM
@login_required
def sheet(request: HttpRequest, akimat: Akimat, pk: int, sheet_pk: int) -> HttpResponse:
    """Points and reasons; "save" keeps whatever is there, "hand in" asks for all of it."""
    found, held, application = _own_sheet(request, akimat, pk, sheet_pk)
    criteria = list(scoring_queries.criteria_of(_card(found)))
    if not may_score(held, request.user, timezone.now()):
        return _read(request, akimat, found, held, application, criteria)
    form = SheetForm(posted(request), sheet=held, criteria=criteria)
    handing_in = "submit" in request.POST
    if request.method == "POST" and form.is_valid() and _kept(request, held, form, handing_in):
        if handing_in:
            messages.success(request, _("Handed in. Thank you."))
            return go("formation_sheets", akimat, found.pk)
        messages.success(request, _("Saved. You can go on at any time."))
        return go("formation_sheet", akimat, found.pk, held.pk)
    return page(
        request,
        "sheet",
        akimat,
        status_of(form),
        formation=found,
        council=found.council,
        sheet=held,
        application=application,
        form=form,
    )


def _kept(request: HttpRequest, held: ScoreSheet, form: SheetForm, handing_in: bool) -> bool:
    """Save in any case, so that a refused handing in loses nothing."""
    actor, at = person_of(request), timezone.now()
    try:
        form.sheet = scoring.save_sheet(sheet=held, actor=actor, at=at, **form.saved())
        if handing_in:
            scoring.submit_sheet(sheet=held, actor=actor, at=at)
    except ScoringError as error:
        form.refuse(error)
        if error.code == "sheet_incomplete":
            form.keep_version()
        return False
    return True


def _read(
    request: HttpRequest,
    akimat: Akimat,
    found: Formation,
    held: ScoreSheet,
    application: Application,
    criteria: list[Criterion],
) -> HttpResponse:
    """A sheet that cannot change any more."""
    given = {score.criterion_id: score for score in held.scores.all()}
    return page(
        request,
        "sheet_read",
        akimat,
        formation=found,
        council=found.council,
        sheet=held,
        application=application,
        answers=[(one, given.get(one.pk)) for one in criteria],
        is_open=_card(found).status == ScorecardStatus.OPEN,
    )


@FORM
@login_required
def conflict(request: HttpRequest, akimat: Akimat, pk: int, sheet_pk: int) -> HttpResponse:
    """Declares a conflict of interest: the sheet goes to somebody else."""
    found, held, application = _own_sheet(request, akimat, pk, sheet_pk)
    require(_card(found).status == ScorecardStatus.OPEN)
    form = ConflictForm(posted(request))

    def act(actor: Any, at: Any) -> object:
        return scoring.declare_conflict(
            evaluator=held.evaluator,
            alternative=held.alternative,
            reason=form.cleaned_data["reason"],
            at=at,
        )

    if attempt(request, form, act, _("Declared. The sheet goes to somebody else.")):
        return go("formation_sheets", akimat, found.pk)
    context = {"formation": found, "council": found.council, "sheet": held, "form": form}
    return page(request, "conflict", akimat, status_of(form), application=application, **context)


@require_safe
def ranking(request: HttpRequest, akimat: Akimat, pk: int) -> HttpResponse:
    """What the scores say, before the rules of the law are applied to it."""
    found = formation_of(request, akimat, pk)
    require(permissions.shows_ranking(found))
    result = formation_queries.result_of(found)
    if result is None:
        raise Http404
    rows = formation_queries.applications(found).values_list("number", "pk")
    urls = {
        str(number): reverse("consultations:formation_scores", args=[akimat.slug, found.pk, key])
        for number, key in rows
    }
    return page(
        request,
        "ranking",
        akimat,
        formation=found,
        council=found.council,
        scorecard=found.scorecard,
        result=result,
        urls=urls,
    )


@require_safe
def scores(request: HttpRequest, akimat: Akimat, pk: int, application_pk: int) -> HttpResponse:
    """Points and reasons for one application, with evaluators as numbers."""
    found = formation_of(request, akimat, pk)
    require(permissions.shows_ranking(found))
    result = formation_queries.result_of(found)
    one = formation_queries.applications(found).filter(pk=application_pk).first()
    if result is None or one is None or one.alternative is None:
        raise Http404
    standing = result.by_code.get(one.alternative.code)
    return page(
        request,
        "scores",
        akimat,
        formation=found,
        council=found.council,
        application=one,
        result=result,
        standing=standing,
        cells=list(zip(result.criteria, standing.cells, strict=True)) if standing else [],
        reviews=scoring_queries.reviews(_card(found), one.alternative),
    )


def _card(found: Formation) -> Scorecard:
    if found.scorecard is None:
        raise Http404
    return found.scorecard


def _scored_by(request: HttpRequest, akimat: Akimat, pk: int) -> Formation:
    """A formation whose scoring was opened, for its working group; 404 for everybody else."""
    found = formation_of(request, akimat, pk)
    require(_card(found).status != ScorecardStatus.DRAFT)
    require(permissions.group_seat(request.user, found) is not None)
    return found


def _own_sheet(
    request: HttpRequest, akimat: Akimat, pk: int, sheet_pk: int
) -> tuple[Formation, ScoreSheet, Application]:
    found = _scored_by(request, akimat, pk)
    held = scoring_queries.sheet_with_scores(sheet_pk)
    if held is None or not owns(held, request.user):
        raise Http404
    require(held.evaluator.scorecard_id == found.scorecard_id)
    application = formation_queries.applications(found).get(alternative=held.alternative_id)
    application.formation = found
    return found, held, application
