"""Where specialists enter readings and spending, and moderators set up indicators."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from commons.interface.errors import DomainError
from commons.interface.official import read_texts
from commons.people.models import Person
from commons.territories.models import Akimat
from commons.territories.permissions import require

from ..models import Round
from ..plan.editing_views import READ_OR_WRITE, plan_to_write, refused, respond, sent, to_edit
from ..plan.models import Action
from ..plan.queries import is_published, plan_of
from ..views.finding import person_of, round_of, staff_page
from . import operations, queries
from .board import row_of
from .forms import DropForm, IndicatorForm, ReadingForm, SpendingForm
from .models import Indicator, Reading
from .permissions import can_read_in
from .views import framed

Submit = Callable[[Person, datetime], object]


def _round_to_read(request: HttpRequest, akimat: Akimat, round_slug: str) -> Round:
    round = round_of(request, akimat, round_slug)
    require(can_read_in(request.user, round))
    return round


def _indicator(round: Round, pk: int) -> Indicator:
    rows = Indicator.objects.filter(plan__round=round).select_related("plan", "responsible")
    found: Indicator = get_object_or_404(rows, pk=pk)
    found.plan.round = round
    return found


@staff_page
@login_required
@require_safe
def work(request: HttpRequest, akimat: Akimat, round_slug: str) -> HttpResponse:
    """What is to be read, the late ones first, then by the day they are due."""
    round = _round_to_read(request, akimat, round_slug)
    plan = plan_of(round)
    if plan is None:
        raise Http404
    today = timezone.localdate()
    held = [one for one in queries.indicators(plan) if not one.dropped_at]
    rows = [row_of(one, one.current, today) for one in held]  # type: ignore[attr-defined]
    if mine := "mine" in request.GET:
        rows = [row for row in rows if row.indicator.responsible_id == request.user.pk]
    far = date.max
    rows.sort(key=lambda row: (row.indicator.next_due_date or far, row.indicator.pk))
    actions = Action.objects.filter(objective__priority__round=round).exclude(status="proposed")
    spent = queries.spending(actions.values_list("pk", flat=True))
    context = framed(
        request,
        round,
        the_plan=plan,
        rows=rows,
        mine=mine,
        is_published=is_published(plan),
        actions=[(one, spent.get(one.pk)) for one in actions.order_by("position", "pk")],
    )
    return render(request, "edp/monitoring/work.html", context)


@staff_page
@login_required
@READ_OR_WRITE
def add(request: HttpRequest, akimat: Akimat, round_slug: str) -> HttpResponse:
    round, plan = plan_to_write(request, akimat, round_slug)
    wanted = {"home": f"priority-{request.GET['priority']}"} if "priority" in request.GET else None
    form = IndicatorForm(
        sent(request),
        akimat=akimat,
        round=round,
        original=round.original_language,
        initial=wanted,
    )
    if request.method == "POST" and form.is_valid():
        try:
            operations.add_indicator(
                plan=plan,
                home=form.chosen_home(),
                texts=form.read_texts(),
                values=form.values(),
                actor=person_of(request),
                at=timezone.now(),
            )
        except DomainError as error:
            form.add_error(None, error.message)
        else:
            messages.success(request, _("Added."))
            return to_edit(round, "indicators")
    return respond(request, round, form, _("Add an indicator"))


@staff_page
@login_required
@READ_OR_WRITE
def change(request: HttpRequest, akimat: Akimat, round_slug: str, pk: int) -> HttpResponse:
    round, plan = plan_to_write(request, akimat, round_slug)
    row = _indicator(round, pk)
    form = IndicatorForm(
        sent(request),
        akimat=akimat,
        round=round,
        row=row,
        original=round.original_language,
        is_public=is_published(plan),
    )
    saved: Any = ()
    if request.method == "POST" and form.is_valid():
        try:
            operations.change_indicator(
                indicator=row,
                version=form.seen,
                home=form.chosen_home(),
                texts=form.read_texts(),
                values=form.values(),
                reason=form.reason(),
                confirmed=form.confirmed,
                actor=person_of(request),
                at=timezone.now(),
            )
        except DomainError as error:
            saved = refused(form, error, row)
        else:
            messages.success(request, _("Saved."))
            return to_edit(round, "indicators")
    also = (
        reverse("edp:monitoring_indicator_drop", args=[akimat.slug, round.slug, pk]),
        _("Stop reading it or remove it"),
    )
    return respond(request, round, form, _("Indicator"), saved=saved, row=row, also=also)


@staff_page
@login_required
@READ_OR_WRITE
def drop(request: HttpRequest, akimat: Akimat, round_slug: str, pk: int) -> HttpResponse:
    """Without readings it can go without a trace; with readings only with a reason."""
    round, _plan = plan_to_write(request, akimat, round_slug)
    row = _indicator(round, pk)
    has_readings = row.readings.exists()
    form: Any = DropForm(sent(request))
    if request.method == "POST" and "remove" in request.POST:
        try:
            operations.remove_indicator(indicator=row, actor=person_of(request), at=timezone.now())
        except DomainError as error:
            form = DropForm()
            return respond(
                request,
                round,
                form,
                _("Stop reading “%(indicator)s”") % {"indicator": row},
                template="edp/monitoring/drop.html",
                refusal=error.message,
                has_readings=True,
            )
        messages.success(request, _("Removed. Versions that were published keep it."))
        return to_edit(round, "indicators")
    if request.method == "POST" and form.is_valid():
        try:
            operations.drop_indicator(
                indicator=row,
                reason=read_texts(form.cleaned_data, "reason"),
                actor=person_of(request),
                at=timezone.now(),
            )
        except DomainError as error:
            form.add_error(None, error.message)
        else:
            messages.success(request, _("It is no longer read. Its readings stay public."))
            return to_edit(round, "indicators")
    return respond(
        request,
        round,
        form,
        _("Stop reading “%(indicator)s”") % {"indicator": row},
        template="edp/monitoring/drop.html",
        has_readings=has_readings,
    )


@staff_page
@login_required
@READ_OR_WRITE
def read_in(request: HttpRequest, akimat: Akimat, round_slug: str, pk: int) -> HttpResponse:
    round = _round_to_read(request, akimat, round_slug)
    row = _indicator(round, pk)
    form = ReadingForm(sent(request), initial={"source": row.source})

    def submit(actor: Person, at: datetime) -> object:
        return operations.enter_reading(
            indicator=row,
            value=form.cleaned_data["value"],
            date=form.cleaned_data["date"],
            source=form.cleaned_data["source"],
            note=form.note(),
            actor=actor,
            at=at,
        )

    lead = _("In %(unit)s. What you enter is public at once.") % {"unit": row.unit}
    title = _("Enter a reading: %(indicator)s") % {"indicator": row}
    return _reported(request, round, form, submit, title, lead, row)


@staff_page
@login_required
@READ_OR_WRITE
def correct(
    request: HttpRequest, akimat: Akimat, round_slug: str, pk: int, reading_pk: int
) -> HttpResponse:
    round = _round_to_read(request, akimat, round_slug)
    row = _indicator(round, pk)
    reading: Reading = get_object_or_404(Reading.objects.filter(indicator=row), pk=reading_pk)
    reading.indicator = row
    form = ReadingForm(sent(request), corrected=reading)

    def submit(actor: Person, at: datetime) -> object:
        return operations.correct_reading(
            reading=reading,
            value=form.cleaned_data["value"],
            date=form.cleaned_data["date"],
            source=form.cleaned_data["source"],
            note=form.note(),
            actor=actor,
            at=at,
        )

    lead = _("The reading as it was entered first stays readable, with your reason.")
    title = _("Correct a reading: %(indicator)s") % {"indicator": row}
    return _reported(request, round, form, submit, title, lead, row)


@staff_page
@login_required
@READ_OR_WRITE
def spend(request: HttpRequest, akimat: Akimat, round_slug: str, pk: int) -> HttpResponse:
    round = _round_to_read(request, akimat, round_slug)
    action: Action = get_object_or_404(
        Action.objects.filter(objective__priority__round=round), pk=pk
    )
    form = SpendingForm(sent(request))

    def submit(actor: Person, at: datetime) -> object:
        return operations.enter_spending(action=action, actor=actor, at=at, **form.cleaned_data)

    title = _("Money spent: %(action)s") % {"action": action}
    lead = _("What you enter is public at once.")
    return _reported(request, round, form, submit, title, lead, None)


def _reported(
    request: HttpRequest,
    round: Round,
    form: Any,
    submit: Submit,
    title: str,
    lead: str,
    row: Indicator | None,
) -> HttpResponse:
    slugs = [round.akimat.slug, round.slug]
    if request.method == "POST" and form.is_valid():
        try:
            submit(person_of(request), timezone.now())
        except DomainError as error:
            form.add_error(None, error.message)
        else:
            messages.success(request, _("Entered, and public at once."))
            if row is None:
                return redirect("edp:monitoring_work", *slugs)
            return redirect("edp:monitoring_indicator", *slugs, row.pk)
    back = reverse("edp:monitoring_work", args=slugs)
    return respond(
        request,
        round,
        form,
        title,
        lead=lead,
        back=back,
        button=_("Enter"),
        template="edp/monitoring/form.html",
    )
