"""What this part tells the rooms below and the pages of hearings."""

from django.utils.translation import gettext_lazy as _

from commons.audit import verbs
from commons.notifications import topics as followed
from commons.people import erasers, exports

from .. import sections
from . import front, messages, near, personal_data, topics

VERBS = {
    "hearings.meeting_created": _("began to prepare a meeting"),
    "hearings.meeting_changed": _("changed a meeting"),
    "hearings.meeting_discarded": _("threw the draft of a meeting away"),
    "hearings.meeting_announced": _("announced a meeting"),
    "hearings.meeting_cancelled": _("cancelled a meeting"),
    "hearings.meeting_reminded": _("reminded of a meeting"),
    "hearings.paper_added": _("added a paper to a meeting"),
    "hearings.paper_removed": _("removed a paper of a meeting in preparation"),
    "hearings.paper_withdrawn": _("withdrew a published paper of a meeting"),
    "hearings.agenda_set": _("wrote the agenda of a meeting"),
    "hearings.agenda_accepted": _("put a proposed item on an agenda"),
    "hearings.agenda_declined": _("declined an item proposed for an agenda"),
    "hearings.visitor_entered": _("entered somebody who comes to a meeting"),
    "hearings.registration_cancelled": _("cancelled a registration for a meeting"),
    "hearings.hearing_requested": _("asked for an environmental hearing"),
    "hearings.hearing_request_answered": _("answered a request for an environmental hearing"),
}


def register() -> None:
    """Called once, when the apps are ready."""
    messages.register_all()
    verbs.register(VERBS)
    followed.register("meeting", topics.meetings)
    followed.register("hearings", topics.akimats)
    exports.register("meetings", personal_data.export)
    erasers.register("meetings", personal_data.erase)
    sections.register(
        "meetings", order=10, template="consultations/meetings/section.html", read=front.section
    )
    sections.register_work("meetings", order=20, read=front.work)
    near.register("meetings", front.near_rows)
