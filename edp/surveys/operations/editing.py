"""A draft is written: the survey, its pages, its questions."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from commons.audit.operations import record
from commons.interface.official import Texts, write
from commons.people.models import Person

from ... import texts as official
from ...models import Option, Question, Round, Survey, SurveyPage
from ..enums import CHOSEN, LEADING, QuestionKind
from ..errors import SurveyError
from .locks import lock_draft

SETTINGS = ("audience", "results_shown", "min_group", "opens_at", "closes_at")


@transaction.atomic
def create_survey(
    *,
    round: Round,
    title: Texts,
    intro: Texts,
    actor: Person,
    at: datetime,
    **settings: Any,
) -> Survey:
    """A draft without pages. `settings` are those of SETTINGS; both dates are needed."""
    official.require(title)
    official.require(intro)
    survey = Survey(round=round, **{name: settings[name] for name in SETTINGS if name in settings})
    write(survey, "title", title)
    write(survey, "intro", intro)
    survey.save()
    _record("create_survey", survey, actor, at)
    return survey


@transaction.atomic
def save_survey(
    *, survey: Survey, title: Texts, intro: Texts, actor: Person, at: datetime, **settings: Any
) -> Survey:
    """Raises SurveyError("frozen") and DiscoveryError("text_needed")."""
    held = lock_draft(survey)
    official.require(title)
    official.require(intro)
    write(held, "title", title)
    write(held, "intro", intro)
    for name in SETTINGS:
        if name in settings:
            setattr(held, name, settings[name])
    held.save()
    _record("change_survey", held, actor, at)
    return held


@transaction.atomic
def delete_survey(*, survey: Survey, actor: Person, at: datetime) -> None:
    held = lock_draft(survey)
    _record("delete_survey", held, actor, at)
    _questions(held).update(if_question=None, if_option=None, if_value=None)
    held.delete()


@transaction.atomic
def save_page(
    *, survey: Survey, title: Texts, actor: Person, at: datetime, page: SurveyPage | None = None
) -> SurveyPage:
    """Add a page at the end, or name one anew."""
    held = lock_draft(survey)
    official.require(title)
    if page is None:
        last = held.pages.aggregate(last=Max("position"))["last"]
        page = SurveyPage(survey=held, position=0 if last is None else last + 1)
    write(page, "title", title)
    page.save()
    _record("change_survey", held, actor, at)
    return page


@transaction.atomic
def delete_page(*, page: SurveyPage, actor: Person, at: datetime) -> None:
    """With its questions. Raises SurveyError("is_condition") where a later one depends on them."""
    held = lock_draft(page.survey)
    if _questions(held).filter(if_question__page=page).exclude(page=page).exists():
        raise SurveyError("is_condition")
    page.delete()
    _record("change_survey", held, actor, at)


@transaction.atomic
def save_question(
    *,
    page: SurveyPage,
    kind: str,
    text: Texts,
    actor: Person,
    at: datetime,
    question: Question | None = None,
    hint: Texts | None = None,
    options: Sequence[Texts] = (),
    lines: Sequence[Texts] = (),
    is_required: bool = False,
    steps: int = 5,
    low_label: Texts | None = None,
    high_label: Texts | None = None,
    if_question: Question | None = None,
    if_option: Option | None = None,
    if_value: int | None = None,
) -> Question:
    """Add a question at the end of its page, or change one; answers keep their place, so that
    conditions on them hold.

    Raises SurveyError: "frozen", "options_needed", "lines_needed", "condition_later",
    "is_condition" (an answer that another question depends on would go).
    """
    held = lock_draft(page.survey)
    official.require(text)
    _check(page, kind, options, lines, if_question)
    if question is None:
        last = page.questions.aggregate(last=Max("position"))["last"]
        question = Question(page=page, position=0 if last is None else last + 1)
    elif question.kind != kind and question.followers.exists():
        raise SurveyError("is_condition")
    question.page, question.kind, question.is_required = page, kind, is_required
    question.steps = steps
    question.if_question, question.if_option, question.if_value = if_question, if_option, if_value
    _check_order(question)
    for field, given in (
        ("text", text),
        ("hint", hint),
        ("low_label", low_label),
        ("high_label", high_label),
    ):
        write(question, field, given or {})
    question.save()
    _write_options(question, options if kind in CHOSEN else (), is_line=False)
    _write_options(question, lines if kind == QuestionKind.MATRIX else (), is_line=True)
    _record("change_survey", held, actor, at)
    return question


def _check(
    page: SurveyPage,
    kind: str,
    options: Sequence[Texts],
    lines: Sequence[Texts],
    if_question: Question | None,
) -> None:
    if kind in CHOSEN and len(options) < 2:
        raise SurveyError("options_needed")
    if kind == QuestionKind.MATRIX and len(lines) < 2:
        raise SurveyError("lines_needed")
    for texts in (*options, *lines):
        official.require(texts)
    if if_question is not None and (
        if_question.kind not in LEADING
        or if_question.page.survey_id != page.survey_id
        or _place(if_question.page) >= _place(page)
    ):
        raise SurveyError("condition_later")


def _check_order(question: Question) -> None:
    """Those that depend on it must stay on later pages."""
    if question.pk is None:
        return
    for follower in question.followers.select_related("page"):
        if _place(follower.page) <= _place(question.page):
            raise SurveyError("condition_later")


def _place(page: SurveyPage) -> tuple[int, int]:
    return page.position, page.pk


def _write_options(question: Question, given: Sequence[Texts], *, is_line: bool) -> None:
    held = list(question.options.filter(is_line=is_line).order_by("position", "pk"))
    for position, texts in enumerate(given):
        option = held[position] if position < len(held) else Option(question=question)
        option.position, option.is_line = position, is_line
        write(option, "text", texts)
        option.save()
    for extra in held[len(given) :]:
        if Question.objects.filter(if_option=extra).exists():
            raise SurveyError("is_condition")
        extra.delete()


@transaction.atomic
def delete_question(*, question: Question, actor: Person, at: datetime) -> None:
    """Raises SurveyError("is_condition") where another question depends on it."""
    held = lock_draft(question.page.survey)
    if question.followers.exists():
        raise SurveyError("is_condition")
    question.delete()
    _record("change_survey", held, actor, at)


@transaction.atomic
def move_question(*, question: Question, up: bool, actor: Person, at: datetime) -> None:
    """Before or after its neighbour on the same page; at the end nothing happens."""
    held = lock_draft(question.page.survey)
    rows = list(question.page.questions.order_by("position", "pk"))
    place = next(n for n, row in enumerate(rows) if row.pk == question.pk)
    other = place - 1 if up else place + 1
    if not 0 <= other < len(rows):
        return
    rows[place], rows[other] = rows[other], rows[place]
    for position, row in enumerate(rows):
        row.position = position
    Question.objects.bulk_update(rows, ["position"])
    _record("change_survey", held, actor, at)


def _questions(survey: Survey) -> Any:
    return Question.objects.filter(page__survey=survey)


def _record(verb: str, survey: Survey, actor: Person, at: datetime) -> None:
    record(verb=verb, subject=survey, at=at, actor=actor, akimat=survey.round.akimat)
