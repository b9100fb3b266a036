"""What can go wrong in a public consultation, and the words for it."""

from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from commons.interface.errors import DomainError


class ConsultationError(DomainError):
    texts: ClassVar = {
        "not_open": _("Cards can be rated during the public consultation only."),
        "not_on_shortlist": _("This card is not on the shortlist any more."),
        "value": _("Rate from 1 to 5."),
        "not_in_consultation": _("This comment does not belong to the consultation."),
        "answered": _("Somebody of the akimat has answered this comment meanwhile."),
        "hidden": _("This comment has been hidden, so there is nothing to answer."),
        "other_round": _("A comment belongs to another round. Choose again."),
        "is_public": _("This row is public already. Change it instead of deleting it."),
        "nothing_to_publish": _("There is nothing new to publish."),
    }
