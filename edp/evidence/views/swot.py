"""The SWOT that the room writes together."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from commons.interface.errors import DomainError
from commons.interface.spreadsheets import csv_response
from commons.people.models import Person
from commons.territories.models import Akimat
from commons.territories.permissions import require

from ...models import Round, SwotItem
from ...permissions import can_run
from ...views.finding import person_of, round_of, round_to_run, staff_page
from .. import operations, queries
from ..enums import Quadrant
from ..forms import MergeForm, SwotForm
from ..permissions import can_add, can_change
from ..words import QUADRANTS
from .finding import carried_out, page


@require_safe
def board(request: HttpRequest, akimat: Akimat, round_slug: str) -> HttpResponse:
    round = round_of(request, akimat, round_slug)
    return _board(request, round, SwotForm())


def _board(request: HttpRequest, round: Round, form: SwotForm, status: int = 200) -> HttpResponse:
    person = request.user if isinstance(request.user, Person) else None
    found = list(queries.swot(round, person))
    may_add = can_add(request.user, round)
    quadrants = [
        {
            "code": one.value,
            "title": one.label,
            "text": QUADRANTS[one],
            "rows": [
                {"item": row, "may_withdraw": may_add and can_change(request.user, row, round)}
                for row in found
                if row.quadrant == one
            ],
        }
        for one in Quadrant
    ]
    return page(
        request,
        "swot",
        round,
        quadrants=quadrants,
        total=len(found),
        form=form,
        may_add=may_add,
        may_merge=may_add and can_run(request.user, round),
        status=status,
    )


@login_required
@require_POST
def add(request: HttpRequest, akimat: Akimat, round_slug: str) -> HttpResponse:
    round = round_of(request, akimat, round_slug)
    require(can_add(request.user, round))
    form = SwotForm(request.POST)

    def act() -> None:
        operations.add_swot_item(
            round=round, **form.cleaned_data, actor=person_of(request), at=timezone.now()
        )

    if carried_out(form, act):
        messages.success(request, _("Your entry stands in the table. You are its first supporter."))
        return redirect("edp:evidence_swot", akimat.slug, round.slug)
    return _board(request, round, form, status=422)


def item_of(round: Round, pk: int) -> SwotItem:
    rows = SwotItem.objects.select_related("round__akimat")
    return get_object_or_404(rows, pk=pk, round=round, withdrawn_at=None, merged_into=None)


@login_required
@require_POST
def act_on(request: HttpRequest, akimat: Akimat, round_slug: str, pk: int) -> HttpResponse:
    """`do` is support, unsupport or withdraw."""
    round = round_of(request, akimat, round_slug)
    item = item_of(round, pk)
    require(can_add(request.user, round))
    person, at, wanted = person_of(request), timezone.now(), request.POST.get("do", "")
    try:
        if wanted == "withdraw":
            require(can_change(person, item, round))
            operations.withdraw_item(item=item, actor=person, at=at)
        else:
            operations.set_support(item=item, supports=wanted == "support", actor=person, at=at)
    except DomainError as error:
        messages.error(request, error.message)
    return redirect(f"{reverse('edp:evidence_swot', args=[akimat.slug, round.slug])}#item-{pk}")


@staff_page
@require_POST
def agree(request: HttpRequest, akimat: Akimat, round_slug: str, pk: int) -> HttpResponse:
    round = round_to_run(request, akimat, round_slug)
    item = item_of(round, pk)
    try:
        operations.agree_item(
            item=item,
            agreed=request.POST.get("agreed") == "1",
            actor=person_of(request),
            at=timezone.now(),
        )
    except DomainError as error:
        messages.error(request, error.message)
    return redirect("edp:evidence_swot", akimat.slug, round.slug)


@staff_page
def merge(request: HttpRequest, akimat: Akimat, round_slug: str, pk: int) -> HttpResponse:
    round = round_to_run(request, akimat, round_slug)
    item = item_of(round, pk)
    form = MergeForm(request.POST or None, item=item)
    if request.method == "POST":
        form.is_bound = True

    def act() -> None:
        operations.merge_items(
            sources=list(form.cleaned_data["sources"]),
            target=item,
            actor=person_of(request),
            at=timezone.now(),
        )

    if request.method == "POST" and carried_out(form, act):
        messages.success(request, _("Merged. The words of all of them stay readable."))
        return redirect("edp:evidence_swot", akimat.slug, round.slug)
    status = 422 if request.method == "POST" else 200
    return page(request, "swot_merge", round, form=form, item=item, status=status)


@require_safe
def table(request: HttpRequest, akimat: Akimat, round_slug: str) -> HttpResponse:
    round = round_of(request, akimat, round_slug)
    header = ["number", "quadrant", "entry", "language", "sector", "support", "agreed", "merged"]
    return csv_response(
        f"swot-{round.slug}.csv",
        header,
        (
            [
                row.pk, row.quadrant, row.text, row.language, row.sector, row.support_count,
                "yes" if row.agreed_at else "no", " | ".join(one.text for one in row.merged.all()),
            ]
            for row in queries.swot(round)
        ),
    )  # fmt: skip
