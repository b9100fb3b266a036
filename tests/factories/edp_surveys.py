"""A survey with every kind of question, and people who answer it."""

import uuid
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from commons.people.models import Person
from edp.models import Question, Round, Survey, SurveyResponse
from edp.surveys import operations
from edp.surveys.enums import Audience, QuestionKind
from tests.factories.edp import texts


def draft(round: Round, actor: Person, at: datetime, **settings: Any) -> Survey:
    values: dict[str, Any] = {
        "opens_at": at - timedelta(days=1),
        "closes_at": at + timedelta(days=10),
        "audience": Audience.EVERYONE,
        **settings,
    }
    return operations.create_survey(
        round=round, title=texts("Bread"), intro=texts("We ask."), actor=actor, at=at, **values
    )


def every_kind(survey: Survey, actor: Person, at: datetime) -> dict[str, Question]:
    """Two pages; `why` is asked of those who answered `bakes` with the first option."""

    def page(words: str) -> Any:
        return operations.save_page(survey=survey, title=texts(words), actor=actor, at=at)

    def ask(where: Any, kind: str, words: str, **more: Any) -> Question:
        return operations.save_question(
            page=where, kind=kind, text=texts(words), actor=actor, at=at, **more
        )

    first, second = page("First"), page("Second")
    pair = [texts("Yes"), texts("No")]
    bakes = ask(first, QuestionKind.SINGLE, "Do you bake?", options=pair, is_required=True)
    buys = ask(first, QuestionKind.MULTIPLE, "What do you buy?", options=[*pair, texts("Oil")])
    yes = bakes.options.get(position=0)
    return {
        "bakes": bakes,
        "buys": buys,
        "hopes": ask(second, QuestionKind.SCALE, "How much hope?", low_label=texts("none")),
        "judges": ask(
            second, QuestionKind.MATRIX, "How is it?", options=pair, lines=[*pair, texts("Roads")]
        ),
        "why": ask(
            second,
            QuestionKind.OPEN,
            "Why do you bake?",
            is_required=True,
            if_question=bakes,
            if_option=yes,
        ),
    }


def published(round: Round, actor: Person, at: datetime, **settings: Any) -> Survey:
    """With the questions of `every_kind` as its attribute `asks`."""
    survey = draft(round, actor, at, **settings)
    asks = every_kind(survey, actor, at)
    survey = operations.publish(survey=survey, actor=actor, at=at)
    survey.round = round
    survey.asks = asks  # type: ignore[attr-defined]
    return survey


def option(question: Question, place: int = 0) -> int:
    return question.options.filter(is_line=False).order_by("position")[place].pk


def answered(
    survey: Survey,
    at: datetime,
    person: Person | None = None,
    values: dict[int, Any] | None = None,
) -> SurveyResponse:
    """Sent answers; without `values` only the first question is answered, with no."""
    asks = survey.asks  # type: ignore[attr-defined]
    held = operations.start(survey=survey, person=person, key=uuid.uuid4(), language="ru", at=at)
    held.survey = survey
    values = values or {asks["bakes"].pk: [option(asks["bakes"], 1)]}
    operations.save_answers(response=held, values=values, at=at)
    return operations.send(response=held, at=at)


def many(survey: Survey, at: datetime, sectors: Sequence[str]) -> list[SurveyResponse]:
    """Sent answers of visitors, given sectors afterwards: "" is everybody else."""
    found = []
    for number, sector in enumerate(sectors):
        one = answered(survey, at + timedelta(seconds=number))
        SurveyResponse.objects.filter(pk=one.pk).update(sector=sector)
        found.append(one)
    return found
