"""Finds what an address names, in its own akimat only; what is not for you does not exist."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from commons.interface.errors import DomainError
from commons.people.models import Person
from commons.people.views.access import person_of
from commons.territories.models import Akimat
from commons.territories.permissions import require

from ...permissions import can_run
from .. import formation_queries, permissions, queries
from ..models import Application, Council, Formation, Mandate


def council_of(request: HttpRequest, akimat: Akimat, pk: int) -> Council:
    """For who may see it."""
    found = get_object_or_404(queries.councils(akimat), pk=pk)
    found.akimat = akimat
    require(permissions.can_see_council(request.user, found))
    return found


def council_to_run(request: HttpRequest, akimat: Akimat, pk: int) -> Council:
    require(can_run(request.user, akimat))
    return council_of(request, akimat, pk)


def seat_to_run(
    request: HttpRequest, akimat: Akimat, pk: int, mandate_pk: int
) -> tuple[Council, Mandate]:
    council = council_to_run(request, akimat, pk)
    found = get_object_or_404(queries.everybody(council), pk=mandate_pk)
    found.council = council
    return council, found


def formation_of(request: HttpRequest, akimat: Akimat, pk: int) -> Formation:
    found = get_object_or_404(formation_queries.of_akimat(akimat), pk=pk)
    found.council.akimat = akimat
    require(permissions.can_see_formation(request.user, found))
    return found


def formation_to_run(request: HttpRequest, akimat: Akimat, pk: int) -> Formation:
    require(can_run(request.user, akimat))
    return formation_of(request, akimat, pk)


def application_in(formation: Formation, pk: int) -> Application:
    found = formation_queries.applications(formation).select_related("person").filter(pk=pk).first()
    if found is None:
        raise Http404
    found.formation = formation
    return found


# --- answering ---

Act = Callable[[Person, datetime], Any]


def page(
    request: HttpRequest, template: str, akimat: Akimat, status: int = 200, **context: Any
) -> HttpResponse:
    held = {"may_run": can_run(request.user, akimat), "now": timezone.now(), **context}
    return render(request, f"consultations/councils/{template}.html", held, status=status)


def go(name: str, akimat: Akimat, *args: Any, fragment: str = "") -> HttpResponse:
    return redirect(reverse(f"consultations:{name}", args=[akimat.slug, *args]) + fragment)


def attempt(request: HttpRequest, form: forms.Form, act: Act, done: str = "") -> bool:
    """Do it if the form was sent and is valid. What the rules refuse becomes an error of the form,
    at the fields that the error names where the form has them."""
    if request.method != "POST" or not form.is_valid():
        return False
    try:
        act(person_of(request), timezone.now())
    except DomainError as error:
        named = [name for name in error.params.get("fields", ()) if name in form.fields]
        form.add_error(named[0] if named else None, error.message)
        return False
    if done:
        messages.success(request, done)
    return True


def status_of(*shown: forms.BaseForm) -> int:
    return 422 if any(form.is_bound and form.errors for form in shown) else 200
