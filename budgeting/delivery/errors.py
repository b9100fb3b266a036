"""What can go wrong while staff report on a project, and the words for it."""

from datetime import date
from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from commons.interface.dates import long_date
from commons.interface.errors import DomainError


class DeliveryError(DomainError):
    """Something reported on a project that cannot be so."""

    texts: ClassVar = {
        "not_won": _("Only a project that was chosen is built, and reported on."),
        "planned_needed": _("Enter the day by which this step is planned."),
        "planned_fixed": _(
            "The plan of %(planned)s is public and stays as it is. "
            "Enter another day as “expected”, with the reason."
        ),
        "milestone_done": _("This step was done on %(done)s. A step that is done stays done."),
        "reason_needed": _(
            "Say why it takes longer, in Kazakh and in Russian: %(languages)s is missing."
        ),
        "in_the_future": _("%(date)s has not come yet."),
        "amount_needed": _("Enter an amount above 0 tenge."),
        "text_needed": _("Fill in every field."),
        "contract_known": _("The contract “%(number)s” has already been entered."),
        "wrong_contract": _("This contract belongs to another project."),
        "before_contract": _("The contract was signed only on %(signed)s."),
        "over_contract": _(
            "With this payment %(over)s more would be paid than the contract %(number)s is worth. "
            "If that is right, confirm it."
        ),
        "alt_needed": _("Say in a few words what the photo shows, for those who cannot see it."),
    }

    @property
    def message(self) -> str:
        """The sentence for the reader; dates are written out in the active language."""
        shown = {k: long_date(v) if isinstance(v, date) else v for k, v in self.params.items()}
        return str(self.texts[self.code]) % shown
