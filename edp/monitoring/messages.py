"""The words of what monitoring tells people."""

from django.utils.translation import gettext_lazy as _

from commons.notifications.kinds import Text, register

WORDS: dict[str, tuple[Text, Text]] = {
    "reading_soon": (
        _("A reading is due: %(indicator)s"),
        _("The reading of “%(indicator)s” in the plan of “%(round)s” is due on %(due_date)s."),
    ),
    "reading_late": (
        _("A reading is late: %(indicator)s"),
        _(
            "The reading of “%(indicator)s” in the plan of “%(round)s” was due on %(due_date)s. "
            "Everybody can see that it is missing."
        ),
    ),
    "reading_unread": (
        _("Nobody has read: %(indicator)s"),
        _(
            "The reading of “%(indicator)s” in the plan of “%(round)s” was due on %(due_date)s and "
            "is still missing. Speak with who is responsible, or name somebody."
        ),
    ),
    "plan_reviewed": (
        _("The plan was reviewed: %(round)s"),
        _("The akimat has looked at the plan of “%(round)s” again. What changes: %(changes)s"),
    ),
}


def register_all() -> None:
    for kind, (subject, body) in WORDS.items():
        register(kind, subject=subject, body=body)
