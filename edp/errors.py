"""What can go wrong with a discovery round, and the words for it."""

from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from commons.interface.errors import DomainError


class DiscoveryError(DomainError):
    """Something asked of a round that its state or its rules do not allow."""

    texts: ClassVar = {
        "wrong_state": _(
            "This cannot be done now: the round is “%(state)s”. "
            "Reload the page to see where it stands."
        ),
        "stage_not_open": _("This can be done during the stage “%(stage)s” only."),
        "rules_frozen": _(
            "The rules are frozen since the round was announced. "
            "Change them by a public amendment with its reason."
        ),
        "text_needed": _("Write the text in Kazakh and in Russian: %(languages)s is missing."),
    }
