"""What can go wrong in a conversation, and the words for it."""

from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from commons.interface.errors import DomainError


class ConversationError(DomainError):
    texts: ClassVar = {
        "not_open": _("Votes and statements are taken while the conversation is open."),
        "few_statements": _(
            "A conversation opens with at least %(least)s statements in it, so that there is "
            "something to vote on. It has %(have)s."
        ),
        "closes_in_past": _("The last day must lie ahead."),
        "too_many_waiting": _(
            "%(most)s of your statements wait for the moderator. You can suggest more once they "
            "are read."
        ),
        "said_already": _("This statement is there already."),
        "not_published": _("This statement is not open for votes."),
        "reason_needed": _("Say in public why the statement is not published."),
        "empty": _("Write the statement."),
        "answer": _("Choose agree, disagree or pass."),
    }
