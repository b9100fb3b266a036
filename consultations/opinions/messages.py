"""The words of messages about conversations."""

from django.utils.translation import gettext_lazy as _

from commons.notifications.kinds import Text, register

WORDS: dict[str, tuple[Text, Text]] = {
    "conversation_opened": (
        _("Say what you think: %(title)s"),
        _("“%(title)s”: agree, disagree or pass on short statements until %(until_date)s."),
    ),
    "conversation_closed": (
        _("Where people agree: %(title)s"),
        _("“%(title)s” is closed. The page shows what unites people and what divides them."),
    ),
    "statement_published": (
        _("Your statement is open for votes"),
        _("“%(text)s” is open for votes in “%(title)s”."),
    ),
    "statement_hidden": (
        _("Your statement was not published"),
        _("“%(text)s” was not published in “%(title)s”. The reason: %(reason)s"),
    ),
}


def register_all() -> None:
    for kind, (subject, body) in WORDS.items():
        register(kind, subject=subject, body=body)
