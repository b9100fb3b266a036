"""Where moderators write a survey, look at it as others will, and publish it."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from commons.interface.errors import DomainError
from commons.territories.models import Akimat

from ...models import Question, Survey, SurveyPage
from ...stakeholders.forms import ReasonForm
from ...views.finding import frame, person_of, round_to_run, staff_page
from .. import operations, queries
from ..enums import QuestionKind, SurveyStatus
from ..forms import PageForm, QuestionForm, StepForm, SurveyForm
from .answering import standing
from .finding import survey_to_run


@staff_page
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, akimat: Akimat, round_slug: str) -> HttpResponse:
    round = round_to_run(request, akimat, round_slug)
    form = SurveyForm(request.POST or None)

    def act(form: Any) -> Any:
        made = operations.create_survey(
            round=round,
            title=form.texts("title"),
            intro=form.texts("intro"),
            actor=person_of(request),
            at=timezone.now(),
            **form.settings(),
        )
        return ("edp:survey_edit", akimat.slug, round.slug, made.pk)

    return _form_page(request, round, form, act, title=_("New survey"), button=_("Go on"))


@staff_page
@require_safe
def edit(request: HttpRequest, akimat: Akimat, round_slug: str, pk: int) -> HttpResponse:
    """All of it on one page: settings, pages, questions, and what can be done next."""
    survey = survey_to_run(request, akimat, round_slug, pk)
    at = timezone.now()
    context = {
        "survey": survey,
        "pages": queries.pages(survey),
        "standing": standing(survey, at),
        "is_draft": survey.status == SurveyStatus.DRAFT,
        "waiting": queries.open_answers(survey, "waiting").count(),
    }
    return render(request, "edp/surveys/edit.html", frame(request, survey.round, **context))


@staff_page
@require_http_methods(["GET", "HEAD", "POST"])
def settings(request: HttpRequest, akimat: Akimat, round_slug: str, pk: int) -> HttpResponse:
    survey = survey_to_run(request, akimat, round_slug, pk)
    form = SurveyForm(request.POST or None, survey=survey)

    def act(form: Any) -> Any:
        operations.save_survey(
            survey=survey,
            title=form.texts("title"),
            intro=form.texts("intro"),
            actor=person_of(request),
            at=timezone.now(),
            **form.settings(),
        )

    return _form_page(
        request, survey.round, form, act, survey=survey, title=_("Title, dates, who may answer")
    )


@staff_page
@require_http_methods(["GET", "HEAD", "POST"])
def page_form(
    request: HttpRequest, akimat: Akimat, round_slug: str, pk: int, page: int | None = None
) -> HttpResponse:
    survey = survey_to_run(request, akimat, round_slug, pk)
    held = _page(survey, page) if page is not None else None
    form = PageForm(request.POST or None, page=held)

    def act(form: Any) -> Any:
        operations.save_page(
            survey=survey,
            title=form.title(),
            actor=person_of(request),
            at=timezone.now(),
            page=held,
        )

    title = _("Heading of the page") if held else _("New page")
    return _form_page(request, survey.round, form, act, survey=survey, title=title)


@staff_page
@require_http_methods(["GET", "HEAD", "POST"])
def question_form(
    request: HttpRequest,
    akimat: Akimat,
    round_slug: str,
    pk: int,
    page: int,
    question: int | None = None,
) -> HttpResponse:
    survey = survey_to_run(request, akimat, round_slug, pk)
    pages = queries.pages(survey)
    held_page = next((one for one in pages if one.pk == page), None)
    if held_page is None:
        raise Http404
    held = None
    if question is not None:
        held = next((one for one in held_page.questions.all() if one.pk == question), None)
        if held is None:
            raise Http404
    kind = held.kind if held else request.GET.get("kind", "")
    if kind not in QuestionKind.values:
        context = {"survey": survey, "page": held_page, "kinds": QuestionKind.choices}
        found = frame(request, survey.round, **context)
        return render(request, "edp/surveys/kinds.html", found)
    form = QuestionForm(request.POST or None, kind=kind, pages=pages, page=held_page, question=held)

    def act(form: Any) -> Any:
        operations.save_question(
            page=held_page,
            question=held,
            actor=person_of(request),
            at=timezone.now(),
            **form.fields_for_operation(),
        )

    title = _("Change the question") if held else _("New question")
    about = str(QuestionKind(kind).label)
    return _form_page(request, survey.round, form, act, survey=survey, title=title, about=about)


# What a press on the editing page does; each comes back to it.
def _delete_survey(survey: Survey, pk: int, actor: Any, at: Any) -> None:
    operations.delete_survey(survey=survey, actor=actor, at=at)


def _delete_page(survey: Survey, pk: int, actor: Any, at: Any) -> None:
    operations.delete_page(page=_page(survey, pk), actor=actor, at=at)


def _delete_question(survey: Survey, pk: int, actor: Any, at: Any) -> None:
    operations.delete_question(question=_question(survey, pk), actor=actor, at=at)


def _up(survey: Survey, pk: int, actor: Any, at: Any) -> None:
    operations.move_question(question=_question(survey, pk), up=True, actor=actor, at=at)


def _down(survey: Survey, pk: int, actor: Any, at: Any) -> None:
    operations.move_question(question=_question(survey, pk), up=False, actor=actor, at=at)


def _publish(survey: Survey, pk: int, actor: Any, at: Any) -> None:
    operations.publish(survey=survey, actor=actor, at=at)


def _take_back(survey: Survey, pk: int, actor: Any, at: Any) -> None:
    operations.take_back(survey=survey, actor=actor, at=at)


_DO: dict[str, Callable[[Survey, int, Any, Any], None]] = {
    "delete_survey": _delete_survey,
    "delete_page": _delete_page,
    "delete_question": _delete_question,
    "up": _up,
    "down": _down,
    "publish": _publish,
    "take_back": _take_back,
}


@staff_page
@require_POST
def do(request: HttpRequest, akimat: Akimat, round_slug: str, pk: int) -> HttpResponse:
    """`do` is "publish" or, with the id of a question or page, "up:12"."""
    survey = survey_to_run(request, akimat, round_slug, pk)
    act, _colon, target = request.POST.get("do", "").partition(":")
    if act not in _DO or (target and not target.isdecimal()):
        raise Http404
    try:
        _DO[act](survey, int(target or 0), person_of(request), timezone.now())
    except DomainError as error:
        messages.error(request, error.message)
    else:
        if act == "delete_survey":
            messages.success(request, _("The draft is deleted."))
            return redirect("edp:surveys", akimat.slug, round_slug)
        if act == "publish":
            messages.success(request, _("Published. Those with a seat are told."))
    return redirect("edp:survey_edit", akimat.slug, round_slug, survey.pk)


@staff_page
@require_http_methods(["GET", "HEAD", "POST"])
def close(request: HttpRequest, akimat: Akimat, round_slug: str, pk: int) -> HttpResponse:
    survey = survey_to_run(request, akimat, round_slug, pk)
    form = ReasonForm(request.POST or None, hint=_("Kept in the record."))

    def act(form: Any) -> Any:
        operations.close_survey(
            survey=survey,
            reason=form.cleaned_data["reason"],
            actor=person_of(request),
            at=timezone.now(),
        )

    return _form_page(
        request,
        survey.round,
        form,
        act,
        survey=survey,
        title=_("Close the survey now"),
        button=_("Close it"),
    )


@staff_page
@require_safe
def preview(request: HttpRequest, akimat: Akimat, round_slug: str, pk: int) -> HttpResponse:
    """Every page with every question, as it will look; nothing can be sent from here."""
    survey = survey_to_run(request, akimat, round_slug, pk)
    pages = [
        (page, StepForm(questions=list(page.questions.all()), values={}, prefix="preview"))
        for page in queries.pages(survey)
    ]
    context = {"survey": survey, "pages": pages}
    return render(request, "edp/surveys/preview.html", frame(request, survey.round, **context))


def _page(survey: Survey, pk: int) -> SurveyPage:
    return get_object_or_404(SurveyPage, survey=survey, pk=pk)


def _question(survey: Survey, pk: int) -> Question:
    rows = Question.objects.select_related("page__survey")
    return get_object_or_404(rows, page__survey=survey, pk=pk)


def _form_page(
    request: HttpRequest,
    round: Any,
    form: forms.Form,
    act: Callable[[Any], Any],
    *,
    survey: Survey | None = None,
    **context: Any,
) -> HttpResponse:
    """A page with one form; `act` does it and may say where to go, else back to the survey."""
    status = 200
    if request.method == "POST":
        if form.is_valid():
            try:
                leads_to = act(form)
            except DomainError as error:
                form.add_error(None, error.message)
            else:
                slugs = (round.akimat.slug, round.slug)
                return redirect(*(leads_to or ("edp:survey_edit", *slugs, survey and survey.pk)))
        status = 422
    found = frame(request, round, form=form, survey=survey, **context)
    return render(request, "edp/surveys/form.html", found, status=status)
