"""Reading what a survey is about, answering it step by step, checking and sending."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from commons.interface.errors import DomainError
from commons.people.models import Person
from commons.territories.models import Akimat

from ...models import Question, Survey, SurveyPage, SurveyResponse
from ...views.finding import frame, round_of
from .. import cookies, logic, operations, queries
from ..errors import SurveyError
from ..forms import StepForm
from ..permissions import can_see_results, is_for, is_open
from ..shown import shown_answers
from .finding import survey_of


@require_safe
def surveys(request: HttpRequest, akimat: Akimat, round_slug: str) -> HttpResponse:
    """All of a round: open ones first, then to come, then closed."""
    round = round_of(request, akimat, round_slug)
    at = timezone.now()
    context = frame(request, round)
    rows = list(queries.of_round(round) if context["may_run"] else queries.public(round))
    for row in rows:
        row.round = round
    order = {"open": 0, "ahead": 1, "draft": 2, "closed": 3}
    listed = [(row, standing(row, at)) for row in rows]
    context["surveys"] = sorted(listed, key=lambda pair: order[pair[1]])
    return render(request, "edp/surveys/surveys.html", context)


def standing(survey: Survey, at: Any) -> str:
    if survey.status == "draft":
        return "draft"
    if is_open(survey, at):
        return "open"
    return "ahead" if at < survey.opens_at else "closed"


@dataclass(frozen=True)
class _Way:
    """Where this person or browser stands in a survey."""

    response: SurveyResponse | None
    values: dict[int, Any]
    steps: list[tuple[SurveyPage, list[Question]]]

    def place(self, page: int) -> int:
        """The place of a page among the steps; 404 for one that is not asked."""
        places = [n for n, (one, _questions) in enumerate(self.steps) if one.pk == page]
        if not places:
            raise Http404
        return places[0]


def _me(request: HttpRequest) -> Person | None:
    return request.user if isinstance(request.user, Person) else None


def _way(request: HttpRequest, survey: Survey) -> _Way:
    response = queries.response_of(survey, _me(request), cookies.key_of(request, survey))
    values = queries.values(response)
    return _Way(response, values, logic.asked(queries.pages(survey), values))


@never_cache
@require_safe
def survey_page(request: HttpRequest, akimat: Akimat, round_slug: str, pk: int) -> HttpResponse:
    survey = survey_of(request, akimat, round_slug, pk)
    at = timezone.now()
    way = _way(request, survey)
    context = {
        "survey": survey,
        "standing": standing(survey, at),
        "is_sent": way.response is not None and way.response.sent_at is not None,
        "has_begun": bool(way.values),
        "is_for_me": is_for(request.user, survey),
        "first": way.steps[0][0] if way.steps else None,
        "count": sum(len(questions) for _page, questions in way.steps),
        "may_see_results": can_see_results(request.user, survey, at),
    }
    return render(request, "edp/surveys/survey.html", frame(request, survey.round, **context))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def step(request: HttpRequest, akimat: Akimat, round_slug: str, pk: int, page: int) -> HttpResponse:
    """One page of questions. What is filled in is kept even where something is missing."""
    survey = survey_of(request, akimat, round_slug, pk)
    if refused := _refused(request, survey):
        return refused
    way = _way(request, survey)
    place = way.place(page)
    questions = way.steps[place][1]
    form = StepForm(request.POST or None, questions=questions, values=way.values)
    # A page of voluntary questions may be sent empty: what is posted decides, not what is in it.
    form.is_bound = request.method == "POST"
    if request.method == "POST":
        return _keep(request, survey, way, place, form)
    response = _step_page(request, survey, way, place, form)
    if _me(request) is None and cookies.key_of(request, survey) is None:
        cookies.give(response, survey)
    return response


def _refused(request: HttpRequest, survey: Survey) -> HttpResponse | None:
    """Who cannot answer now is told so on the page of the survey."""
    home = redirect("edp:survey", survey.round.akimat.slug, survey.round.slug, survey.pk)
    if not is_open(survey, timezone.now()):
        messages.error(request, SurveyError("not_open").message)
        return home
    if not is_for(request.user, survey):
        return redirect_to_login(request.get_full_path()) if _me(request) is None else home
    found = queries.response_of(survey, _me(request), cookies.key_of(request, survey))
    if found is not None and found.sent_at is not None:
        messages.info(request, SurveyError("sent_already").message)
        return home
    return None


def _keep(
    request: HttpRequest, survey: Survey, way: _Way, place: int, form: StepForm
) -> HttpResponse:
    """`back` keeps what is right and goes back; otherwise on to the next page that is asked."""
    key, goes_back = cookies.key_of(request, survey), "back" in request.POST
    is_valid = form.is_valid()
    if _me(request) is None and key is None:
        form.add_error(
            None,
            _(
                "Your browser did not keep our cookie, so your answers could not be saved. Allow "
                "cookies for this site, or sign in, and press the button once more."
            ),
        )
        response = _step_page(request, survey, way, place, form, status=422)
        cookies.give(response, survey)
        return response
    at = timezone.now()
    try:
        held = operations.start(
            survey=survey,
            person=_me(request),
            key=key,
            language=get_language() or "kk",
            at=at,
        )
        operations.save_answers(response=held, values=form.values(only_valid=True), at=at)
    except DomainError as error:
        form.add_error(None, error.message)
        return _step_page(request, survey, way, place, form, status=422)
    if not is_valid and not goes_back:
        return _step_page(request, survey, way, place, form, status=422)
    return redirect(*_next(request, survey, way.steps[place][0], -1 if goes_back else 1))


def _next(
    request: HttpRequest, survey: Survey, page: SurveyPage, direction: int
) -> tuple[Any, ...]:
    """The page after or before this one, by the answers as they are kept now."""
    here = (survey.round.akimat.slug, survey.round.slug, survey.pk)
    steps = _way(request, survey).steps
    pages = [one for one, _questions in steps]
    place = next((n for n, one in enumerate(pages) if one.pk == page.pk), 0) + direction
    if place < 0:
        return ("edp:survey", *here)
    if place >= len(pages):
        return ("edp:survey_check", *here)
    return ("edp:survey_step", *here, pages[place].pk)


def _step_page(
    request: HttpRequest,
    survey: Survey,
    way: _Way,
    place: int,
    form: StepForm,
    status: int = 200,
) -> HttpResponse:
    context = {
        "survey": survey,
        "page": way.steps[place][0],
        "form": form,
        "number": place + 1,
        "total": len(way.steps),
        "is_first": place == 0,
    }
    found = frame(request, survey.round, **context)
    return render(request, "edp/surveys/step.html", found, status=status)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest, akimat: Akimat, round_slug: str, pk: int) -> HttpResponse:
    """All answers once more, and the button that sends them."""
    survey = survey_of(request, akimat, round_slug, pk)
    if refused := _refused(request, survey):
        return refused
    way = _way(request, survey)
    if way.response is None:
        return redirect("edp:survey", akimat.slug, round_slug, survey.pk)
    problem, status = "", 200
    if request.method == "POST":
        try:
            held = operations.start(
                survey=survey,
                person=_me(request),
                key=cookies.key_of(request, survey),
                language=get_language() or "kk",
                at=timezone.now(),
            )
            held.survey = survey
            operations.send(response=held, at=timezone.now())
        except DomainError as error:
            problem, status = error.message, 422
        else:
            messages.success(request, _("Thank you. Your answers are sent."))
            return redirect("edp:survey", akimat.slug, round_slug, survey.pk)
    context = {
        "survey": survey,
        "steps": shown_answers(way.steps, way.values),
        "last": way.steps[-1][0] if way.steps else None,
        "problem": problem,
    }
    found = frame(request, survey.round, **context)
    return render(request, "edp/surveys/check.html", found, status=status)
