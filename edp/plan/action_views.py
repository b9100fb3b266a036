"""An action on its way: the ex ante check, the approval, the states that follow."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from commons.interface.errors import DomainError
from commons.interface.official import read_texts
from commons.territories.models import Akimat

from ..models import Round
from ..views.finding import frame, person_of, staff_page
from . import operations
from .editing_views import READ_OR_WRITE, plan_to_write, refused, respond, sent, to_edit
from .enums import ACTION_TRANSITIONS, ActionStatus
from .forms import ExAnteForm, StatusForm
from .models import Action, ExAnte
from .operations.actions import lacking


def _action(round: Round, pk: int) -> Action:
    rows = Action.objects.filter(objective__priority__round=round)
    return get_object_or_404(rows.select_related("ex_ante", "objective__priority__round"), pk=pk)


def _check_of(action: Action) -> ExAnte | None:
    return getattr(action, "ex_ante", None)


@staff_page
@login_required
@READ_OR_WRITE
def ex_ante(request: HttpRequest, akimat: Akimat, round_slug: str, pk: int) -> HttpResponse:
    round, _plan = plan_to_write(request, akimat, round_slug)
    action = _action(round, pk)
    check = _check_of(action)
    form = ExAnteForm(sent(request), akimat=akimat, round=round, row=check)
    saved: Any = ()
    if request.method == "POST" and form.is_valid():
        try:
            operations.save_ex_ante(
                action=action,
                version=form.seen,
                texts=form.read_texts(),
                values=form.values(),
                confirmed=form.confirmed,
                actor=person_of(request),
                at=timezone.now(),
            )
        except DomainError as error:
            saved = refused(form, error, check or ExAnte.objects.filter(action=action).first())
        else:
            messages.success(request, _("The check is saved."))
            return redirect("edp:plan_approve", akimat.slug, round.slug, pk)
    lead = _(
        "Before an action is approved, somebody asks whether it is needed, by how many, and who "
        "pays for it once it stands. Readers of the plan see the answers."
    )
    title = _("Ex ante check: %(action)s") % {"action": str(action)}
    return respond(request, round, form, title, saved=saved, row=check, lead=lead)


@staff_page
@login_required
@READ_OR_WRITE
def approve(request: HttpRequest, akimat: Akimat, round_slug: str, pk: int) -> HttpResponse:
    """Shows the check and what it still lacks; a press of the button approves."""
    round, _plan = plan_to_write(request, akimat, round_slug)
    action = _action(round, pk)
    error = ""
    if request.method == "POST":
        try:
            operations.approve_action(action=action, actor=person_of(request), at=timezone.now())
        except DomainError as refusal:
            error = refusal.message
        else:
            messages.success(request, _("The action is approved."))
            return to_edit(round, f"action-{pk}")
    check = _check_of(action)
    may = ActionStatus.APPROVED in ACTION_TRANSITIONS[action.status]
    context = frame(
        request,
        round,
        action=action,
        check=check,
        lacking=lacking(check),
        may_approve=may,
        error=error,
    )
    return render(request, "edp/plan/approve.html", context, status=422 if error else 200)


@staff_page
@login_required
@READ_OR_WRITE
def state(request: HttpRequest, akimat: Akimat, round_slug: str, pk: int) -> HttpResponse:
    round, _plan = plan_to_write(request, akimat, round_slug)
    action = _action(round, pk)
    order = [code for code in ActionStatus.values if code in ACTION_TRANSITIONS[action.status]]
    choices = [code for code in order if code != ActionStatus.APPROVED]
    form = StatusForm(sent(request), choices=choices)
    if request.method == "POST" and form.is_valid():
        try:
            operations.set_action_status(
                action=action,
                status=form.cleaned_data["status"],
                reason=read_texts(form.cleaned_data, "reason"),
                actor=person_of(request),
                at=timezone.now(),
            )
        except DomainError as error:
            form.add_error(None, error.message)
        else:
            messages.success(request, _("The new state is public on the monitoring page."))
            return to_edit(round, f"action-{pk}")
    title = _("How it stands: %(action)s") % {"action": str(action)}
    lead = _("Now: %(state)s.") % {"state": action.get_status_display()}
    return respond(request, round, form, title, lead=lead, is_final=not choices)
