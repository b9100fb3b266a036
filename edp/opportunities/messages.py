"""The words of what this part tells people, by kind of message."""

from django.utils.translation import gettext_lazy as _

from commons.notifications.kinds import Text, register

WORDS: dict[str, tuple[Text, Text]] = {
    "opportunity_moved": (
        _("News of a card: %(title)s"),
        _("The card “%(title)s” goes on. It is now: %(status)s."),
    ),
    "opportunity_split": (
        _("Split into several cards: %(title)s"),
        _(
            "The card “%(title)s” was split into several. Reason: %(reason)s "
            "Its page leads to them. Support those that you like: supports begin anew."
        ),
    ),
}


def register_all() -> None:
    for kind, (subject, body) in WORDS.items():
        register(kind, subject=subject, body=body)
