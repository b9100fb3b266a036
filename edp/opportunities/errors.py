"""What can go wrong with opportunity cards, and the words for it."""

from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from commons.interface.errors import DomainError


class OpportunityError(DomainError):
    texts: ClassVar = {
        "no_call": _("The round has no open call yet, so cards cannot be written."),
        "not_of_event": _(
            "Only people registered for the group, its facilitator and its rapporteur "
            "can write a card for it."
        ),
        "incomplete": _("Some answers are still missing. Fill them in before you submit."),
        "unknown_asset": _("One of the strengths is not in the register of this round any more."),
        "wrong_state": _(
            "The card “%(title)s” is now “%(status)s”, so this can no longer be done."
        ),
        "merge_into_itself": _("A card cannot be merged into itself."),
        "merge_nothing": _("Choose at least one card to merge."),
        "other_round": _("All cards must belong to the same round."),
        "too_few_parts": _("Split a card into at least two, each with a title of its own."),
        "same_titles": _("Give each part a title of its own."),
        "draft_open": _(
            "You have an unfinished card: “%(title)s”. "
            "Submit or delete it before you begin another."
        ),
    }
