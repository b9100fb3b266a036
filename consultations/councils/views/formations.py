"""One formation: what everybody reads, and what staff set up before it is announced."""

from typing import Any

from django import forms
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from commons.people.views.access import posted, staff_page
from commons.scoring import queries as scoring_queries
from commons.scoring.forms import WeightsForm
from commons.scoring.weighting import shares as weight_shares
from commons.territories.models import Akimat
from commons.territories.permissions import require

from ... import links
from ...periods import periods_of
from .. import (
    composition,
    course,
    formation_queries,
    operations,
    permissions,
    queries,
    rules,
    shares,
)
from ..enums import FormationStatus
from ..forms.formations import (
    ExtendForm,
    FormationForm,
    GroupForm,
    NewFormationForm,
    PlanForm,
    ReasonForm,
)
from ..models import Formation, GroupMember
from ..wording import why_published
from .finding import (
    attempt,
    council_to_run,
    formation_of,
    formation_to_run,
    go,
    page,
    status_of,
)

FORM = require_http_methods(["GET", "HEAD", "POST"])
PER_PAGE = 25


@require_safe
def formation(request: HttpRequest, akimat: Akimat, pk: int) -> HttpResponse:
    """What is asked, who decides, how far it is, and in the end who was taken and why."""
    found, at = formation_of(request, akimat, pk), timezone.now()
    counts = formation_queries.counts(found)
    group = formation_queries.group(found)
    mine = None
    if request.user.is_authenticated:
        mine = formation_queries.application_of(request.user, found)
    criteria = []
    if found.scorecard is not None:
        rows = list(scoring_queries.criteria_of(found.scorecard))
        criteria = list(zip(rows, weight_shares(rows), strict=True))
    state = sum(one.sector == composition.STATE for one in group)
    return page(
        request,
        "formation",
        akimat,
        formation=found,
        council=found.council,
        counts=counts,
        plan=formation_queries.plan_rows(found),
        group=group,
        group_state=state,
        group_most=shares.most(len(group), periods_of(akimat).state_percent),
        criteria=criteria,
        steps=course.steps(found, at, counts),
        is_late=course.is_late(found, at),
        is_open=formation_queries.takes_applications(found, at),
        is_lot=formation_queries.is_by_lot(found),
        mine=mine,
        seat=permissions.group_seat(request.user, found),
        may_read=permissions.can_read_applications(request.user, found),
        shows_names=permissions.shows_names(found),
        shows_ranking=permissions.shows_ranking(found),
        draw_url=draw_url(found),
    )


@require_safe
def applicants(request: HttpRequest, akimat: Akimat, pk: int) -> HttpResponse:
    """Who applied, who was not admitted and why, who was taken and why."""
    found = formation_of(request, akimat, pk)
    require(permissions.shows_names(found))
    rows = Paginator(formation_queries.public_applications(found), PER_PAGE)
    shown = rows.get_page(request.GET.get("page"))
    return page(
        request,
        "applicants",
        akimat,
        formation=found,
        council=found.council,
        page=shown,
        rows=[(one, why_published(one)) for one in shown],
        counts=formation_queries.counts(found),
    )


@FORM
@staff_page
@login_required
def new(request: HttpRequest, akimat: Akimat, pk: int) -> HttpResponse:
    """For the free seats of a council."""
    council = council_to_run(request, akimat, pk)
    require(council.ended_on is None)
    vacant = queries.composition(council).vacant
    form = NewFormationForm(posted(request), initial={"seats": vacant, "method": "competition"})
    made: list[Formation] = []

    def act(actor: Any, at: Any) -> None:
        data = form.cleaned_data
        made.append(operations.create_formation(council=council, actor=actor, at=at, **data))

    if attempt(request, form, act):
        return go("formation_manage", akimat, made[0].pk)
    context = {"council": council, "form": form, "vacant": vacant}
    return page(request, "formation_new", akimat, status_of(form), **context)


