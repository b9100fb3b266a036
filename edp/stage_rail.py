"""The stages of a round in one row, each leading to its page."""

from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from .enums import StageKind
from .models import Round
from .queries import stages

# Short names for the rail; each is a noun a newcomer understands.
TITLES: dict[str, str | Promise] = {
    StageKind.MANDATE: _("Mandate"),
    StageKind.EVIDENCE: _("Evidence"),
    StageKind.DISCOVERY: _("Discovery"),
    StageKind.EVALUATION: _("Evaluation"),
    StageKind.CONSULTATION: _("Consultation"),
    StageKind.DECISION: _("Decision"),
    StageKind.PLAN: _("Plan"),
    StageKind.MONITORING: _("Monitoring"),
}


def rail_of(round: Round, at: datetime | None = None) -> list[dict[str, Any]]:
    """Items for `{% rail %}`: title, state ("done", "now", ""), url."""
    at = at or timezone.now()
    items = []
    for kind, phase in stages.by_kind(round).items():
        state = "now" if phase.is_open(at) else ("done" if phase.is_over(at) else "")
        url = reverse("edp:stage", args=[round.akimat.slug, round.slug, kind])
        items.append({"title": TITLES[kind], "state": state, "url": url, "kind": kind})
    return items
