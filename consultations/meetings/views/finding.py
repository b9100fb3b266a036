"""Finds the meeting an address names, for who may see it, and answers posts in one way."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from commons.interface.errors import DomainError
from commons.people.models import Person
from commons.people.views.access import person_of
from commons.territories.models import Akimat
from commons.territories.permissions import require

from .. import permissions, queries
from ..models import Meeting

form_page = require_http_methods(["GET", "HEAD", "POST"])
Act = Callable[[Person, datetime], str]


def meeting_of(request: HttpRequest, akimat: Akimat, pk: int) -> Meeting:
    meeting = _found(akimat, pk)
    require(permissions.may_see(request.user, meeting))
    return meeting


def meeting_to_prepare(request: HttpRequest, akimat: Akimat, pk: int) -> Meeting:
    """For moderators and the council's leads; 404 for everybody else."""
    meeting = _found(akimat, pk)
    require(permissions.may_prepare(request.user, meeting))
    return meeting


def _found(akimat: Akimat, pk: int) -> Meeting:
    meeting = get_object_or_404(queries.with_numbers(queries.of_akimat(akimat)), pk=pk)
    meeting.akimat = akimat
    return meeting


def url_of(meeting: Meeting, name: str = "meeting", *more: Any) -> str:
    return reverse(f"consultations:{name}", args=[meeting.akimat.slug, meeting.pk, *more])


def answer(
    request: HttpRequest,
    form: Any,
    act: Act,
    template: str,
    context: dict[str, Any],
    leads: str,
    fields: Mapping[str, str] | None = None,
) -> HttpResponse:
    """The form; on a valid post one operation and on to `leads`; on an invalid one 422. `fields`
    says by which field an error of the operation stands, by its code."""
    if request.method == "POST" and form.is_valid():
        try:
            done = act(person_of(request), timezone.now())
        except DomainError as error:
            form.add_error((fields or {}).get(error.code), error.message)
        else:
            messages.success(request, done)
            return redirect(leads)
    status = 422 if form.errors else 200
    return render(request, template, {"form": form, **context}, status=status)


def press(request: HttpRequest, act: Act, leads: str) -> HttpResponse:
    """A button: what cannot be done is said on the page it leads back to."""
    if request.method == "POST":
        try:
            done = act(person_of(request), timezone.now())
        except DomainError as error:
            messages.error(request, error.message)
        else:
            if done:
                messages.success(request, done)
    return redirect(leads)
