"""What can go wrong with office hours, registers and reports, and the words for it."""

from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from commons.interface.errors import DomainError


class OpennessError(DomainError):
    texts: ClassVar = {
        "ends_before": _("The end must come after the beginning."),
        "in_past": _("This time is over already."),
        "slot_taken": _("Somebody has just taken this time. Choose another."),
        "no_slot": _("There is no such time. Choose one from the list."),
        "booked_already": _("You have a time on this day already. Give it back first."),
        "is_cancelled": _("These office hours were cancelled."),
        "reason_needed": _("Say why."),
        "amount": _("The amount must be more than nothing."),
        "reversed": _("This line has been taken back already."),
        "is_reversal": _("A line that takes another back cannot be taken back itself."),
        "not_enough": _("The fund holds %(balance_tenge)s. Nothing was written down."),
        "future": _("The date lies ahead."),
        "published": _("The report of this year is published already."),
        "year_runs": _("The year is not over. Its report can be published from 1 January."),
    }
