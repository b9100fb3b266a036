"""The akimat's registers: everybody reads them, its moderators keep them."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from commons.interface.errors import DomainError
from commons.territories.models import Akimat
from commons.territories.permissions import require

from ..views.finding import person_of, staff_page
from . import operations, queries
from .editing_views import refused, sent
from .forms import RowForm
from .models import Instrument, Programme, ProgrammeItem
from .permissions import can_keep_registers
from .register_forms import InstrumentForm, ItemForm, ProgrammeForm

READ_OR_WRITE = require_http_methods(["GET", "HEAD", "POST"])
PER_PAGE = 30


@require_safe
def instruments(request: HttpRequest, akimat: Akimat) -> HttpResponse:
    page = Paginator(queries.instruments(akimat), PER_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "may_keep": can_keep_registers(request.user, akimat)}
    return render(request, "edp/plan/instruments.html", context)


@require_safe
def programmes(request: HttpRequest, akimat: Akimat) -> HttpResponse:
    page = Paginator(queries.programmes(akimat), PER_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "may_keep": can_keep_registers(request.user, akimat)}
    return render(request, "edp/plan/programmes.html", context)


@staff_page
@login_required
@READ_OR_WRITE
def instrument_add(request: HttpRequest, akimat: Akimat) -> HttpResponse:
    return _add(request, akimat, InstrumentForm, "edp:plan_instruments")


@staff_page
@login_required
@READ_OR_WRITE
def programme_add(request: HttpRequest, akimat: Akimat) -> HttpResponse:
    return _add(request, akimat, ProgrammeForm, "edp:plan_programmes")


@staff_page
@login_required
@READ_OR_WRITE
def item_add(request: HttpRequest, akimat: Akimat, pk: int) -> HttpResponse:
    found: Programme = get_object_or_404(Programme.objects.filter(akimat=akimat), pk=pk)
    return _add(request, akimat, ItemForm, "edp:plan_programmes", programme=found)


@staff_page
@login_required
@READ_OR_WRITE
def instrument(request: HttpRequest, akimat: Akimat, pk: int) -> HttpResponse:
    row: Instrument = get_object_or_404(Instrument.objects.filter(akimat=akimat), pk=pk)
    return _change(request, akimat, InstrumentForm, row, "edp:plan_instruments")


@staff_page
@login_required
@READ_OR_WRITE
def programme(request: HttpRequest, akimat: Akimat, pk: int) -> HttpResponse:
    row: Programme = get_object_or_404(Programme.objects.filter(akimat=akimat), pk=pk)
    return _change(request, akimat, ProgrammeForm, row, "edp:plan_programmes")


@staff_page
@login_required
@READ_OR_WRITE
def item(request: HttpRequest, akimat: Akimat, pk: int) -> HttpResponse:
    rows = ProgrammeItem.objects.filter(programme__akimat=akimat).select_related("programme")
    return _change(request, akimat, ItemForm, get_object_or_404(rows, pk=pk), "edp:plan_programmes")


def _add(
    request: HttpRequest,
    akimat: Akimat,
    form_class: type[RowForm],
    back: str,
    programme: Programme | None = None,
) -> HttpResponse:
    require(can_keep_registers(request.user, akimat))
    form = form_class(sent(request), akimat=akimat)
    model: Any = form_class.model
    if request.method == "POST" and form.is_valid():
        try:
            operations.add_entry(
                akimat=akimat,
                model=model,
                programme=programme,
                texts=form.read_texts(),
                values=form.values(),
                actor=person_of(request),
                at=timezone.now(),
            )
        except DomainError as error:
            form.add_error(None, error.message)
        else:
            messages.success(request, _("Added."))
            return redirect(back, akimat.slug)
    title = _("Add: %(what)s") % {"what": str(model._meta.verbose_name)}
    return _respond(request, form, title, reverse(back, args=[akimat.slug]), programme=programme)


def _change(
    request: HttpRequest, akimat: Akimat, form_class: type[RowForm], row: Any, back: str
) -> HttpResponse:
    require(can_keep_registers(request.user, akimat))
    if request.method == "POST" and "remove" in request.POST:
        return _remove(request, akimat, form_class, row, back)
    form = form_class(sent(request), akimat=akimat, row=row)
    saved: Any = ()
    if request.method == "POST" and form.is_valid():
        try:
            operations.change_entry(
                akimat=akimat,
                row=row,
                version=form.seen,
                texts=form.read_texts(),
                values=form.values(),
                confirmed=form.confirmed,
                actor=person_of(request),
                at=timezone.now(),
            )
        except DomainError as error:
            saved = refused(form, error, row)
        else:
            messages.success(request, _("Saved."))
            return redirect(back, akimat.slug)
    href = reverse(back, args=[akimat.slug])
    return _respond(request, form, str(row), href, theirs=saved, row=row)


def _remove(
    request: HttpRequest, akimat: Akimat, form_class: type[RowForm], row: Any, back: str
) -> HttpResponse:
    try:
        operations.remove_entry(akimat=akimat, row=row, actor=person_of(request), at=timezone.now())
    except DomainError as error:
        form = form_class(akimat=akimat, row=row)
        href = reverse(back, args=[akimat.slug])
        return _respond(request, form, str(row), href, row=row, refusal=error.message)
    messages.success(request, _("Removed."))
    return redirect(back, akimat.slug)


def _respond(request: HttpRequest, form: Any, title: str, back: str, **more: Any) -> HttpResponse:
    status = 422 if form.errors or more.get("refusal") else 200
    context = {"form": form, "form_title": title, "back": back, **more}
    return render(request, "edp/plan/register_form.html", context, status=status)
