"""Answers are kept step by step and sent once."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from commons.people.models import Person

from ...models import Answer, Survey, SurveyResponse
from ...permissions import seat_of
from .. import logic, queries
from ..errors import SurveyError
from ..permissions import is_for, is_open


@transaction.atomic
def start(
    *, survey: Survey, person: Person | None, key: UUID | None, language: str, at: datetime
) -> SurveyResponse:
    """The response of the account, or of the browser that holds the key; made where there is none.
    What a browser began before its person signed in goes to the account.

    Raises SurveyError: "not_open", "not_for_you", "sent_already".
    """
    _check(survey, person, at)
    found = queries.response_of(survey, person, key)
    if found is None:
        values: dict[str, Any] = {"language": language, "started_at": at}
        if person is not None:
            found, _new = SurveyResponse.objects.get_or_create(
                survey=survey, person=person, defaults=values
            )
        else:
            assert key is not None
            found, _new = SurveyResponse.objects.get_or_create(
                key=key, defaults={**values, "survey": survey}
            )
    if found.sent_at is not None:
        raise SurveyError("sent_already")
    if person is not None and found.person_id is None:
        found.person = person
        found.save(update_fields=["person"])
    return found


def _check(survey: Survey, person: Person | None, at: datetime) -> None:
    if not is_open(survey, at):
        raise SurveyError("not_open")
    if not is_for(person or _Visitor(), survey):
        raise SurveyError("not_for_you", audience=survey.get_audience_display())


class _Visitor:
    is_authenticated = False
    is_active = False


def _lock(response: SurveyResponse) -> SurveyResponse:
    """The response, held. A browser that sends twice at once finds the second one sent."""
    held = SurveyResponse.objects.select_for_update(of=("self",), no_key=True).get(pk=response.pk)
    if held.sent_at is not None:
        raise SurveyError("sent_already")
    return held


@transaction.atomic
def save_answers(*, response: SurveyResponse, values: Mapping[int, Any], at: datetime) -> None:
    """Keep answers by the id of their question; an empty one removes what was kept before.

    Raises SurveyError: "not_open", "not_for_you", "sent_already".
    """
    held = _lock(response)
    _check(response.survey, held.person, at)
    for question, value in values.items():
        if value in (None, "", [], {}):
            Answer.objects.filter(response=held, question=question).delete()
        else:
            Answer.objects.update_or_create(
                response=held, question_id=question, defaults={"value": value}
            )


@transaction.atomic
def send(*, response: SurveyResponse, at: datetime) -> SurveyResponse:
    """The answers count from now on. Those to questions that in the end are not asked are dropped.

    Raises SurveyError: "not_open", "not_for_you", "sent_already", "required".
    """
    held = _lock(response)
    survey = response.survey
    _check(survey, held.person, at)
    values = queries.values(held)
    steps = logic.asked(queries.pages(survey), values)
    if logic.unanswered(steps, values):
        raise SurveyError("required")
    kept = [question.pk for _page, questions in steps for question in questions]
    Answer.objects.filter(response=held).exclude(question__in=kept).delete()
    seat = seat_of(held.person, survey.round) if held.person else None
    held.sector = seat.sector if seat else ""
    held.sent_at = at
    held.save(update_fields=["sector", "sent_at"])
    return held


@transaction.atomic
def forget(*, person: Person) -> None:
    """The account goes: what was sent stays without its person, what was not goes with it."""
    SurveyResponse.objects.filter(person=person, sent_at=None).delete()
    SurveyResponse.objects.filter(person=person).update(person=None)
