"""The buttons with which people take a place and give it back."""

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from commons.interface.errors import DomainError
from commons.territories.models import Akimat

from ...permissions import seat_of
from ...views.finding import person_of
from .. import operations, queries
from ..enums import RegistrationStatus
from ..models import Event
from .finding import event_of, url_of
from .reading import event_page


@require_http_methods(["GET", "POST"])
@login_required
def register(request: HttpRequest, akimat: Akimat, round_slug: str, pk: int) -> HttpResponse:
    """Take a place. Whoever comes here from signing in presses the button on the page."""
    event = event_of(request, akimat, round_slug, pk)

    def act() -> str:
        person = person_of(request)
        made = operations.register(
            event=event,
            stakeholder=seat_of(person, event.round),
            person=person,
            at=timezone.now(),
        )
        if made.status == RegistrationStatus.WAITING:
            return _("All places are taken. You are on the waiting list and move up by yourself.")
        return _("You are registered. We remind you the day before.")

    return _respond(request, event, act)


@require_http_methods(["GET", "POST"])
@login_required
def unregister(request: HttpRequest, akimat: Akimat, round_slug: str, pk: int) -> HttpResponse:
    event = event_of(request, akimat, round_slug, pk)

    def act() -> str:
        person = person_of(request)
        mine = queries.registration_of(event, person, seat_of(person, event.round))
        if mine is not None:
            operations.cancel_registration(registration=mine, at=timezone.now())
        return _("Your registration is cancelled.")

    return _respond(request, event, act)


def _respond(request: HttpRequest, event: Event, act: Callable[[], str]) -> HttpResponse:
    if request.method == "POST":
        try:
            messages.success(request, act())
        except DomainError as error:
            context = event_page(request, event, problem=error.message)
            return render(request, "edp/events/event.html", context, status=422)
    return redirect(url_of(event))
