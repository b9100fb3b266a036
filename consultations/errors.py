"""What can go wrong in any part of hearings, and the words for it."""

from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from commons.interface.errors import DomainError


class HearingError(DomainError):
    """Something asked for that the state or the rules of a thing do not allow."""

    texts: ClassVar = {
        "wrong_state": _(
            "This cannot be done now: the state is “%(state)s”. "
            "Reload the page to see where it stands."
        ),
        "text_needed": _("Write the text in Kazakh and in Russian: %(languages)s is missing."),
        "not_staff": _("Only a moderator or specialist of the akimat can be named here."),
        "territory_outside": _("%(territory)s lies outside the territory of this akimat."),
    }
