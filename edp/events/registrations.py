"""What events tell the rest of the house: words of acts and messages, the part of a stage's page,
a person's copy of their data."""

from datetime import datetime

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commons.audit import verbs
from commons.interface.dates import date_time
from commons.people import erasers, exports

from .. import sections
from ..models import Round
from ..permissions import can_run
from ..sections import Section
from . import messages, personal_data, queries

VERBS = {
    "create_event": gettext_lazy("planned an event"),
    "change_event": gettext_lazy("changed an event"),
    "publish_event": gettext_lazy("announced an event"),
    "cancel_event": gettext_lazy("cancelled an event"),
    "discard_event": gettext_lazy("threw the draft of an event away"),
    "remind_of_event": gettext_lazy("reminded of an event"),
    "mark_attendance": gettext_lazy("marked who came to an event"),
    "import_attendance": gettext_lazy("imported a list of who came to an event"),
    "add_walk_in": gettext_lazy("entered somebody who came to an event"),
    "remove_note": gettext_lazy("removed a note of an event"),
    "restore_note": gettext_lazy("put a note of an event back"),
    "save_report": gettext_lazy("saved the report of an event"),
    "publish_report": gettext_lazy("published the report of an event"),
}


def register() -> None:
    messages.register_all()
    verbs.register(VERBS)
    exports.register("discovery_events", personal_data.export)
    erasers.register("discovery_events", personal_data.erase)
    sections.register("discovery", key="events", order=20, read=of_discovery)


def of_discovery(request: HttpRequest, round: Round, at: datetime) -> Section:
    """Events, as the page of the stage shows them."""
    public = queries.public(round).filter(cancelled_at=None)
    coming = public.filter(ends_at__gt=at).order_by("starts_at").first()
    place = [round.akimat.slug, round.slug]
    actions = []
    if can_run(request.user, round):
        actions.append((_("Plan an event"), reverse("edp:event_new", args=place)))
    state = ""
    if coming is not None:
        state = _("Next: %(title)s, %(when)s") % {
            "title": coming.title,
            "when": date_time(coming.starts_at),
        }
    return Section(
        title=_("Events"),
        text=_(
            "Focus groups, roundtables and plenaries, where business, science, government and "
            "residents look for opportunities together."
        ),
        url=reverse("edp:events", args=place),
        count=public.count(),
        state=state,
        actions=actions,
    )
