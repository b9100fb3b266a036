"""What this part tells the rooms below and the pages of hearings."""

from django.utils.translation import gettext_lazy as _

from commons.audit import verbs
from commons.people import erasers, exports

from .. import sections
from ..meetings import extras
from . import front, messages, personal_data

VERBS = {
    "hearings.meeting_started": _("opened a meeting"),
    "hearings.meeting_held": _("ended a meeting"),
    "hearings.attendance_marked": _("marked who was at a meeting"),
    "hearings.meeting_question_answered": _("answered a question at a meeting"),
    "hearings.meeting_question_hidden": _("hid a question at a meeting"),
    "hearings.meeting_question_shown": _("showed a hidden question at a meeting again"),
    "hearings.roll_call_prepared": _("prepared a roll-call vote"),
    "hearings.roll_call_opened": _("opened a roll-call vote"),
    "hearings.roll_call_closed": _("closed a roll-call vote"),
    "hearings.roll_call_dropped": _("took a vote off the list"),
    "hearings.meeting_decided": _("wrote down a decision of a meeting"),
    "hearings.meeting_decision_reworded": _("corrected the words of a decision"),
    "hearings.recording_saved": _("saved the recording of a meeting"),
    "hearings.minutes_published": _("published the minutes of a meeting"),
    "hearings.minutes_corrected": _("corrected published minutes"),
    "hearings.minutes_appealed": _("appealed against minutes"),
    "hearings.minutes_appeal_answered": _("answered an appeal against minutes"),
}


def register() -> None:
    """Called once, when the apps are ready."""
    messages.register_all()
    verbs.register(VERBS)
    exports.register("sittings", personal_data.export)
    erasers.register("sittings", personal_data.erase)
    extras.register("sittings", front.of_meeting)
    sections.register(
        "sittings", order=45, template="consultations/sittings/section.html", read=front.section
    )
    sections.register_work("sittings", order=30, read=front.work)
