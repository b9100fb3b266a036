"""What can go wrong with the evidence of a round, and the words for it."""

from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from commons.interface.errors import DomainError


class EvidenceError(DomainError):
    texts: ClassVar = {
        "not_open": _(
            "The round takes no more evidence: it is not announced yet, or it is closed."
        ),
        "no_seat": _("This is for people who have a seat in the round."),
        "not_yours": _("Only who wrote it, or the akimat, can change it."),
        "gone": _("This has been withdrawn or merged meanwhile. Reload the page."),
        "own_asset": _("This strength is your own. Others support or dispute it."),
        "remark_stands": _("You have said something about this already. Withdraw it first."),
        "source_needed": _("Say where the claim comes from: a report, a register, a person."),
        "text_needed": _("Write a text."),
        "reason_needed": _("Say why, so that others can answer."),
        "same_item": _("An entry cannot be merged into itself."),
        "other_quadrant": _("Merge entries of one quarter only."),
        "other_round": _("This belongs to another round."),
        "linked_already": _("This is linked there already."),
    }
