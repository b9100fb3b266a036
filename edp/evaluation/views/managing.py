"""Pages of those who run a round: set an evaluation up, open it, keep it going, close it."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from commons.people.models import Organisation
from commons.scoring import operations as scoring
from commons.scoring import queries as scoring_queries
from commons.scoring.enums import ScorecardStatus
from commons.territories.models import Akimat

from ...models import Evaluation, Round
from ...views.finding import person_of, round_to_run, staff_page
from .. import operations, queries
from ..assignment import table_of
from ..checks import faults_of
from ..forms.preparing import (
    CandidatesForm,
    CapacityForm,
    CloseForm,
    ExtendForm,
    InviteForm,
    NewEvaluationForm,
    SeatForm,
)
from .finding import attempt, evaluation_to_run, go, page, posted, status_of

FORM = require_http_methods(["GET", "HEAD", "POST"])


@FORM
@staff_page
@login_required
def new(request: HttpRequest, akimat: Akimat, round_slug: str) -> HttpResponse:
    """From a ready-made scorecard or a blank one."""
    round = round_to_run(request, akimat, round_slug)
    form = NewEvaluationForm(posted(request))
    made: list[Evaluation] = []

    def act() -> None:
        made.append(
            operations.create_evaluation(
                round=round,
                template=form.cleaned_data["template"],
                title=form.title(),
                actor=person_of(request),
                at=timezone.now(),
            )
        )

    if request.method == "POST" and attempt(form, act):
        return go("evaluation_manage", round, made[0].pk)
    return page(request, "new", round, status_of(form), form=form)


@require_safe
@staff_page
@login_required
def manage(request: HttpRequest, akimat: Akimat, round_slug: str, pk: int) -> HttpResponse:
    """What is there, what is missing, and what comes next."""
    round, evaluation = evaluation_to_run(request, akimat, round_slug, pk)
    scorecard = evaluation.scorecard
    is_draft = scorecard.status == ScorecardStatus.DRAFT
    context: dict[str, Any] = {
        "evaluation": evaluation,
        "scorecard": scorecard,
        "is_draft": is_draft,
        "is_open": scorecard.status == ScorecardStatus.OPEN,
        "problems": faults_of(evaluation) if is_draft else [],
        "criteria": scoring_queries.criteria_of(scorecard),
        "figures_asked": scorecard.criteria.filter(kind="number").count(),
        "candidate_count": evaluation.candidates.count(),
        "progress": scoring_queries.progress(scorecard),
        "conflicts": queries.conflicts_of(evaluation),
    }
    return page(request, "manage", round, **context)


@FORM
@staff_page
@login_required
def candidates(request: HttpRequest, akimat: Akimat, round_slug: str, pk: int) -> HttpResponse:
    """Which opportunities are scored."""
    round, evaluation = evaluation_to_run(request, akimat, round_slug, pk)
    held = queries.opportunities_of(evaluation)
    eligible = list(queries.eligible(evaluation))
    form = CandidatesForm(posted(request), eligible=eligible, held=held)

    def act() -> None:
        told: dict[str, Any] = {
            "evaluation": evaluation,
            "actor": person_of(request),
            "at": timezone.now(),
        }
        operations.withdraw(opportunities=form.removed(), **told)
        operations.put_forward(opportunities=form.added(), **told)

    if request.method == "POST" and attempt(form, act):
        messages.success(request, _("Saved."))
        return go("evaluation_manage", round, evaluation.pk)
    return _form(request, round, evaluation, form, "candidates")


@FORM
@staff_page
@login_required
def evaluators(request: HttpRequest, akimat: Akimat, round_slug: str, pk: int) -> HttpResponse:
    """Who scores: those of the round who are ticked, and experts by e-mail."""
    round, evaluation = evaluation_to_run(request, akimat, round_slug, pk)
    sent = posted(request)
    inviting = "invite" in request.POST
    free = list(queries.free_stakeholders(evaluation))
    seat = SeatForm(sent if not inviting else None, free=free)
    organisations = list(Organisation.objects.filter(akimat=round.akimat).order_by("name", "pk"))
    invite = InviteForm(sent if inviting else None, organisations=organisations)
    told: dict[str, Any] = {"actor": person_of(request), "at": timezone.now()}

    def act_invite() -> None:
        operations.invite_evaluator(evaluation=evaluation, **invite.values(), **told)

    def act_seat() -> None:
        operations.seat_stakeholders(evaluation=evaluation, stakeholders=seat.chosen(), **told)

    form: forms.Form = invite if inviting else seat
    if sent is not None and attempt(form, act_invite if inviting else act_seat):
        messages.success(request, _("Saved. Assign the sheets when everybody is there."))
        return go("evaluation_evaluators", round, evaluation.pk)
    context: dict[str, Any] = {
        "evaluation": evaluation,
        "form": form,
        "seat_form": seat,
        "invite_form": invite,
        "balance": queries.evaluator_balance(evaluation),
        "seated": queries.evaluators_of(evaluation),
    }
    return page(request, "evaluators", round, status_of(seat, invite), **context)


@FORM
@staff_page
@login_required
def evaluator(
    request: HttpRequest, akimat: Akimat, round_slug: str, pk: int, evaluator_pk: int
) -> HttpResponse:
    """The most sheets of one evaluator, or take the seat back."""
    round, evaluation = evaluation_to_run(request, akimat, round_slug, pk)
    found = get_object_or_404(queries.evaluators_of(evaluation), pk=evaluator_pk)
    actor, at = person_of(request), timezone.now()
    removing = "remove" in request.POST
    form = CapacityForm(posted(request), evaluator=found)

    def act() -> object:
        if removing:
            return scoring.unseat_evaluator(evaluator=found, actor=actor, at=at)
        capacity = form.cleaned_data["capacity"]
        return scoring.change_seat(evaluator=found, capacity=capacity, actor=actor, at=at)

    if request.method == "POST" and attempt(form, act):
        messages.success(request, _("Removed.") if removing else _("Saved."))
        return go("evaluation_evaluators", round, evaluation.pk)
    return _form(request, round, evaluation, form, "evaluator", evaluator=found)


@FORM
@staff_page
@login_required
def assignment(request: HttpRequest, akimat: Akimat, round_slug: str, pk: int) -> HttpResponse:
    """Who scores what; the button shares the sheets out."""
    round, evaluation = evaluation_to_run(request, akimat, round_slug, pk)
    form = forms.Form(posted(request))

    def act() -> object:
        return scoring.assign(
            scorecard=evaluation.scorecard, actor=person_of(request), at=timezone.now()
        )

    if request.method == "POST" and attempt(form, act):
        messages.success(request, _("The sheets are shared out."))
        return go("evaluation_assignment", round, evaluation.pk)
    return _form(
        request, round, evaluation, form, "assignment", table=table_of(evaluation.scorecard)
    )


@FORM
@staff_page
@login_required
def open_it(request: HttpRequest, akimat: Akimat, round_slug: str, pk: int) -> HttpResponse:
    """What opening does, what it freezes, and the button."""
    round, evaluation = evaluation_to_run(request, akimat, round_slug, pk)
    if evaluation.scorecard.status != ScorecardStatus.DRAFT:
        return go("evaluation_manage", round, evaluation.pk)
    form = forms.Form(posted(request))

    def act() -> object:
        return operations.open_evaluation(
            evaluation=evaluation, actor=person_of(request), at=timezone.now()
        )

    if request.method == "POST" and attempt(form, act):
        messages.success(request, _("The scoring is open, and the evaluators are told."))
        return go("evaluation_manage", round, evaluation.pk)
    problems = faults_of(evaluation)
    return _form(request, round, evaluation, form, "open", problems=problems)


@FORM
@staff_page
@login_required
def extend(request: HttpRequest, akimat: Akimat, round_slug: str, pk: int) -> HttpResponse:
    round, evaluation = evaluation_to_run(request, akimat, round_slug, pk)
    form = ExtendForm(posted(request))

    def act() -> object:
        return scoring.extend_scoring(
            scorecard=evaluation.scorecard,
            closes_at=form.cleaned_data["closes_at"],
            actor=person_of(request),
            at=timezone.now(),
        )

    if request.method == "POST" and attempt(form, act):
        messages.success(request, _("The evaluators have more time."))
        return go("evaluation_manage", round, evaluation.pk)
    return _form(request, round, evaluation, form, "extend")


@FORM
@staff_page
@login_required
def remind(request: HttpRequest, akimat: Akimat, round_slug: str, pk: int) -> HttpResponse:
    """Whose sheets are still out, and the button that writes to them."""
    round, evaluation = evaluation_to_run(request, akimat, round_slug, pk)
    form = forms.Form(posted(request))
    told: list[int] = []

    def act() -> None:
        told.append(
            scoring.remind(
                scorecard=evaluation.scorecard, actor=person_of(request), at=timezone.now()
            )
        )

    if request.method == "POST" and attempt(form, act):
        words = ngettext("%(n)s person is reminded.", "%(n)s people are reminded.", told[0])
        messages.success(request, words % {"n": told[0]})
        return go("evaluation_manage", round, evaluation.pk)
    outstanding = scoring_queries.outstanding(evaluation.scorecard)
    return _form(request, round, evaluation, form, "remind", outstanding=outstanding)


@FORM
@staff_page
@login_required
def close(request: HttpRequest, akimat: Akimat, round_slug: str, pk: int) -> HttpResponse:
    """Computes the ranking and makes it public; missing sheets need a public reason."""
    round, evaluation = evaluation_to_run(request, akimat, round_slug, pk)
    if evaluation.scorecard.status == ScorecardStatus.CLOSED:
        return go("evaluation_detail", round, evaluation.pk)
    outstanding = scoring_queries.outstanding(evaluation.scorecard)
    form = CloseForm(posted(request), missing=len(outstanding))

    def act() -> object:
        return operations.close_evaluation(
            evaluation=evaluation, reason=form.reason(), actor=person_of(request), at=timezone.now()
        )

    if request.method == "POST" and attempt(form, act):
        messages.success(request, _("The scoring is closed, and the ranking is public."))
        return go("evaluation_detail", round, evaluation.pk)
    return _form(request, round, evaluation, form, "close", outstanding=outstanding)


@FORM
@staff_page
@login_required
def discard(request: HttpRequest, akimat: Akimat, round_slug: str, pk: int) -> HttpResponse:
    round, evaluation = evaluation_to_run(request, akimat, round_slug, pk)
    form = forms.Form(posted(request))

    def act() -> object:
        return operations.discard_evaluation(
            evaluation=evaluation, actor=person_of(request), at=timezone.now()
        )

    if request.method == "POST" and attempt(form, act):
        messages.success(request, _("The evaluation was discarded."))
        return go("evaluation", round)
    return _form(request, round, evaluation, form, "discard")


def _form(
    request: HttpRequest,
    round: Round,
    evaluation: Evaluation,
    form: forms.Form,
    template: str,
    **context: Any,
) -> HttpResponse:
    context |= {"evaluation": evaluation, "scorecard": evaluation.scorecard, "form": form}
    return page(request, template, round, status_of(form), **context)
