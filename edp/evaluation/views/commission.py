"""Pages of those who run a round: the commission's members, its sittings, what it decided."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from commons.scoring.enums import ScorecardStatus
from commons.territories.models import Akimat

from ...models import Resolution, Round, Verdict
from ...views.finding import person_of, round_to_run, staff_page
from .. import operations, queries
from ..checks import departures_of, problems_of
from ..forms.commission import (
    DecisionsForm,
    FillForm,
    MemberForm,
    PrepareForm,
    ReasonForm,
    SittingForm,
)
from .finding import Act, address, attempt, go, page, posted, resolution_to_run, status_of

FORM = require_http_methods(["GET", "HEAD", "POST"])


@FORM
@staff_page
@login_required
def commission(request: HttpRequest, akimat: Akimat, round_slug: str) -> HttpResponse:
    """Members, sittings, and the form of a new member."""
    round = round_to_run(request, akimat, round_slug)
    form = MemberForm(posted(request))
    if request.method == "POST":
        actor, at = person_of(request), timezone.now()

        def act() -> object:
            return operations.seat_member(round=round, actor=actor, at=at, **form.cleaned_data)

        if attempt(form, act):
            messages.success(request, _("The member was added."))
            return go("commission", round)
    context: dict[str, Any] = {
        "seats": queries.commission(round),
        "resolutions": queries.resolutions(round),
        "form": form,
    }
    return page(request, "commission", round, status_of(form), **context)


@FORM
@staff_page
@login_required
def member(request: HttpRequest, akimat: Akimat, round_slug: str, pk: int) -> HttpResponse:
    """Change or remove a seat."""
    round = round_to_run(request, akimat, round_slug)
    seat = get_object_or_404(queries.commission(round), pk=pk)
    actor, at = person_of(request), timezone.now()
    if request.method == "POST" and "remove" in request.POST:
        operations.remove_member(seat=seat, actor=actor, at=at)
        messages.success(request, _("The member was removed."))
        return go("commission", round)
    initial = {name: getattr(seat, name) for name in ("name", "position", "sector", "is_chair")}
    form = MemberForm(posted(request), initial=initial)

    def act() -> object:
        return operations.change_member(seat=seat, actor=actor, at=at, **form.cleaned_data)

    if request.method == "POST" and attempt(form, act):
        messages.success(request, _("Saved."))
        return go("commission", round)
    return page(request, "commission_member", round, status_of(form), seat=seat, form=form)


@FORM
@staff_page
@login_required
def resolution_new(request: HttpRequest, akimat: Akimat, round_slug: str) -> HttpResponse:
    """Prepare a sitting: which one, and whose ranking recommends."""
    round = round_to_run(request, akimat, round_slug)
    closed = list(queries.of_round(round).filter(scorecard__status=ScorecardStatus.CLOSED))
    form = PrepareForm(posted(request), closed=closed)
    made: list[Resolution] = []

    def act() -> None:
        made.append(
            operations.prepare_resolution(
                round=round,
                sitting=form.cleaned_data["sitting"],
                evaluation=form.chosen(),
                actor=person_of(request),
                at=timezone.now(),
            )
        )

    if request.method == "POST" and attempt(form, act):
        return go("resolution", round, made[0].pk)
    return page(request, "resolution_new", round, status_of(form), form=form, closed=closed)


@require_safe
@staff_page
@login_required
def resolution(request: HttpRequest, akimat: Akimat, round_slug: str, pk: int) -> HttpResponse:
    """What was recommended beside what is decided so far, and what is still missing."""
    round, found = resolution_to_run(request, akimat, round_slug, pk)
    if found.published_at:
        return go("decision_detail", round, found.pk)
    return _workbench(request, round, found, FillForm(most=found.verdicts.count()))


def _workbench(
    request: HttpRequest, round: Round, found: Resolution, fill: FillForm
) -> HttpResponse:
    verdicts = queries.verdicts_of(found)
    departures = departures_of(verdicts) if all(v.outcome for v in verdicts) else {}
    context: dict[str, Any] = {
        "resolution": found,
        "rows": [(v, departures.get(v.opportunity_id)) for v in verdicts],
        "decided": sum(bool(v.outcome) for v in verdicts),
        "problems": [error.message for error in problems_of(found, verdicts, timezone.now())],
        "form": fill,
    }
    return page(request, "resolution", round, status_of(fill), **context)


@require_POST
@staff_page
@login_required
def resolution_fill(request: HttpRequest, akimat: Akimat, round_slug: str, pk: int) -> HttpResponse:
    """Start from the recommendation."""
    round, found = resolution_to_run(request, akimat, round_slug, pk)
    form = FillForm(request.POST, most=found.verdicts.count())

    def act() -> object:
        return operations.fill_in_as_recommended(
            resolution=found,
            taken=form.cleaned_data["taken"],
            reserve=form.cleaned_data["reserve"],
            actor=person_of(request),
            at=timezone.now(),
        )

    if attempt(form, act):
        messages.success(
            request, _("Filled in as the scores recommend. Now change what was decided otherwise.")
        )
        return go("resolution", round, found.pk)
    return _workbench(request, round, found, form)


@FORM
@staff_page
@login_required
def resolution_sitting(
    request: HttpRequest, akimat: Akimat, round_slug: str, pk: int
) -> HttpResponse:
    """The day, who was present, and a word on the whole."""
    round, found = resolution_to_run(request, akimat, round_slug, pk)
    seats = list(queries.commission(round))
    form = SittingForm(posted(request), resolution=found, seats=seats)

    def act() -> object:
        return operations.set_sitting(
            resolution=found, actor=person_of(request), at=timezone.now(), **form.changes()
        )

    return _answer(request, round, found, form, act, "resolution_sitting", seats=seats)


@FORM
@staff_page
@login_required
def resolution_decisions(
    request: HttpRequest, akimat: Akimat, round_slug: str, pk: int
) -> HttpResponse:
    """Outcome, place and votes of all opportunities on one page."""
    round, found = resolution_to_run(request, akimat, round_slug, pk)
    form = DecisionsForm(posted(request), verdicts=_as_recommended(found))

    def act() -> None:
        actor, at = person_of(request), timezone.now()
        operations.decide_together(resolution=found, decisions=form.decisions(), actor=actor, at=at)

    return _answer(request, round, found, form, act, "resolution_decisions")


def _as_recommended(found: Resolution) -> list[Verdict]:
    """The rows stay where they are while places are being entered."""
    verdicts = queries.verdicts_of(found)
    return sorted(verdicts, key=lambda v: (v.recommended_rank or 9999, v.opportunity_id))


@FORM
@staff_page
@login_required
def resolution_reason(
    request: HttpRequest, akimat: Akimat, round_slug: str, pk: int, verdict_pk: int
) -> HttpResponse:
    """Why the decision on one opportunity is what it is."""
    round, found = resolution_to_run(request, akimat, round_slug, pk)
    verdicts = queries.verdicts_of(found)
    verdict = get_object_or_404(found.verdicts, pk=verdict_pk)
    verdict = next(one for one in verdicts if one.pk == verdict.pk)
    verdict.resolution = found
    departures = departures_of(verdicts) if all(v.outcome for v in verdicts) else {}
    form = ReasonForm(posted(request), verdict=verdict)

    def act() -> object:
        return operations.give_reason(
            verdict=verdict, reason=form.reason(), actor=person_of(request), at=timezone.now()
        )

    context: dict[str, Any] = {
        "verdict": verdict,
        "departure": departures.get(verdict.opportunity_id),
    }
    return _answer(request, round, found, form, act, "resolution_reason", **context)


@FORM
@staff_page
@login_required
def resolution_publish(
    request: HttpRequest, akimat: Akimat, round_slug: str, pk: int
) -> HttpResponse:
    """What publishing does, and the button; what is missing stands here as errors."""
    round, found = resolution_to_run(request, akimat, round_slug, pk)
    if found.published_at:
        return go("decision_detail", round, found.pk)
    form = forms.Form(posted(request))
    if request.method == "POST":
        actor, at = person_of(request), timezone.now()
        problems = problems_of(found, queries.verdicts_of(found), at)
        for problem in problems:
            form.add_error(None, problem.message)

        def act() -> object:
            return operations.publish_resolution(resolution=found, actor=actor, at=at)

        if not problems and attempt(form, act):
            messages.success(request, _("Published. Authors and followers are told."))
            return go("decision_detail", round, found.pk)
    context: dict[str, Any] = {
        "resolution": found,
        "form": form,
        "verdicts": queries.verdicts_of(found),
    }
    return page(request, "resolution_publish", round, status_of(form), **context)


@FORM
@staff_page
@login_required
def resolution_discard(
    request: HttpRequest, akimat: Akimat, round_slug: str, pk: int
) -> HttpResponse:
    round, found = resolution_to_run(request, akimat, round_slug, pk)
    form = forms.Form(posted(request))

    def act() -> object:
        return operations.discard_resolution(
            resolution=found, actor=person_of(request), at=timezone.now()
        )

    if request.method == "POST" and attempt(form, act):
        messages.success(request, _("The draft of the sitting was discarded."))
        return go("commission", round)
    return page(request, "resolution_discard", round, status_of(form), resolution=found, form=form)


def _answer(
    request: HttpRequest,
    round: Round,
    found: Resolution,
    form: forms.Form,
    act: Act,
    template: str,
    **context: Any,
) -> HttpResponse:
    """A form of a draft: saved and back to the workbench, or again with what is wrong."""
    if found.published_at:
        return go("decision_detail", round, found.pk)
    if request.method == "POST" and attempt(form, act):
        messages.success(request, _("Saved."))
        return go("resolution", round, found.pk)
    back = address("resolution", round, found.pk)
    context |= {"resolution": found, "form": form, "back": back}
    return page(request, template, round, status_of(form), **context)
