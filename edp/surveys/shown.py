"""Answers in words, for the person who gave them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ..models import Question, SurveyPage
from .enums import QuestionKind
from .logic import is_whole
from .results import scale_label


@dataclass(frozen=True)
class ShownAnswer:
    """`lines` are what was answered; `is_missing` where it must be and is not."""

    question: Question
    lines: Sequence[str]
    is_missing: bool


def shown_answers(
    steps: Sequence[tuple[SurveyPage, list[Question]]], values: Mapping[int, Any]
) -> list[tuple[SurveyPage, list[ShownAnswer]]]:
    return [
        (page, [_shown(question, values.get(question.pk)) for question in questions])
        for page, questions in steps
    ]


def _shown(question: Question, value: Any) -> ShownAnswer:
    missing = question.is_required and not is_whole(question, value)
    return ShownAnswer(question, _lines(question, value), missing)


def _lines(question: Question, value: Any) -> list[str]:
    if value is None:
        return []
    names = {option.pk: option.text for option in question.options.all()}
    if question.kind == QuestionKind.SCALE:
        return [scale_label(question, value)]
    if question.kind == QuestionKind.MATRIX:
        return [f"{names[int(line)]}: {names[pk]}" for line, pk in value.items()]
    if question.kind == QuestionKind.OPEN:
        return [value]
    return [names[pk] for pk in value]
