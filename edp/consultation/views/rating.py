"""The shortlist, which everybody may rate, and what came of it."""

from datetime import datetime

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from commons.interface.errors import DomainError
from commons.interface.numbers import row_key
from commons.interface.spreadsheets import csv_response
from commons.people.models import Person
from commons.proposals import languages
from commons.proposals import operations as proposals
from commons.territories.models import Akimat
from commons.territories.permissions import require

from ...enums import StageKind
from ...models import Round
from ...opportunities import words
from ...queries import stages
from ...views.finding import frame, person_of, round_of
from .. import operations, permissions, queries, table
from ..enums import SCALE
from ..forms import RatingForm
from ..groups import group_of
from ..results import favourites, results


@require_http_methods(["GET", "HEAD", "POST"])
def index(request: HttpRequest, akimat: Akimat, round_slug: str) -> HttpResponse:
    """The cards of the shortlist, each with its rating, in one form: every button saves all."""
    round = round_of(request, akimat, round_slug)
    require(permissions.has_begun(round, timezone.now()))
    if request.method == "POST":
        return _save(request, round)
    return _page(request, round, _forms(request, round))


def _forms(request: HttpRequest, round: Round) -> list[RatingForm]:
    rated = queries.own_ratings(round, request.user)
    data = request.POST if request.method == "POST" else None
    return [
        RatingForm(data, card=card, rated=rated.get(card.pk)) for card in queries.candidates(round)
    ]


def _page(
    request: HttpRequest, round: Round, forms: list[RatingForm], error: str = "", status: int = 200
) -> HttpResponse:
    at = timezone.now()
    answered, commented = queries.answered_share(round)
    known = request.user.is_authenticated
    context = frame(
        request,
        round,
        forms=forms,
        error=error,
        words=words.of_round(round),
        stage=stages.stage(round, StageKind.CONSULTATION),
        is_open=permissions.is_open(round, at),
        may_rate=permissions.may_rate(request.user, round, at),
        shows_results=permissions.shows_results(round, at),
        may_answer=permissions.may_answer(request.user, round),
        group=group_of(person_of(request), round, at) if known else None,
        people=queries.people_who_rated(round),
        rated=sum(1 for form in forms if form.rated),
        scale=SCALE.items(),
        answered=answered,
        commented=commented,
        has_answers=queries.published_responses(round).exists(),
    )
    return render(request, "edp/consultation/index.html", context, status=status)


@login_required
def _save(request: HttpRequest, round: Round) -> HttpResponse:
    """Ratings are saved all together; then the comments, each of which may fail by itself."""
    forms = _forms(request, round)
    # Each is checked, so that one press shows all that is wrong.
    if sum(not form.is_valid() for form in forms):
        return _page(request, round, forms, status=422)
    at, person = timezone.now(), person_of(request)
    given = {
        form.card.pk: form.cleaned_data["value"]
        for form in forms
        if form.cleaned_data["value"] not in (None, form.rated)
    }
    try:
        operations.rate_several(round=round, ratings=given, person=person, at=at)
    except DomainError as error:
        return _page(request, round, forms, error=error.message, status=422)
    for form in forms:
        form.rated = form.cleaned_data["value"] or form.rated
        if text := form.cleaned_data["comment"].strip():
            try:
                _comment(form, text, person, at)
            except DomainError as error:
                form.add_error("comment", error.message)
    if any(form.errors for form in forms):
        return _page(request, round, forms, status=422)
    messages.success(request, _("Saved. You can change your ratings until the close."))
    key = row_key(request.POST.get("save", ""))
    address = reverse("edp:consultation", args=[round.akimat.slug, round.slug])
    return redirect(f"{address}#card-{key}" if key else address)


def _comment(form: RatingForm, text: str, person: Person, at: datetime) -> None:
    with transaction.atomic():
        proposals.comment(
            proposal=form.card.proposal,
            author=person,
            text=text,
            language=languages.guess(text, get_language() or "kk"),
            at=at,
        )


@require_safe
def results_page(request: HttpRequest, akimat: Akimat, round_slug: str) -> HttpResponse:
    """What each group made of each card, once the consultation is over."""
    round = round_of(request, akimat, round_slug)
    at = timezone.now()
    require(permissions.has_begun(round, at))
    is_shown = permissions.shows_results(round, at)
    found = results(queries.candidates(round)) if is_shown else []
    context = frame(
        request,
        round,
        results=found,
        favourites=favourites(found),
        is_shown=is_shown,
        least=queries.LEAST,
        people=queries.people_who_rated(round),
        scale=SCALE.items(),
        stage=stages.stage(round, StageKind.CONSULTATION),
    )
    return render(request, "edp/consultation/results.html", context)


@require_safe
def csv_file(request: HttpRequest, akimat: Akimat, round_slug: str) -> HttpResponse:
    """The same as a table; it does not exist before the close."""
    round = round_of(request, akimat, round_slug)
    require(permissions.shows_results(round, timezone.now()))
    name = f"{akimat.slug}-{round.slug}-ratings.csv"
    return csv_response(name, table.COLUMNS, table.rows(round))
