"""A survey of the evidence stage: firms of the room and residents answer it."""

import random
from datetime import datetime, timedelta
from typing import Any

from edp.models import Question, Round, Stakeholder, Survey
from edp.surveys import operations
from edp.surveys.enums import Audience, QuestionKind

from ..people import Cast
from .content import load, texts


def create(
    *, round: Round, seats: list[Stakeholder], cast: Cast, first: datetime, last: datetime
) -> Survey:
    rng = random.Random("survey")
    content = load("survey")
    survey = operations.create_survey(
        round=round,
        title=texts(content["title"]),
        intro=texts(content["intro"]),
        audience=Audience.SIGNED_IN,
        opens_at=first + timedelta(days=1),
        closes_at=last - timedelta(days=1),
        actor=cast.moderator,
        at=first,
    )
    asked = _ask(survey, content, cast, first)
    operations.publish(survey=survey, actor=cast.moderator, at=first)
    survey.refresh_from_db()
    people = [seat.person for seat in seats[::6] if seat.person] + cast.residents[50:58]
    span = last - first - timedelta(days=4)
    for number, person in enumerate(people):
        at = first + timedelta(days=2) + span * number / len(people)
        response = operations.start(
            survey=survey, person=person, key=None, language=person.language, at=at
        )
        values = {question.pk: _answer(question, rng) for question in asked}
        operations.save_answers(response=response, values=values, at=at)
        operations.send(response=response, at=at)
    return survey


def _ask(survey: Survey, content: dict[str, Any], cast: Cast, at: datetime) -> list[Question]:
    made = []
    for part in content["page"]:
        page = operations.save_page(
            survey=survey, title=texts(part["title"]), actor=cast.moderator, at=at
        )
        for row in part["question"]:
            scale: dict[str, Any] = {
                name: texts(row[name]) for name in ("low_label", "high_label") if name in row
            }
            made.append(
                operations.save_question(
                    page=page,
                    kind=row["kind"],
                    text=texts(row["text"]),
                    options=[texts(one) for one in row.get("options", [])],
                    lines=[texts(one) for one in row.get("lines", [])],
                    is_required=row.get("required", False),
                    actor=cast.moderator,
                    at=at,
                    **scale,
                )
            )
    return made


def _answer(question: Question, rng: random.Random) -> Any:
    options = [one.pk for one in question.options.filter(is_line=False).order_by("position")]
    if question.kind == QuestionKind.SINGLE:
        return [rng.choice(options)]
    if question.kind == QuestionKind.MULTIPLE:
        return rng.sample(options, rng.randint(1, min(3, len(options))))
    if question.kind == QuestionKind.MATRIX:
        lines = question.options.filter(is_line=True)
        return {str(line.pk): rng.choice(options) for line in lines}
    return rng.choice((2, 3, 3, 4, 4, 5))
