"""The library of what was tried elsewhere. It belongs to all akimats."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from commons.interface.errors import DomainError
from commons.territories.models import Akimat
from commons.territories.permissions import require

from ...enums import RoundStatus
from ...models import LibraryLink
from ...permissions import can_contribute
from ...queries import rounds
from ...views.finding import person_of, staff_page
from .. import operations, queries
from ..enums import PolicyArea, Strength
from ..forms import EntryForm, LinkForm
from ..permissions import can_change, can_edit_library
from .finding import carried_out

PER_PAGE = 20


def show(request: HttpRequest, name: str, akimat: Akimat, **context: Any) -> HttpResponse:
    status = context.pop("status", 200)
    context["may_edit"] = can_edit_library(request.user, akimat)
    return render(request, f"edp/evidence/{name}.html", context, status=status)


@require_safe
def shelf(request: HttpRequest, akimat: Akimat) -> HttpResponse:
    rows = queries.library()
    area, words = request.GET.get("area", ""), request.GET.get("q", "").replace("\x00", "")[:100]
    strength = request.GET.get("strength", "")
    if area in PolicyArea.values:
        rows = rows.filter(area=area)
    if strength in {str(value) for value in Strength.values}:
        rows = rows.filter(strength__gte=int(strength))
    rows = queries.matching(rows, words)
    return show(
        request,
        "library",
        akimat,
        page=Paginator(rows, PER_PAGE).get_page(request.GET.get("page")),
        area=area,
        words=words,
        strength=strength,
        areas=PolicyArea.choices,
        strengths=[(str(value), label) for value, label in Strength.choices],
    )


@require_safe
def entry(request: HttpRequest, akimat: Akimat, pk: int) -> HttpResponse:
    held = get_object_or_404(queries.library(), pk=pk)
    return _entry(request, akimat, held, LinkForm(rounds=_rounds(request, akimat)))


def _rounds(request: HttpRequest, akimat: Akimat) -> Any:
    """Rounds of this akimat that the reader may bring evidence into."""
    open_ones = rounds.of_akimat(akimat).filter(status=RoundStatus.ANNOUNCED)
    if not request.user.is_authenticated:
        return open_ones.none()
    found = [one.pk for one in open_ones if can_contribute(request.user, one)]
    return open_ones.filter(pk__in=found)


def _entry(
    request: HttpRequest, akimat: Akimat, held: Any, form: LinkForm, status: int = 200
) -> HttpResponse:
    links = [
        {
            "link": one,
            "card": one.opportunity,
            "may_remove": request.user.pk == one.added_by_id,
        }
        for one in queries.links_of_entry(held)
    ]
    return show(
        request,
        "entry",
        akimat,
        entry=held,
        links=links,
        form=form,
        may_link=form.fields["round"].queryset.exists(),  # type: ignore[attr-defined]
        is_ours=held.akimat_id == akimat.pk,
        status=status,
    )


@login_required
@require_POST
def link(request: HttpRequest, akimat: Akimat, pk: int) -> HttpResponse:
    held = get_object_or_404(queries.library(), pk=pk)
    found = _rounds(request, akimat)
    require(found.exists())
    form = LinkForm(request.POST, rounds=found)

    def act() -> None:
        data = form.cleaned_data
        operations.link_entry(
            entry=held,
            round=data["round"],
            opportunity=data["card"],
            why=data["why"],
            language=get_language() or "kk",
            actor=person_of(request),
            at=timezone.now(),
        )

    if carried_out(form, act):
        messages.success(request, _("Linked. The round shows it among its evidence."))
        return redirect("edp:library_entry", akimat.slug, pk)
    return _entry(request, akimat, held, form, status=422)


@login_required
@require_POST
def unlink(request: HttpRequest, akimat: Akimat, pk: int, link_pk: int) -> HttpResponse:
    rows = LibraryLink.objects.select_related("round__akimat", "entry")
    held = get_object_or_404(rows, pk=link_pk, entry=pk, round__akimat=akimat)
    held.author_id = held.added_by_id  # type: ignore[attr-defined]
    require(can_change(request.user, held, held.round))
    try:
        operations.unlink_entry(link=held, actor=person_of(request), at=timezone.now())
    except DomainError as error:
        messages.error(request, error.message)
    return redirect("edp:library_entry", akimat.slug, pk)


@staff_page
def add(request: HttpRequest, akimat: Akimat) -> HttpResponse:
    require(can_edit_library(request.user, akimat))
    form = EntryForm(request.POST or None)

    def act() -> None:
        operations.add_entry(
            akimat=akimat,
            texts=form.texts(),
            fields=form.facts(),
            actor=person_of(request),
            at=timezone.now(),
        )

    if request.method == "POST" and carried_out(form, act):
        messages.success(request, _("The entry is in the library of all akimats."))
        return redirect("edp:library", akimat.slug)
    status = 422 if request.method == "POST" else 200
    return show(request, "entry_edit", akimat, form=form, status=status)


@staff_page
def change(request: HttpRequest, akimat: Akimat, pk: int) -> HttpResponse:
    require(can_edit_library(request.user, akimat))
    held = get_object_or_404(queries.library(), pk=pk, akimat=akimat)
    names = ("area", "strength", "source", "source_url")
    initial = {name: getattr(held, name) for name in names}
    form = EntryForm(request.POST or None, entry=held, initial=initial)

    def act() -> None:
        operations.change_entry(
            entry=held,
            texts=form.texts(),
            fields=form.facts(),
            actor=person_of(request),
            at=timezone.now(),
        )

    if request.method == "POST" and carried_out(form, act):
        messages.success(request, _("Saved."))
        return redirect("edp:library_entry", akimat.slug, pk)
    status = 422 if request.method == "POST" else 200
    return show(request, "entry_edit", akimat, form=form, entry=held, status=status)


@staff_page
@require_POST
def withdraw(request: HttpRequest, akimat: Akimat, pk: int) -> HttpResponse:
    require(can_edit_library(request.user, akimat))
    held = get_object_or_404(queries.library(), pk=pk, akimat=akimat)
    operations.withdraw_entry(entry=held, actor=person_of(request), at=timezone.now())
    messages.success(request, _("The entry is out of the library."))
    return redirect("edp:library", akimat.slug)
