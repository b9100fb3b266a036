"""The words of what a survey tells people, and of its acts in the record."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from commons.audit import verbs
from commons.notifications.kinds import register

VERBS: dict[str, str | Promise] = {
    "create_survey": _("began a survey"),
    "change_survey": _("changed a survey in preparation"),
    "delete_survey": _("deleted a survey in preparation"),
    "publish_survey": _("published a survey"),
    "take_back_survey": _("took a survey back to a draft"),
    "close_survey": _("closed a survey early"),
    "show_open_answers": _("showed open answers of a survey"),
    "hide_open_answers": _("hid open answers of a survey"),
}


def register_all() -> None:
    verbs.register(VERBS)
    register(
        "discovery_survey",
        subject=_("A survey for you: %(survey)s"),
        body=_(
            "The akimat asks you in the round “%(round)s”. "
            "You can answer from %(opens_at)s until %(closes_at)s."
        ),
    )
