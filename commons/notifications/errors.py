"""What can go wrong with a message."""

from django.utils.translation import gettext_lazy as _

from commons.interface.errors import DomainError


class NotificationError(DomainError):
    texts = {
        "unknown_kind": _("No words are registered for messages of the kind %(kind)s."),
        "topic": _("This cannot be followed."),
    }
