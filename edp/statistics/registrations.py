"""What statistics tell the apps below: words of acts, and their place among the evidence."""

from datetime import datetime

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commons.audit import verbs

from .. import sections
from ..enums import StageKind
from ..models import Round
from . import queries


def register() -> None:
    verbs.register({"import_figures": gettext_lazy("imported figures of the statistics")})
    sections.register(StageKind.EVIDENCE, key="statistics", order=30, read=_section)


def _section(request: HttpRequest, round: Round, at: datetime) -> sections.Section:
    here = [round.akimat.slug]
    return sections.Section(
        title=_("What the figures say"),
        text=_(
            "Indicators of the region over the years and beside other regions, and what its "
            "people work in more than elsewhere. Every number names its source."
        ),
        url=reverse("edp:statistics", args=here),
        count=queries.statistics(round.akimat).count(),
        actions=[
            (
                _("What the region does more than others"),
                reverse("edp:statistics_activities", args=here),
            )
        ],
    )
