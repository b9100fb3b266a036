"""What evidence tells the apps below: words of acts, parts of the stage's page, a person's copy."""

from datetime import datetime

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from commons.audit import verbs
from commons.people import exports

from .. import sections
from ..enums import StageKind
from ..models import Round
from ..sections import Section
from . import personal_data, queries
from .permissions import can_add

VERBS = {
    "add_asset": gettext_lazy("added a strength"),
    "change_asset": gettext_lazy("changed a strength"),
    "withdraw_asset": gettext_lazy("took a strength out of the register"),
    "support_asset": gettext_lazy("supported a strength"),
    "dispute_asset": gettext_lazy("disputed a strength"),
    "withdraw_remark": gettext_lazy("withdrew a remark on a strength"),
    "answer_remark": gettext_lazy("answered a remark on a strength"),
    "add_swot_item": gettext_lazy("wrote an entry of the SWOT"),
    "withdraw_swot_item": gettext_lazy("withdrew an entry of the SWOT"),
    "merge_swot_items": gettext_lazy("merged entries of the SWOT"),
    "agree_swot_item": gettext_lazy("marked an entry of the SWOT as agreed"),
    "disagree_swot_item": gettext_lazy("took the mark “agreed” off an entry of the SWOT"),
    "add_trend": gettext_lazy("added a note on a trend"),
    "change_trend": gettext_lazy("changed a note on a trend"),
    "withdraw_trend": gettext_lazy("withdrew a note on a trend"),
    "add_library_entry": gettext_lazy("added an entry to the library"),
    "change_library_entry": gettext_lazy("changed an entry of the library"),
    "withdraw_library_entry": gettext_lazy("took an entry out of the library"),
    "link_library_entry": gettext_lazy("linked an entry of the library to a round"),
    "unlink_library_entry": gettext_lazy("removed a link to an entry of the library"),
}


def register() -> None:
    verbs.register(VERBS)
    exports.register("discovery_evidence", personal_data.export)
    stage = StageKind.EVIDENCE
    sections.register(stage, key="strengths", order=20, read=_strengths)
    sections.register(stage, key="swot", order=40, read=_swot)
    sections.register(stage, key="trends", order=60, read=_trends)
    sections.register(stage, key="library", order=70, read=_library)


def _strengths(request: HttpRequest, round: Round, at: datetime) -> Section:
    rows = queries.assets(round)
    disputed = queries.disputed(round)
    state = ngettext("%(count)s is disputed.", "%(count)s are disputed.", disputed)
    return Section(
        title=_("Strengths register"),
        text=_(
            "What the territory has that others lack, each with its source. "
            "People in the room add to it and dispute it."
        ),
        url=_url(round, "evidence_strengths"),
        count=rows.count(),
        state=state % {"count": disputed} if disputed else "",
        actions=_act(request, round, _("Add a strength"), "evidence_strength_new"),
    )


def _swot(request: HttpRequest, round: Round, at: datetime) -> Section:
    return Section(
        title=_("SWOT, written together"),
        text=_("Strengths, weaknesses, opportunities and threats, in the words of the room."),
        url=_url(round, "evidence_swot"),
        count=queries.swot(round).count(),
    )


def _trends(request: HttpRequest, round: Round, at: datetime) -> Section:
    return Section(
        title=_("What is changing outside"),
        text=_("Notes on trends in science, technology and markets that will be felt here."),
        url=_url(round, "evidence_trends"),
        count=queries.trends(round).count(),
        actions=_act(request, round, _("Add a note"), "evidence_trend_new"),
    )


def _library(request: HttpRequest, round: Round, at: datetime) -> Section:
    linked = queries.links_of_round(round).count()
    return Section(
        title=_("What was tried elsewhere"),
        text=_("The library of all akimats: what others did, and what came of it."),
        url=reverse("edp:library", args=[round.akimat.slug]),
        count=queries.library().count(),
        state=_("Linked to this round: %(count)s.") % {"count": linked} if linked else "",
    )


def _url(round: Round, name: str) -> str:
    return reverse(f"edp:{name}", args=[round.akimat.slug, round.slug])


def _act(request: HttpRequest, round: Round, label: str, name: str) -> list[tuple[str, str]]:
    return [(label, _url(round, name))] if can_add(request.user, round) else []
