"""What surveys tell the apps below: words, a section of the stage's page, personal data."""

from datetime import datetime

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from commons.people import erasers, exports
from commons.people.models import Person

from .. import sections
from ..enums import StageKind
from ..models import Round
from . import messages, operations, personal_data, queries
from .permissions import is_open


def register() -> None:
    messages.register_all()
    exports.register("discovery_surveys", personal_data.export)
    erasers.register("discovery_surveys", _erase)
    for stage in (StageKind.EVIDENCE, StageKind.DISCOVERY):
        sections.register(stage, key="surveys", order=40, read=_section)


def _erase(person: Person) -> None:
    operations.forget(person=person)


def _section(request: HttpRequest, round: Round, at: datetime) -> sections.Section | None:
    here = [round.akimat.slug, round.slug]
    surveys = list(queries.public(round))
    for survey in surveys:
        survey.round = round
    now = [survey for survey in surveys if is_open(survey, at)]
    return sections.Section(
        title=_("Surveys"),
        text=_("Questions to people and firms of the place, and what they answered."),
        url=reverse("edp:surveys", args=here),
        count=len(surveys),
        state=_("open now") if now else "",
        actions=[
            (survey.title, reverse("edp:survey", args=[*here, survey.pk])) for survey in now[:3]
        ],
    )
