"""The one thing a visitor of a round is asked to do now, by where the round stands."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from . import links
from .enums import StageKind
from .models import Round
from .standing import Standing


@dataclass(frozen=True)
class Action:
    """`label` on the button, `url` where it leads."""

    label: str
    url: str


def primary(round: Round, standing: Standing) -> Action:
    """Never empty: what cannot be acted on can still be read."""
    for label, name in _wished(standing.code):
        if url := links.of_round(round, name):
            return Action(label, url)
    if standing.code in StageKind.values:
        return Action(_("See this stage"), links.of_round(round, "stage", standing.code))
    return Action(_("See the round"), links.of_round(round))


def _wished(code: str) -> list[tuple[str, str]]:
    """Labels with the names of pages, the best first; parts that do not exist are passed over."""
    wished: dict[str, list[tuple[str, str]]] = {
        "ahead": [(_("Read the rules"), "rules")],
        StageKind.MANDATE: [(_("Read the rules"), "rules")],
        StageKind.EVIDENCE: [(_("Look at the facts"), "evidence")],
        StageKind.DISCOVERY: [
            (_("Write an idea"), "opportunity_new"),
            (_("See the ideas"), "opportunities"),
        ],
        StageKind.EVALUATION: [(_("See the ideas"), "opportunities")],
        StageKind.CONSULTATION: [(_("Rate the shortlist"), "consultation")],
        StageKind.DECISION: [(_("See the shortlist"), "consultation")],
        StageKind.PLAN: [(_("Read the plan"), "plan"), (_("See the priorities"), "decision")],
        StageKind.MONITORING: [(_("See how far it is"), "monitoring")],
    }
    return wished.get(code, [])
