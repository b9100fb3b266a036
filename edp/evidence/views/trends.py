"""Notes on trends."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from commons.interface.errors import DomainError
from commons.territories.models import Akimat
from commons.territories.permissions import require

from ...models import Round, TrendNote
from ...views.finding import person_of, round_of
from .. import operations, queries
from ..forms import TrendForm
from ..permissions import can_add, can_change
from .finding import carried_out, page


@require_safe
def notes(request: HttpRequest, akimat: Akimat, round_slug: str) -> HttpResponse:
    round = round_of(request, akimat, round_slug)
    found = Paginator(queries.trends(round), 20).get_page(request.GET.get("page"))
    rows = [{"note": one, "may_change": can_change(request.user, one, round)} for one in found]
    may_add = can_add(request.user, round)
    return page(request, "trends", round, page=found, rows=rows, may_add=may_add)


@login_required
def add(request: HttpRequest, akimat: Akimat, round_slug: str) -> HttpResponse:
    round = round_of(request, akimat, round_slug)
    require(can_add(request.user, round))
    form = TrendForm(request.POST or None)

    def act() -> None:
        operations.add_trend(
            round=round, fields=form.cleaned_data, actor=person_of(request), at=timezone.now()
        )

    if request.method == "POST" and carried_out(form, act):
        messages.success(request, _("The note is on the page."))
        return redirect("edp:evidence_trends", akimat.slug, round.slug)
    status = 422 if request.method == "POST" else 200
    return page(request, "trend_edit", round, form=form, status=status)


def note_of(round: Round, pk: int) -> TrendNote:
    return get_object_or_404(queries.trends(round).select_related("round__akimat"), pk=pk)


@login_required
def change(request: HttpRequest, akimat: Akimat, round_slug: str, pk: int) -> HttpResponse:
    round = round_of(request, akimat, round_slug)
    note = note_of(round, pk)
    require(can_change(request.user, note, round))
    initial = {name: getattr(note, name) for name in TrendForm.field_order}
    form = TrendForm(request.POST or None, initial=initial)

    def act() -> None:
        operations.change_trend(
            note=note, fields=form.cleaned_data, actor=person_of(request), at=timezone.now()
        )

    if request.method == "POST" and carried_out(form, act):
        messages.success(request, _("Saved."))
        return redirect("edp:evidence_trends", akimat.slug, round.slug)
    status = 422 if request.method == "POST" else 200
    return page(request, "trend_edit", round, form=form, note=note, status=status)


@login_required
@require_POST
def withdraw(request: HttpRequest, akimat: Akimat, round_slug: str, pk: int) -> HttpResponse:
    round = round_of(request, akimat, round_slug)
    note = note_of(round, pk)
    require(can_change(request.user, note, round))
    try:
        operations.withdraw_trend(note=note, actor=person_of(request), at=timezone.now())
    except DomainError as error:
        messages.error(request, error.message)
    return redirect("edp:evidence_trends", akimat.slug, round.slug)
