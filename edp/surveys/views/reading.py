"""Results of a survey, for everybody when their time has come, and the answers to be read."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from commons.interface.numbers import row_key
from commons.territories.models import Akimat
from commons.territories.permissions import require

from ...views.finding import frame, person_of, staff_page
from .. import operations, queries, tables
from ..enums import Reading
from ..permissions import can_see_results
from ..results import results_of
from .finding import survey_of, survey_to_run

PER_PAGE = 50


@require_safe
def results(request: HttpRequest, akimat: Akimat, round_slug: str, pk: int) -> HttpResponse:
    survey = survey_of(request, akimat, round_slug, pk)
    at = timezone.now()
    require(can_see_results(request.user, survey, at))
    context = {"survey": survey, "results": results_of(survey, at)}
    return render(request, "edp/surveys/results.html", frame(request, survey.round, **context))


@require_safe
def results_file(request: HttpRequest, akimat: Akimat, round_slug: str, pk: int) -> HttpResponse:
    """The same numbers as the page, hidden where the page hides them."""
    survey = survey_of(request, akimat, round_slug, pk)
    at = timezone.now()
    require(can_see_results(request.user, survey, at))
    return tables.results_file(survey, results_of(survey, at))


@staff_page
@require_http_methods(["GET", "HEAD", "POST"])
def open_answers(request: HttpRequest, akimat: Akimat, round_slug: str, pk: int) -> HttpResponse:
    """Open answers wait here until a moderator has read them."""
    survey = survey_to_run(request, akimat, round_slug, pk)
    chosen = request.GET.get("show", Reading.WAITING)
    if request.method == "POST":
        keys = [row_key(text) for text in request.POST.getlist("answer")]
        done = operations.read_answers(
            survey=survey,
            answers=[key for key in keys if key],
            show="show" in request.POST,
            actor=person_of(request),
            at=timezone.now(),
        )
        words = ngettext("%(n)d answer is settled.", "%(n)d answers are settled.", done)
        messages.success(request, words % {"n": done})
        return redirect(request.get_full_path())
    rows = queries.open_answers(survey, chosen)
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    tabs = [
        (code, label, queries.open_answers(survey, code).count()) for code, label in Reading.choices
    ]
    context = {"survey": survey, "page": page, "tabs": tabs, "chosen": chosen}
    found = frame(request, survey.round, **context)
    return render(request, "edp/surveys/open_answers.html", found)