@require_safe
@staff_page
@login_required
def manage(request: HttpRequest, akimat: Akimat, pk: int) -> HttpResponse:
    """What is there, what is missing, and what comes next."""
    found, at = formation_to_run(request, akimat, pk), timezone.now()
    counts = formation_queries.counts(found)
    progress = None
    if found.scorecard is not None and found.status == FormationStatus.SCORING:
        progress = scoring_queries.progress(found.scorecard)
    return page(
        request,
        "manage",
        akimat,
        formation=found,
        council=found.council,
        is_draft=found.status == FormationStatus.DRAFT,
        problems=rules.faults(found, at) if found.status == FormationStatus.DRAFT else [],
        counts=counts,
        sectors=formation_queries.sector_counts(found),
        plan=formation_queries.plan_rows(found),
        group=formation_queries.group(found),
        progress=progress,
        is_open=formation_queries.takes_applications(found, at),
        is_lot=formation_queries.is_by_lot(found),
        is_late=course.is_late(found, at),
        draw_url=draw_url(found) or links.link("draw_new", akimat, found.pk),
    )


@FORM
@staff_page
@login_required
def edit(request: HttpRequest, akimat: Akimat, pk: int) -> HttpResponse:
    found = _draft(request, akimat, pk)
    form = FormationForm(posted(request), formation=found)

    def act(actor: Any, at: Any) -> object:
        return operations.change_formation(formation=found, actor=actor, at=at, **form.values())

    return _form(request, akimat, found, form, act, "formation_form", _("Saved."))


@FORM
@staff_page
@login_required
def plan(request: HttpRequest, akimat: Akimat, pk: int) -> HttpResponse:
    """Seats by sector."""
    found = _draft(request, akimat, pk)
    form = PlanForm(posted(request), plan=formation_queries.plan_rows(found))

    def act(actor: Any, at: Any) -> object:
        return operations.set_plan(formation=found, plan=form.values(), actor=actor, at=at)

    allowed = rules.state_seats(found.seats, queries.composition(found.council))
    return _form(request, akimat, found, form, act, "plan", _("Saved."), allowed=allowed)


@FORM
@staff_page
@login_required
def weights(request: HttpRequest, akimat: Akimat, pk: int) -> HttpResponse:
    """What weighs how much: published with the announcement."""
    found = _draft(request, akimat, pk)
    require(found.scorecard is not None)
    assert found.scorecard is not None
    criteria = list(scoring_queries.criteria_of(found.scorecard))
    form = WeightsForm(posted(request), criteria=criteria)

    def act(actor: Any, at: Any) -> object:
        return operations.set_weights(formation=found, weights=form.values(), actor=actor, at=at)

    return _form(request, akimat, found, form, act, "weights", _("Saved."), criteria=criteria)


@FORM
@staff_page
@login_required
def group(request: HttpRequest, akimat: Akimat, pk: int) -> HttpResponse:
    """The working group: add somebody, name the head, take somebody off. `do` says which."""
    found = formation_to_run(request, akimat, pk)
    require(found.status in (FormationStatus.DRAFT, FormationStatus.ANNOUNCED))
    do = request.POST.get("do", "")
    if do in ("head", "remove"):
        return _change_group(request, akimat, found, do)
    form = GroupForm(posted(request), akimat=akimat)

    def act(actor: Any, at: Any) -> object:
        return operations.add_to_group(formation=found, actor=actor, at=at, **form.values())

    if attempt(request, form, act, _("Added.")):
        return go("formation_group", akimat, found.pk)
    return _group_page(request, akimat, found, form)


def _change_group(request: HttpRequest, akimat: Akimat, found: Formation, do: str) -> HttpResponse:
    key = request.POST.get("member", "")
    rows = GroupMember.objects.filter(formation=found)
    member = get_object_or_404(rows, pk=int(key) if key.isdecimal() else 0)
    member.formation = found
    form = forms.Form(request.POST)

    def act(actor: Any, at: Any) -> None:
        change = operations.set_head if do == "head" else operations.remove_from_group
        change(member=member, actor=actor, at=at)

    if attempt(request, form, act, _("Saved.")):
        return go("formation_group", akimat, found.pk)
    return _group_page(request, akimat, found, GroupForm(akimat=akimat), refused=form)


