"""The words of what authors and followers of an opportunity are told."""

from django.utils.translation import gettext_lazy as _

from commons.notifications.kinds import Text, register

WORDS: dict[str, tuple[Text, Text]] = {
    "evaluation_shortlist_chosen": (
        _("On the shortlist: %(title)s"),
        _("“%(title)s” is on the shortlist of “%(round)s” and goes to the public. %(reason)s"),
    ),
    "evaluation_shortlist_reserve": (
        _("In reserve: %(title)s"),
        _("“%(title)s” is in reserve for the shortlist of “%(round)s”. %(reason)s"),
    ),
    "evaluation_shortlist_not_chosen": (
        _("Not on the shortlist: %(title)s"),
        _("“%(title)s” is not on the shortlist of “%(round)s”. %(reason)s"),
    ),
    "evaluation_final_chosen": (
        _("A priority: %(title)s"),
        _("“%(title)s” was chosen as a priority of “%(round)s”. %(reason)s"),
    ),
    "evaluation_final_reserve": (
        _("In reserve: %(title)s"),
        _("“%(title)s” was put in reserve at the decision on “%(round)s”. %(reason)s"),
    ),
    "evaluation_final_not_chosen": (
        _("Not chosen: %(title)s"),
        _("“%(title)s” was not chosen at the decision on “%(round)s”. %(reason)s"),
    ),
}


def register_all() -> None:
    for kind, (subject, body) in WORDS.items():
        register(kind, subject=subject, body=body)
