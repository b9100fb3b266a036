"""The board of an akimat, a project being built, and the pages where staff report on it."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from commons.interface.errors import DomainError
from commons.people.models import Person
from commons.territories.models import Akimat
from commons.territories.permissions import require

from .. import links
from ..enums import MilestoneKind, PhotoKind
from ..models import Contract, Milestone, Project
from ..views.finding import person_of, round_of
from . import operations, queries
from .board import board_of
from .errors import DeliveryError
from .forms import ContractForm, MilestoneForm, PaymentForm, PhotoForm
from .permissions import is_delivery_public, may_report
from .states import STATES, state


@require_safe
def board(request: HttpRequest, akimat: Akimat) -> HttpResponse:
    """Everything that residents chose and the akimat builds, by how far it is."""
    found = board_of(akimat, request.GET, timezone.localdate())
    return render(request, "budgeting/board.html", {"board": found})


def _project_of(request: HttpRequest, akimat: Akimat, round_slug: str, pk: int) -> Project:
    """A winner of a published round, or 404."""
    round = round_of(request, akimat, round_slug)
    found = queries.with_photos(Project.objects.filter(round=round).filter(pk=pk))
    project = get_object_or_404(
        found.select_related(
            "proposal__category", "proposal__territory", "envelope__territory"
        ).prefetch_related("milestones", "contracts", "payments")
    )
    project.round = round
    require(is_delivery_public(project))
    return project


@require_safe
def delivery(request: HttpRequest, akimat: Akimat, round_slug: str, pk: int) -> HttpResponse:
    """What was promised, what was done and paid, what it looked like and looks like now."""
    project = _project_of(request, akimat, round_slug, pk)
    context = {
        **_page(project),
        "may_report": may_report(request.user, akimat),
    }
    return render(request, "budgeting/delivery.html", context)


def _page(project: Project) -> dict[str, Any]:
    today = timezone.localdate()
    code = state(project, today)
    label, tone, _column = STATES[code]
    photos = list(project.photos.all())
    before = [photo for photo in photos if photo.kind == PhotoKind.BEFORE]
    after = [photo for photo in photos if photo.kind == PhotoKind.AFTER]
    money = queries.money_of(project)
    call = project.round.call
    return {
        "round": project.round,
        "project": project,
        "proposal": project.proposal,
        "state": code,
        "state_label": label,
        "state_tone": tone,
        "steps": [_step(milestone, today) for milestone in project.milestones.all()],
        "delays": _delays(project),
        "money": money,
        "agreed_share": money.agreed / money.cost if money.cost else 0,
        "paid_share": money.paid / money.cost if money.cost else 0,
        "contracts": queries.contract_payments(project),
        # The first picture of the place beside the newest.
        "before": before[0] if before else None,
        "after": after[-1] if after else None,
        "gallery": [p for p in photos if p not in (before[:1] + after[-1:])],
        "proposal_url": call
        and links.link(
            "proposals:detail", project.round.akimat.slug, call.slug, project.proposal_id
        ),
    }


def _delays(project: Project) -> list[tuple[str, str]]:
    """(reason, the steps that it holds up), each reason once."""
    held_up: dict[str, list[str]] = {}
    for milestone in project.milestones.all():
        if milestone.delay_reason:
            held_up.setdefault(milestone.delay_reason, []).append(milestone.get_kind_display())
    return [(reason, ", ".join(steps)) for reason, steps in held_up.items()]


def _step(milestone: Milestone, today: Any) -> dict[str, Any]:
    late = queries.is_late(milestone, today)
    return {
        "milestone": milestone,
        "title": milestone.get_kind_display(),
        "state": "done" if milestone.done_date else ("late" if late else ""),
        "due": queries.due(milestone),
        "moved": milestone.expected_date and milestone.expected_date != milestone.planned_date,
        "is_late": late,
    }


# --- where staff report ---


def _reported(request: HttpRequest, akimat: Akimat, round_slug: str, pk: int) -> Project:
    require(may_report(request.user, akimat))
    return _project_of(request, akimat, round_slug, pk)


@require_safe
@login_required
def edit(request: HttpRequest, akimat: Akimat, round_slug: str, pk: int) -> HttpResponse:
    """All there is to report on a project, each a link to its form."""
    project = _reported(request, akimat, round_slug, pk)
    held = {milestone.kind: milestone for milestone in project.milestones.all()}
    context = {
        **_page(project),
        "kinds": [(kind, MilestoneKind(kind).label, held.get(kind)) for kind in MilestoneKind],
    }
    return render(request, "budgeting/delivery_edit.html", context)


Submit = Callable[[Any, Person, datetime], object]


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def milestone(
    request: HttpRequest, akimat: Akimat, round_slug: str, pk: int, kind: str
) -> HttpResponse:
    project = _reported(request, akimat, round_slug, pk)
    if kind not in MilestoneKind.values:
        raise Http404
    held = next((m for m in project.milestones.all() if m.kind == kind), None)
    if held and held.done_date:
        return redirect("budgeting:delivery_edit", akimat.slug, round_slug, pk)
    form = MilestoneForm(request.POST or None, kind=kind, held=held)

    def submit(form: MilestoneForm, actor: Person, at: datetime) -> object:
        return operations.set_milestone(
            project=project,
            kind=kind,
            planned_date=form.cleaned_data.get("planned_date"),
            expected_date=form.cleaned_data["expected_date"],
            done_date=form.cleaned_data["done_date"],
            delay_reason=form.reason(),
            actor=actor,
            at=at,
        )

    title = MilestoneKind(kind).label
    return _respond(request, project, form, submit, str(title), held=held)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def contract(request: HttpRequest, akimat: Akimat, round_slug: str, pk: int) -> HttpResponse:
    project = _reported(request, akimat, round_slug, pk)

    def submit(form: ContractForm, actor: Person, at: datetime) -> object:
        return operations.add_contract(project=project, actor=actor, at=at, **form.cleaned_data)

    form = ContractForm(request.POST or None)
    return _respond(request, project, form, submit, _("A contract"))


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def payment(request: HttpRequest, akimat: Akimat, round_slug: str, pk: int) -> HttpResponse:
    project = _reported(request, akimat, round_slug, pk)

    def submit(form: PaymentForm, actor: Person, at: datetime) -> object:
        data = dict(form.cleaned_data)
        chosen: Contract | None = None
        if wanted := data.pop("contract"):
            chosen = next(c for c in project.contracts.all() if str(c.pk) == wanted)
        return operations.add_payment(project=project, contract=chosen, actor=actor, at=at, **data)

    warned = "over_contract" in request.POST or "warned" in request.POST
    form = PaymentForm(request.POST or None, project=project, warned=warned)

    def warn(error: DeliveryError) -> PaymentForm | None:
        """The same form again, with the question that the warning asks."""
        if error.code != "over_contract":
            return None
        asked = PaymentForm(request.POST, project=project, warned=True)
        asked.is_valid()
        return asked

    return _respond(request, project, form, submit, _("A payment"), warn=warn)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def photo(request: HttpRequest, akimat: Akimat, round_slug: str, pk: int) -> HttpResponse:
    project = _reported(request, akimat, round_slug, pk)

    def submit(form: PhotoForm, actor: Person, at: datetime) -> object:
        data = dict(form.cleaned_data)
        upload = data.pop("photo")
        return operations.add_photo(
            project=project, upload=upload, name=upload.name, actor=actor, at=at, **data
        )

    form = PhotoForm(request.POST or None, request.FILES or None)
    return _respond(request, project, form, submit, _("A photo"))


def _respond(
    request: HttpRequest,
    project: Project,
    form: Any,
    submit: Submit,
    title: str,
    *,
    warn: Callable[[DeliveryError], forms.Form | None] | None = None,
    **context: Any,
) -> HttpResponse:
    """The form; on a valid post one operation and back to the overview; on an invalid one 422."""
    akimat, round = project.round.akimat, project.round
    if request.method == "POST" and form.is_valid():
        try:
            submit(form, person_of(request), timezone.now())
        except DomainError as error:
            again = warn(error) if warn and isinstance(error, DeliveryError) else None
            form = again or form
            form.add_error(None, error.message)
        else:
            messages.success(request, _("Reported, and public at once."))
            return redirect("budgeting:delivery_edit", akimat.slug, round.slug, project.pk)
    context |= {
        "round": round,
        "project": project,
        "proposal": project.proposal,
        "form": form,
        "form_title": title,
        "is_file": form.is_multipart(),
    }
    status = 422 if form.errors else 200
    return render(request, "budgeting/delivery_form.html", context, status=status)
