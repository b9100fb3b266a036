"""Who may see, answer and work on a survey."""

from datetime import datetime
from typing import Any

from ..enums import RoundStatus
from ..models import Survey
from ..permissions import can_run, seat_of
from .enums import Audience, ResultsShown, SurveyStatus


def can_see(person: Any, survey: Survey) -> bool:
    return survey.status == SurveyStatus.PUBLISHED or can_run(person, survey.round)


def is_open(survey: Survey, at: datetime) -> bool:
    return (
        survey.status == SurveyStatus.PUBLISHED
        and survey.round.status == RoundStatus.ANNOUNCED
        and survey.opens_at <= at < survey.closes_at
    )


def is_for(person: Any, survey: Survey) -> bool:
    """Whether this person, or visitor, is among those the survey asks."""
    if survey.audience == Audience.EVERYONE:
        return True
    if survey.audience == Audience.SIGNED_IN:
        return bool(person.is_authenticated and person.is_active)
    return seat_of(person, survey.round) is not None


def can_see_results(person: Any, survey: Survey, at: datetime) -> bool:
    """Everyone after the close, or from the opening on where the survey says so; its moderators
    from the opening on."""
    if survey.status != SurveyStatus.PUBLISHED or at < survey.opens_at:
        return False
    is_public = at >= survey.closes_at or survey.results_shown == ResultsShown.LIVE
    return is_public or can_run(person, survey.round)
