"""What can go wrong with questions to the akim, and the words for it."""

from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from commons.interface.errors import DomainError


class QuestionError(DomainError):
    texts: ClassVar = {
        "not_public": _("The question is not public yet, so it cannot be answered."),
        "reason_needed": _("Say why the reply is corrected."),
        "same_person": _("This person prepares the reply already."),
        "details_needed": _("Write a few words about your question, so that it can be answered."),
    }
