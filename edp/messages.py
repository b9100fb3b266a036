"""The words of what the core of a round tells people, by kind of message."""

from django.utils.translation import gettext_lazy as _

from commons.notifications.kinds import Text, register

WORDS: dict[str, tuple[Text, Text]] = {
    "discovery_round_announced": (
        _("A new round is announced: %(round)s"),
        _("The round you follow has a successor: “%(round)s”. Read what it asks and when."),
    ),
    "discovery_round_amended": (
        _("The rules were amended: %(round)s"),
        _("The rules of “%(round)s” were amended. The rules page shows what changed and why."),
    ),
    "discovery_stage_outcome": (
        _("What came of a stage: %(round)s"),
        _("The akimat has written what came of a stage of “%(round)s”."),
    ),
    "discovery_round_closed": (
        _("The round is closed: %(round)s"),
        _("“%(round)s” is closed. Its pages stay, with everything that came of it."),
    ),
}


def register_all() -> None:
    for kind, (subject, body) in WORDS.items():
        register(kind, subject=subject, body=body)
