"""Moderators plan events here."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from commons.interface.errors import DomainError
from commons.people.models import Person
from commons.territories.models import Akimat
from commons.territories.permissions import require

from ...views.finding import frame, person_of, round_to_run, staff_page
from .. import operations, queries
from ..enums import EventKind
from ..forms import (
    AgendaFormSet,
    CancelForm,
    EventForm,
    GroupsForm,
    agenda_initial,
    agenda_of,
)
from ..models import Event
from .finding import event_to_run, page, posted, url_of
from .reading import event_page

form_page = require_http_methods(["GET", "HEAD", "POST"])


@staff_page
@form_page
@login_required
def new(request: HttpRequest, akimat: Akimat, round_slug: str) -> HttpResponse:
    round = round_to_run(request, akimat, round_slug)
    form = EventForm(posted(request), round=round)
    if request.method == "POST" and form.is_valid():
        try:
            made = operations.create_event(
                round=round, actor=person_of(request), at=timezone.now(), **form.changes()
            )
        except DomainError as error:
            form.add_error(None, error.message)
        else:
            made.round = round
            messages.success(request, _("Saved as a draft. Nobody but staff sees it yet."))
            return redirect(url_of(made))
    context = frame(request, round, form=form)
    return render(request, "edp/events/form.html", context, status=422 if form.errors else 200)


@staff_page
@form_page
@login_required
def edit(request: HttpRequest, akimat: Akimat, round_slug: str, pk: int) -> HttpResponse:
    event = event_to_run(request, akimat, round_slug, pk)
    require(event.cancelled_at is None)
    form = EventForm(posted(request), round=event.round, event=event)

    def act(actor: Person, at: datetime) -> str:
        operations.change_event(event=event, actor=actor, at=at, **form.changes())
        return _("Saved.")

    return _respond(request, event, form, act, "edp/events/form.html")


@staff_page
@form_page
@login_required
def agenda(request: HttpRequest, akimat: Akimat, round_slug: str, pk: int) -> HttpResponse:
    """Rows of the agenda; each saving gives three more empty ones."""
    event = event_to_run(request, akimat, round_slug, pk)
    require(event.cancelled_at is None)
    formset = AgendaFormSet(posted(request), initial=agenda_initial(event), prefix="item")
    if request.method == "POST" and formset.is_valid():
        operations.set_agenda(
            event=event, agenda=agenda_of(formset), actor=person_of(request), at=timezone.now()
        )
        messages.success(request, _("The agenda is saved."))
        return redirect(url_of(event, "event_agenda" if "more" in request.POST else "event"))
    status = 422 if formset.is_bound else 200
    context = page(request, event, formset=formset)
    return render(request, "edp/events/agenda.html", context, status=status)


@staff_page
@form_page
@login_required
def groups(request: HttpRequest, akimat: Akimat, round_slug: str, pk: int) -> HttpResponse:
    """Several groups inside a plenary in one go."""
    event = event_to_run(request, akimat, round_slug, pk)
    require(event.inside_id is None and event.kind == EventKind.PLENARY)
    require(event.cancelled_at is None)
    times = {"starts_at": event.starts_at, "ends_at": event.ends_at}
    form = GroupsForm(posted(request), initial=times)

    def act(actor: Person, at: datetime) -> str:
        made = operations.make_groups(
            plenary=event,
            titles=form.titles(),
            starts_at=form.cleaned_data["starts_at"],
            ends_at=form.cleaned_data["ends_at"],
            capacity=form.cleaned_data["capacity"],
            actor=actor,
            at=at,
        )
        return _("%(count)s groups are made, as drafts.") % {"count": len(made)}

    return _respond(request, event, form, act, "edp/events/groups.html")


@staff_page
@form_page
@login_required
def publish(request: HttpRequest, akimat: Akimat, round_slug: str, pk: int) -> HttpResponse:
    event = event_to_run(request, akimat, round_slug, pk)

    def act(actor: Person, at: datetime) -> None:
        operations.publish_event(event=event, actor=actor, at=at)
        messages.success(request, _("Announced. Everybody sees it now."))

    return _press(request, event, act)


@staff_page
@form_page
@login_required
def cancel(request: HttpRequest, akimat: Akimat, round_slug: str, pk: int) -> HttpResponse:
    event = event_to_run(request, akimat, round_slug, pk)
    require(event.published_at is not None and event.cancelled_at is None)
    form = CancelForm(posted(request))

    def act(actor: Person, at: datetime) -> str:
        operations.cancel_event(event=event, reason=form.reason(), actor=actor, at=at)
        return _("The event is cancelled. Everybody who registered is told.")

    told = queries.told(event).count()
    return _respond(request, event, form, act, "edp/events/cancel.html", told=told)


@staff_page
@form_page
@login_required
def discard(request: HttpRequest, akimat: Akimat, round_slug: str, pk: int) -> HttpResponse:
    """Throw a draft away, after asking."""
    event = event_to_run(request, akimat, round_slug, pk)
    require(event.published_at is None)
    if request.method == "POST":
        operations.discard_event(event=event, actor=person_of(request), at=timezone.now())
        messages.success(request, _("The draft is gone."))
        return redirect(reverse("edp:events", args=[akimat.slug, round_slug]))
    return render(request, "edp/events/discard.html", page(request, event))


Act = Callable[[Person, datetime], Any]


def _respond(
    request: HttpRequest, event: Event, form: Any, act: Act, template: str, **context: Any
) -> HttpResponse:
    """The form; on a valid post one operation and back to the event; on an invalid one 422."""
    if request.method == "POST" and form.is_valid():
        try:
            done = act(person_of(request), timezone.now())
        except DomainError as error:
            form.add_error(None, error.message)
        else:
            messages.success(request, done)
            return redirect(url_of(event))
    status = 422 if form.errors else 200
    return render(request, template, page(request, event, form=form, **context), status=status)


def _press(request: HttpRequest, event: Event, act: Act) -> HttpResponse:
    """A button on the event's page."""
    if request.method == "POST":
        try:
            act(person_of(request), timezone.now())
        except DomainError as error:
            context = event_page(request, event, problem=error.message)
            return render(request, "edp/events/event.html", context, status=422)
    return redirect(url_of(event))
