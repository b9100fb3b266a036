"""A survey is published, taken back before it opens, or closed early."""

from datetime import datetime

from django.db import transaction
from django.urls import reverse

from commons.audit.operations import record
from commons.interface.official import read
from commons.notifications.operations import notify_people
from commons.people.models import Person

from ...enums import RoundStatus
from ...models import Question, Survey
from ...stakeholders.enums import StakeholderStatus
from ..enums import TRANSITIONS, SurveyStatus
from ..errors import SurveyError
from .locks import lock, lock_draft


@transaction.atomic
def publish(*, survey: Survey, actor: Person, at: datetime) -> Survey:
    """From now on nothing about it changes. Those with a seat are told.

    Raises SurveyError: "frozen", "round_not_running", "nothing_to_ask", "over_already".
    """
    held = lock_draft(survey)
    if held.round.status != RoundStatus.ANNOUNCED:
        raise SurveyError("round_not_running")
    if not Question.objects.filter(page__survey=held).exists():
        raise SurveyError("nothing_to_ask")
    if held.closes_at <= at:
        raise SurveyError("over_already")
    held.status, held.published_at = SurveyStatus.PUBLISHED, at
    held.save(update_fields=["status", "published_at"])
    record(verb="publish_survey", subject=held, at=at, actor=actor, akimat=held.round.akimat)
    _tell(held, at)
    return held


def _tell(survey: Survey, at: datetime) -> None:
    round = survey.round
    notify_people(
        people=Person.objects.filter(
            discovery_seats__round=round, discovery_seats__status=StakeholderStatus.ACCEPTED
        ),
        kind="discovery_survey",
        params={
            "survey": read(survey, "title"),
            "round": read(round, "title"),
            "opens_at": survey.opens_at.isoformat(),
            "closes_at": survey.closes_at.isoformat(),
        },
        path=reverse("edp:survey", args=[round.akimat.slug, round.slug, survey.pk]),
        key=f"survey/{survey.pk}/published",
        at=at,
    )


@transaction.atomic
def take_back(*, survey: Survey, actor: Person, at: datetime) -> Survey:
    """To a draft again. Raises SurveyError("has_opened") once anybody could have answered."""
    held = lock(survey)
    if SurveyStatus.DRAFT not in TRANSITIONS[held.status]:
        raise SurveyError("not_published")
    if held.opens_at <= at or held.responses.exists():
        raise SurveyError("has_opened")
    held.status, held.published_at = SurveyStatus.DRAFT, None
    held.save(update_fields=["status", "published_at"])
    record(verb="take_back_survey", subject=held, at=at, actor=actor, akimat=held.round.akimat)
    return held


@transaction.atomic
def close_survey(*, survey: Survey, reason: str, actor: Person, at: datetime) -> Survey:
    """Close an open survey before its time, with a reason for the record."""
    held = lock(survey)
    if held.status != SurveyStatus.PUBLISHED or not held.opens_at < at < held.closes_at:
        raise SurveyError("not_open")
    held.closes_at = at
    held.save(update_fields=["closes_at"])
    record(
        verb="close_survey",
        subject=held,
        at=at,
        actor=actor,
        akimat=held.round.akimat,
        reason=reason,
    )
    return held
