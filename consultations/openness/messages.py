"""The words of messages about office hours."""

from django.utils.translation import gettext_lazy as _

from commons.notifications.kinds import Text, register

WORDS: dict[str, tuple[Text, Text]] = {
    "office_hours_announced": (
        _("Office hours: %(who)s, %(starts_at)s"),
        _("%(who)s receives residents on %(starts_at)s, %(place)s. You can book a time."),
    ),
    "office_hours_cancelled": (
        _("Office hours are cancelled: %(starts_at)s"),
        _("The office hours of %(who)s on %(starts_at)s are cancelled. The reason: %(reason)s"),
    ),
}


def register_all() -> None:
    for kind, (subject, body) in WORDS.items():
        register(kind, subject=subject, body=body)
