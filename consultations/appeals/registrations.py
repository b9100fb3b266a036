"""What this part tells the rooms below and the pages of hearings."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commons.audit import verbs
from commons.proposals import pages, panels
from commons.territories.models import Akimat

from .. import sections
from ..permissions import can_answer
from ..sections import Work
from . import messages, proposal_pages, queries
from .enums import Standing
from .standing import dress

VERBS = {
    "hearings.question_handed_over": gettext_lazy("named who prepares the reply"),
    "hearings.question_replied": gettext_lazy("replied to a question"),
    "hearings.question_reply_corrected": gettext_lazy("corrected a reply"),
}


def register() -> None:
    """Called once, when the apps are ready."""
    from . import receivers  # noqa: F401

    messages.register_all()
    verbs.register(VERBS)
    pages.register("questions", proposal_pages.PAGES)
    panels.register(proposal_pages.panels)
    sections.register(
        "questions", order=70, template="consultations/appeals/of_front.html", read=_section
    )
    sections.register_work("questions", order=70, read=_work)


def _section(request: HttpRequest, akimat: Akimat, at: datetime) -> dict[str, Any]:
    today = timezone.localdate(at)
    found = queries.listed(akimat, text="", standing="", sort="newest", today=today)[:3]
    return {
        "rows": [dress(one, today) for one in found],
        "figures": queries.figures(akimat, today),
    }


def _work(request: HttpRequest, akimat: Akimat, at: datetime) -> list[Work]:
    if not can_answer(request.user, akimat):
        return []
    waiting = queries.waiting(akimat)
    late = queries.standing_is(Standing.OVERDUE, timezone.localdate(at))
    return [
        Work(
            _("Questions to answer"),
            reverse("consultations:questions", args=[akimat.slug]) + "?sort=due&status=waiting",
            _("Open questions to the akim without a reply."),
            count=waiting.count(),
            late=waiting.filter(late).count(),
        )
    ]
