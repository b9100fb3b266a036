"""Finds what an address of the evaluation names, and answers forms in one way."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from commons.interface.errors import DomainError
from commons.territories.models import Akimat
from commons.territories.permissions import require

from ...models import Evaluation, Resolution, Round
from ...views.finding import frame, round_of, round_to_run
from .. import queries
from ..permissions import can_see_evaluation, can_see_resolution, can_see_result
from ..words import words_of


def evaluation_of(
    request: HttpRequest, akimat: Akimat, slug: str, pk: int
) -> tuple[Round, Evaluation]:
    """For who may see it."""
    round = round_of(request, akimat, slug)
    evaluation = _found(round, pk)
    require(can_see_evaluation(request.user, evaluation, round))
    return round, evaluation


def closed_evaluation(
    request: HttpRequest, akimat: Akimat, slug: str, pk: int
) -> tuple[Round, Evaluation]:
    """Its result is there for everybody; before the close it exists for nobody."""
    round, evaluation = evaluation_of(request, akimat, slug, pk)
    require(can_see_result(evaluation))
    return round, evaluation


def evaluation_to_run(
    request: HttpRequest, akimat: Akimat, slug: str, pk: int
) -> tuple[Round, Evaluation]:
    round = round_to_run(request, akimat, slug)
    return round, _found(round, pk)


def _found(round: Round, pk: int) -> Evaluation:
    found = get_object_or_404(queries.evaluations(), pk=pk, round=round)
    found.round = round
    return found


def resolution_of(
    request: HttpRequest, akimat: Akimat, slug: str, pk: int
) -> tuple[Round, Resolution]:
    round = round_of(request, akimat, slug)
    found = get_object_or_404(queries.resolutions(round), pk=pk)
    found.round = round
    require(can_see_resolution(request.user, found, round))
    return round, found


def resolution_to_run(
    request: HttpRequest, akimat: Akimat, slug: str, pk: int
) -> tuple[Round, Resolution]:
    """A draft, for who runs the round."""
    round = round_to_run(request, akimat, slug)
    found = get_object_or_404(queries.resolutions(round), pk=pk)
    found.round = round
    return round, found


def page(
    request: HttpRequest, template: str, round: Round, status: int = 200, **context: Any
) -> HttpResponse:
    held = frame(request, round, words=words_of(round), **context)
    return render(request, f"edp/evaluation/{template}.html", held, status=status)


def go(name: str, round: Round, *args: Any, fragment: str = "") -> HttpResponse:
    return redirect(address(name, round, *args) + fragment)


def address(name: str, round: Round, *args: Any) -> str:
    return reverse(f"edp:{name}", args=[round.akimat.slug, round.slug, *args])


def posted(request: HttpRequest) -> QueryDict | None:
    """What was sent; a form with nothing in it was sent too."""
    return request.POST if request.method == "POST" else None


Act = Callable[[], object]


def attempt(form: forms.Form, act: Act) -> bool:
    """Do it if the form is valid; what the rules refuse becomes an error of the form, at the
    fields that the error names where the form has them."""
    if not form.is_valid():
        return False
    try:
        act()
    except DomainError as error:
        named = [name for name in error.params.get("fields", ()) if name in form.fields]
        form.add_error(named[0] if named else None, error.message)
        return False
    return True


def status_of(*shown: forms.BaseForm) -> int:
    return 422 if any(form.is_bound and form.errors for form in shown) else 200


def links_of(round: Round, evaluation: Evaluation) -> dict[str, str]:
    """The page of each opportunity in this scoring, by its code."""
    rows = evaluation.candidates.values_list("alternative__code", "pk")
    return {code: address("evaluation_candidate", round, evaluation.pk, pk) for code, pk in rows}
