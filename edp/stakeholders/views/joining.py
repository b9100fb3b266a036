"""Asking for a seat, and naming somebody who should have one."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from commons.interface.errors import DomainError
from commons.people.enums import Sector
from commons.territories.models import Akimat
from commons.territories.permissions import require

from ...views.finding import frame, person_of, round_of
from .. import operations, queries
from ..enums import StakeholderStatus
from ..forms import JoinForm, NominateForm
from ..permissions import can_nominate, signup_is_open


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def join(request: HttpRequest, akimat: Akimat, round_slug: str) -> HttpResponse:
    round = round_of(request, akimat, round_slug)
    person, at = person_of(request), timezone.now()
    mine = queries.of_person(person, round)
    if request.method == "POST" and request.POST.get("withdraw") and mine:
        return _withdrawn(request, akimat, round_slug)
    is_open = signup_is_open(round, at)
    stands = (StakeholderStatus.INVITED, StakeholderStatus.APPLIED, StakeholderStatus.ACCEPTED)
    may_ask = is_open and (mine is None or mine.status not in (*stands, StakeholderStatus.REFUSED))
    form = JoinForm(request.POST or None, round=round, person=person)
    status = 200
    if request.method == "POST" and may_ask:
        if form.is_valid():
            data = {**form.cleaned_data, "shows_name": form.cleaned_data["shows_name"] == "yes"}
            name = form.found.name if form.found else data.pop("organisation")
            data.pop("match", None), data.pop("organisation", None)
            try:
                operations.sign_up(
                    round=round, person=person, organisation_name=name, at=at, **data
                )
            except DomainError as error:
                form.add_error(None, error.message)
            else:
                messages.success(request, _("Thank you. The akimat reads it and answers you."))
                return redirect("edp:people_join", akimat.slug, round.slug)
        status = 422
    context = {"form": form, "mine": mine, "is_open": is_open, "may_ask": may_ask}
    found = frame(request, round, **context)
    return render(request, "edp/stakeholders/join.html", found, status=status)


def _withdrawn(request: HttpRequest, akimat: Akimat, round_slug: str) -> HttpResponse:
    round = round_of(request, akimat, round_slug)
    person = person_of(request)
    mine = queries.of_person(person, round)
    require(mine is not None)
    assert mine is not None
    try:
        operations.withdraw_application(stakeholder=mine, at=timezone.now(), actor=person)
    except DomainError as error:
        messages.error(request, error.message)
    else:
        messages.success(request, _("Your sign-up is taken back."))
    return redirect("edp:people_join", akimat.slug, round.slug)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def nominate(request: HttpRequest, akimat: Akimat, round_slug: str) -> HttpResponse:
    """`?sector=` comes from the note on the sector that is missing."""
    round = round_of(request, akimat, round_slug)
    require(can_nominate(request.user, round))
    wanted = request.GET.get("sector", "")
    initial = {"sector": wanted if wanted in Sector.values else ""}
    form = NominateForm(request.POST or None, initial=initial)
    status = 200
    if request.method == "POST":
        if form.is_valid():
            try:
                operations.nominate(
                    round=round,
                    made_by=person_of(request),
                    at=timezone.now(),
                    **form.cleaned_data,
                )
            except DomainError as error:
                form.add_error(None, error.message)
            else:
                messages.success(
                    request, _("Thank you. The akimat decides whether to invite this person.")
                )
                return redirect("edp:people", akimat.slug, round.slug)
        status = 422
    found = frame(request, round, form=form)
    return render(request, "edp/stakeholders/nominate.html", found, status=status)
