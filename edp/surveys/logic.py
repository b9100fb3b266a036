"""Which questions somebody is asked, by what they have answered. No database."""

from collections.abc import Mapping, Sequence
from typing import Any

from .enums import QuestionKind
from .models import Question, SurveyPage

Values = Mapping[int, Any]


def asked(pages: Sequence[SurveyPage], values: Values) -> list[tuple[SurveyPage, list[Question]]]:
    """The pages with a question to ask, each with those questions, in order.

    `values` are answers by the id of their question. A question that depends on one which is
    itself not asked is not asked either. Pages come with questions prefetched.
    """
    shown: set[int] = set()
    found = []
    for page in pages:
        questions = [one for one in page.questions.all() if _is_asked(one, values, shown)]
        # A condition looks at earlier pages only: what this page shows counts from the next on.
        shown |= {one.pk for one in questions}
        if questions:
            found.append((page, questions))
    return found


def _is_asked(question: Question, values: Values, shown: set[int]) -> bool:
    if question.if_question_id is None:
        return True
    if question.if_question_id not in shown:
        return False
    value = values.get(question.if_question_id)
    if question.if_option_id is not None:
        return isinstance(value, list) and question.if_option_id in value
    return value is not None and value == question.if_value


def unanswered(
    steps: Sequence[tuple[SurveyPage, list[Question]]], values: Values
) -> list[tuple[SurveyPage, Question]]:
    """Required questions that were asked and have no whole answer yet."""
    return [
        (page, question)
        for page, questions in steps
        for question in questions
        if question.is_required and not is_whole(question, values.get(question.pk))
    ]


def is_whole(question: Question, value: Any) -> bool:
    """A matrix is whole once each of its lines has an answer."""
    if question.kind == QuestionKind.MATRIX:
        lines = [option for option in question.options.all() if option.is_line]
        return isinstance(value, dict) and all(str(line.pk) in value for line in lines)
    return value not in (None, "", [])
