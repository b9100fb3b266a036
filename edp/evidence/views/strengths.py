"""The register of strengths."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from commons.interface.errors import DomainError
from commons.interface.spreadsheets import csv_response
from commons.territories.models import Akimat
from commons.territories.permissions import require

from ...models import Asset, AssetRemark, Round
from ...permissions import can_run
from ...views.finding import person_of, round_of
from .. import operations, queries
from ..enums import Dimension, Mobility, RemarkKind
from ..forms import AssetForm, ReasonForm, RemarkForm, WithdrawForm
from ..permissions import can_add, can_change, takes_evidence
from ..words import DIMENSIONS
from .finding import carried_out, page


@require_safe
def register(request: HttpRequest, akimat: Akimat, round_slug: str) -> HttpResponse:
    round = round_of(request, akimat, round_slug)
    rows = queries.assets(round)
    dimension, mobility = request.GET.get("dimension", ""), request.GET.get("mobility", "")
    if dimension in Dimension.values:
        rows = rows.filter(dimension=dimension)
    if mobility in Mobility.values:
        rows = rows.filter(mobility=mobility)
    found = list(rows)
    groups = [
        {
            "code": one.value,
            "title": one.label,
            "text": DIMENSIONS[one],
            "rows": [row for row in found if row.dimension == one],
        }
        for one in Dimension
        if dimension in ("", one.value) or dimension not in Dimension.values
    ]
    return page(
        request,
        "strengths",
        round,
        groups=groups,
        total=len(found),
        dimension=dimension,
        mobility=mobility,
        dimensions=Dimension.choices,
        mobilities=Mobility.choices,
        may_add=can_add(request.user, round),
    )


@require_safe
def table(request: HttpRequest, akimat: Akimat, round_slug: str) -> HttpResponse:
    round = round_of(request, akimat, round_slug)
    header = ["number", "dimension", "mobility", "strength", "why", "language", "source"]
    header += ["link", "place", "sector", "supports", "disputes", "opportunities"]
    return csv_response(
        f"strengths-{round.slug}.csv",
        header,
        (
            [
                row.pk, row.dimension, row.mobility, row.title, row.text, row.language,
                row.source, row.source_url, row.territory.kato if row.territory else "",
                row.sector, row.supports, row.disputes,
                " ".join(str(card.pk) for card in row.built_on),
            ]
            for row in queries.assets(round)
        ),
    )  # fmt: skip


def asset_of(round: Round, pk: int) -> Any:
    return get_object_or_404(queries.assets(round), pk=pk)


@require_safe
def strength(request: HttpRequest, akimat: Akimat, round_slug: str, pk: int) -> HttpResponse:
    round = round_of(request, akimat, round_slug)
    return _strength(request, round, asset_of(round, pk), RemarkForm())


def _strength(
    request: HttpRequest, round: Round, asset: Any, form: RemarkForm, status: int = 200
) -> HttpResponse:
    remarks = list(queries.remarks(asset))
    own = next((one for one in remarks if one.author_id == request.user.pk), None)
    is_author = asset.author_id == request.user.pk
    return page(
        request,
        "strength",
        round,
        asset=asset,
        words=DIMENSIONS[Dimension(asset.dimension)],
        remarks=remarks,
        own=own,
        form=form,
        may_change=can_change(request.user, asset, round),
        may_remark=can_add(request.user, round) and not is_author and own is None,
        may_answer=takes_evidence(round) and (is_author or can_run(request.user, round)),
        may_withdraw_own=takes_evidence(round),
        status=status,
    )


@login_required
def add(request: HttpRequest, akimat: Akimat, round_slug: str) -> HttpResponse:
    round = round_of(request, akimat, round_slug)
    require(can_add(request.user, round))
    form = AssetForm(request.POST or None, round=round)

    def act() -> None:
        operations.add_asset(
            round=round, fields=form.cleaned_data, actor=person_of(request), at=timezone.now()
        )

    if request.method == "POST" and carried_out(form, act):
        messages.success(request, _("The strength is in the register."))
        return redirect("edp:evidence_strengths", akimat.slug, round.slug)
    status = 422 if request.method == "POST" else 200
    return page(request, "strength_edit", round, form=form, status=status)


@login_required
def change(request: HttpRequest, akimat: Akimat, round_slug: str, pk: int) -> HttpResponse:
    round = round_of(request, akimat, round_slug)
    asset: Asset = asset_of(round, pk)
    require(can_change(request.user, asset, round))
    names = AssetForm.field_order
    initial = {name: getattr(asset, name) for name in names}
    form = AssetForm(request.POST or None, round=round, initial=initial)

    def act() -> None:
        operations.change_asset(
            asset=asset, fields=form.cleaned_data, actor=person_of(request), at=timezone.now()
        )

    if request.method == "POST" and carried_out(form, act):
        messages.success(request, _("Saved."))
        return redirect("edp:evidence_strength", akimat.slug, round.slug, pk)
    status = 422 if request.method == "POST" else 200
    return page(request, "strength_edit", round, form=form, asset=asset, status=status)


@login_required
def withdraw(request: HttpRequest, akimat: Akimat, round_slug: str, pk: int) -> HttpResponse:
    round = round_of(request, akimat, round_slug)
    asset: Asset = asset_of(round, pk)
    require(can_change(request.user, asset, round))
    form = WithdrawForm(request.POST or None)

    def act() -> None:
        operations.withdraw_asset(
            asset=asset,
            reason=form.cleaned_data["reason"],
            actor=person_of(request),
            at=timezone.now(),
        )

    if request.method == "POST" and carried_out(form, act):
        messages.success(request, _("The strength is out of the register."))
        return redirect("edp:evidence_strengths", akimat.slug, round.slug)
    status = 422 if request.method == "POST" else 200
    return page(request, "strength_withdraw", round, form=form, asset=asset, status=status)


@login_required
@require_POST
def remark(request: HttpRequest, akimat: Akimat, round_slug: str, pk: int) -> HttpResponse:
    """`kind` is the button that was pressed."""
    round = round_of(request, akimat, round_slug)
    asset = asset_of(round, pk)
    require(can_add(request.user, round))
    form = RemarkForm(request.POST)
    kind = request.POST.get("kind", "")
    if kind not in RemarkKind.values:
        kind = RemarkKind.SUPPORT

    def act() -> None:
        operations.remark_on_asset(
            asset=asset,
            kind=kind,
            text=form.cleaned_data["text"],
            language=form.cleaned_data["language"],
            actor=person_of(request),
            at=timezone.now(),
        )

    if carried_out(form, act):
        messages.success(request, _("Your remark is on the page."))
        return redirect("edp:evidence_strength", akimat.slug, round.slug, pk)
    return _strength(request, round, asset, form, status=422)


def remark_of(round: Round, pk: int) -> AssetRemark:
    rows = AssetRemark.objects.select_related("asset__round")
    return get_object_or_404(
        rows, pk=pk, asset__round=round, withdrawn_at=None, asset__withdrawn_at=None
    )


@login_required
@require_POST
def unremark(request: HttpRequest, akimat: Akimat, round_slug: str, pk: int) -> HttpResponse:
    round = round_of(request, akimat, round_slug)
    held = remark_of(round, pk)
    require(can_change(request.user, held, round))
    try:
        operations.withdraw_remark(remark=held, actor=person_of(request), at=timezone.now())
    except DomainError as error:
        messages.error(request, error.message)
    else:
        messages.success(request, _("The remark is withdrawn."))
    return redirect("edp:evidence_strength", akimat.slug, round.slug, held.asset_id)


@login_required
def answer(request: HttpRequest, akimat: Akimat, round_slug: str, pk: int) -> HttpResponse:
    round = round_of(request, akimat, round_slug)
    held = remark_of(round, pk)
    own = held.asset.author_id == request.user.pk
    require(takes_evidence(round) and (own or can_run(request.user, round)))
    form = ReasonForm(request.POST or None, initial={"text": held.answer})
    form.fields["text"].label = _("Your answer")

    def act() -> None:
        operations.answer_remark(
            remark=held,
            text=form.cleaned_data["text"],
            actor=person_of(request),
            at=timezone.now(),
        )

    if request.method == "POST" and carried_out(form, act):
        messages.success(request, _("Your answer is on the page."))
        return redirect("edp:evidence_strength", akimat.slug, round.slug, held.asset_id)
    status = 422 if request.method == "POST" else 200
    return page(request, "answer", round, form=form, remark=held, asset=held.asset, status=status)
