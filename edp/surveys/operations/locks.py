"""A survey is held while it is written to."""

from ...models import Survey
from ..enums import SurveyStatus
from ..errors import SurveyError


def lock(survey: Survey) -> Survey:
    return (
        Survey.objects.select_for_update(of=("self",), no_key=True)
        .select_related("round__akimat__territory")
        .get(pk=survey.pk)
    )


def lock_draft(survey: Survey) -> Survey:
    """Raises SurveyError("frozen") unless it is a draft."""
    held = lock(survey)
    if held.status != SurveyStatus.DRAFT:
        raise SurveyError("frozen")
    return held
