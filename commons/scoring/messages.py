"""The words of what this app tells people, by kind of message."""

from django.utils.translation import gettext_lazy as _

from commons.notifications.kinds import Text, register

WORDS: dict[str, tuple[Text, Text]] = {
    "scoring_sheets": (
        _("You are asked to score: %(title)s"),
        _("New score sheets for you in “%(title)s”: %(count)s."),
    ),
    "scoring_sheets_until": (
        _("You are asked to score: %(title)s"),
        _("New score sheets for you in “%(title)s”: %(count)s. Please hand in until %(until_at)s."),
    ),
    "scoring_reminder": (
        _("Score sheets are still open: %(title)s"),
        _("Score sheets you have not handed in yet in “%(title)s”: %(count)s."),
    ),
    "scoring_reminder_until": (
        _("Score sheets are still open: %(title)s"),
        _(
            "Score sheets you have not handed in yet in “%(title)s”: %(count)s. "
            "They are due on %(until_at)s."
        ),
    ),
    "scoring_closed": (
        _("Scoring is closed: %(title)s"),
        _("The scoring of “%(title)s” is closed. You can now see what the others gave, and why."),
    ),
}


def register_all() -> None:
    for kind, (subject, body) in WORDS.items():
        register(kind, subject=subject, body=body)
