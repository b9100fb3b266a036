"""Reads of surveys."""

from typing import Any
from uuid import UUID

from django.db.models import Count, Prefetch, Q, QuerySet

from commons.people.models import Person

from ..models import Answer, Option, Question, Round, Survey, SurveyPage, SurveyResponse
from .enums import QuestionKind, Reading, SurveyStatus


def of_round(round: Round) -> QuerySet[Survey]:
    """All surveys with the number of answers sent, the latest to open first."""
    sent = Count("responses", filter=Q(responses__sent_at__isnull=False))
    return Survey.objects.filter(round=round).annotate(sent=sent).order_by("-opens_at", "-pk")


def public(round: Round) -> QuerySet[Survey]:
    return of_round(round).filter(status=SurveyStatus.PUBLISHED)


def pages(survey: Survey) -> list[SurveyPage]:
    """The pages in order with their questions and options: three queries."""
    options = Option.objects.order_by("position", "pk")
    questions = Question.objects.order_by("position", "pk").prefetch_related(
        Prefetch("options", queryset=options)
    )
    rows = SurveyPage.objects.filter(survey=survey).order_by("position", "pk")
    return list(rows.prefetch_related(Prefetch("questions", queryset=questions)))


def values(response: SurveyResponse | None) -> dict[int, Any]:
    """What was answered so far, by the id of the question."""
    if response is None or response.pk is None:
        return {}
    return dict(Answer.objects.filter(response=response).values_list("question", "value"))


def response_of(survey: Survey, person: Person | None, key: UUID | None) -> SurveyResponse | None:
    """The account's response; without one, that of the browser whose cookie holds the key."""
    rows = SurveyResponse.objects.filter(survey=survey)
    found = rows.filter(person=person).first() if person else None
    if found is None and key is not None:
        found = rows.filter(person=None, key=key).first()
    return found


def sent(survey: Survey) -> QuerySet[SurveyResponse]:
    """The responses that count, the earliest first."""
    rows = SurveyResponse.objects.filter(survey=survey, sent_at__isnull=False)
    return rows.order_by("sent_at", "pk")


def open_answers(survey: Survey, reading: str = "") -> QuerySet[Answer]:
    """Answers in people's own words, the earliest first."""
    rows = Answer.objects.filter(
        question__page__survey=survey,
        question__kind=QuestionKind.OPEN,
        response__sent_at__isnull=False,
    ).select_related("question", "response")
    if reading in Reading.values:
        rows = rows.filter(reading=reading)
    return rows.order_by("response__sent_at", "pk")