def _group_page(
    request: HttpRequest,
    akimat: Akimat,
    found: Formation,
    form: GroupForm,
    refused: forms.Form | None = None,
) -> HttpResponse:
    rows = formation_queries.group(found)
    return page(
        request,
        "group",
        akimat,
        status_of(*(one for one in (form, refused) if one is not None)),
        formation=found,
        council=found.council,
        form=form,
        refused=refused or forms.Form(),
        group=rows,
        group_state=sum(one.sector == composition.STATE for one in rows),
        group_most=shares.most(len(rows), periods_of(akimat).state_percent),
    )


@FORM
@staff_page
@login_required
def announce(request: HttpRequest, akimat: Akimat, pk: int) -> HttpResponse:
    """What is fixed from now on, and the button."""
    found, at = _draft(request, akimat, pk), timezone.now()
    form = forms.Form(posted(request))

    def act(actor: Any, at: Any) -> object:
        return operations.announce_formation(formation=found, actor=actor, at=at)

    if attempt(request, form, act, _("Announced. Everybody can read it and apply.")):
        return go("formation", akimat, found.pk)
    context = {"problems": rules.faults(found, at), "is_lot": formation_queries.is_by_lot(found)}
    return _page(request, akimat, found, "announce", form, **context)


@FORM
@staff_page
@login_required
def extend(request: HttpRequest, akimat: Akimat, pk: int) -> HttpResponse:
    found = formation_to_run(request, akimat, pk)
    require(found.status == FormationStatus.ANNOUNCED)
    form = ExtendForm(posted(request))

    def act(actor: Any, at: Any) -> object:
        until = form.cleaned_data["until"]
        return operations.extend_applications(formation=found, until=until, actor=actor, at=at)

    return _form(request, akimat, found, form, act, "extend", _("There is more time to apply."))


@FORM
@staff_page
@login_required
def cancel(request: HttpRequest, akimat: Akimat, pk: int) -> HttpResponse:
    found = formation_to_run(request, akimat, pk)
    require(found.status not in (FormationStatus.DRAFT, FormationStatus.SEATED))
    require(found.status != FormationStatus.CANCELLED)
    form = ReasonForm(posted(request), label=_("Why it is called off"))

    def act(actor: Any, at: Any) -> object:
        return operations.cancel_formation(
            formation=found, reason=form.reason(), actor=actor, at=at
        )

    return _form(request, akimat, found, form, act, "cancel", _("Called off. Applicants are told."))


@FORM
@staff_page
@login_required
def discard(request: HttpRequest, akimat: Akimat, pk: int) -> HttpResponse:
    """Throw a draft away, after asking."""
    found = _draft(request, akimat, pk)
    council_pk = found.council_id
    form = forms.Form(posted(request))

    def act(actor: Any, at: Any) -> object:
        return operations.discard_formation(formation=found, actor=actor, at=at)

    if attempt(request, form, act, _("The draft is gone.")):
        return go("council", akimat, council_pk)
    return _page(request, akimat, found, "discard", form)


def draw_url(formation: Formation) -> str:
    """The page of the draw, where that part has one for this formation."""
    draw = getattr(formation, "draw", None)
    return links.link("draw", formation.council.akimat, draw.pk) if draw is not None else ""


def _draft(request: HttpRequest, akimat: Akimat, pk: int) -> Formation:
    found = formation_to_run(request, akimat, pk)
    require(found.status == FormationStatus.DRAFT)
    return found


def _form(
    request: HttpRequest,
    akimat: Akimat,
    found: Formation,
    form: forms.Form,
    act: Any,
    template: str,
    done: str,
    **context: Any,
) -> HttpResponse:
    if attempt(request, form, act, done):
        return go("formation_manage", akimat, found.pk)
    return _page(request, akimat, found, template, form, **context)


def _page(
    request: HttpRequest,
    akimat: Akimat,
    found: Formation,
    template: str,
    form: forms.Form,
    **context: Any,
) -> HttpResponse:
    context |= {"formation": found, "council": found.council, "form": form}
    return page(request, template, akimat, status_of(form), **context)
