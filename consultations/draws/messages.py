"""The words of messages about draws."""

from django.utils.translation import gettext_lazy as _

from commons.notifications.kinds import Text, register

WORDS: dict[str, tuple[Text, Text]] = {
    "draw_published": (
        _("Your chance in the draw: %(council)s"),
        _(
            "The chances of everybody who applied to “%(council)s” are published. The page shows "
            "yours, and where the seed of the draw will come from."
        ),
    ),
    "draw_drawn": (
        _("The draw was made: %(council)s"),
        _("The members of “%(council)s” were drawn. The page shows the draw and how to repeat it."),
    ),
}


def register_all() -> None:
    for kind, (subject, body) in WORDS.items():
        register(kind, subject=subject, body=body)
