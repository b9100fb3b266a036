"""What this part tells the apps below it and the stages of a round."""

from datetime import datetime

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commons.audit import verbs
from commons.people import exports
from commons.proposals import pages, panels

from .. import sections
from ..enums import StageKind
from ..models import Round
from . import messages, personal_data, proposal_pages, queries, words
from .permissions import is_call_open

VERBS = {
    "correct_opportunity": gettext_lazy("corrected the card"),
    "set_opportunity_status": gettext_lazy("moved the card on"),
    "merge_opportunity": gettext_lazy("merged the card into another"),
    "split_opportunity": gettext_lazy("split the card"),
}


def register() -> None:
    messages.register_all()
    verbs.register(VERBS)
    exports.register("opportunities", personal_data.export)
    pages.register("opportunities", proposal_pages.PAGES)
    panels.register(proposal_pages.panels)
    sections.register(StageKind.DISCOVERY, key="opportunities", order=30, read=section)


def section(request: HttpRequest, round: Round, at: datetime) -> sections.Section:
    said = words.of_round(round)
    args = [round.akimat.slug, round.slug]
    actions = []
    if is_call_open(round, at):
        actions.append((str(said.add), reverse("edp:opportunity_new", args=args)))
    return sections.Section(
        title=str(said.title),
        text=_("What the region could do: cards that anyone can write, read, discuss and support."),
        url=reverse("edp:opportunities", args=args),
        count=queries.standing(round).count(),
        actions=actions,
    )
