"""What can go wrong with a survey."""

from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from commons.interface.errors import DomainError


class SurveyError(DomainError):
    texts: ClassVar = {
        "frozen": _(
            "This survey is published, so its questions do not change any more. Before it opens "
            "you can take it back to a draft."
        ),
        "has_opened": _("The survey has opened, so it cannot be taken back to a draft."),
        "not_published": _("The survey is not published."),
        "nothing_to_ask": _("Write at least one question first."),
        "over_already": _("The closing date has passed. Choose a later one before you publish."),
        "round_not_running": _(
            "A survey is published in a round that is announced and not closed."
        ),
        "not_open": _("The survey is not open now, so the answers cannot be taken."),
        "not_for_you": _("This survey is for other people: %(audience)s."),
        "sent_already": _("Your answers have been sent already. Each person answers once."),
        "required": _("Some questions that must be answered are still empty."),
        "options_needed": _("Write at least two answers to choose from."),
        "lines_needed": _("Write at least two lines."),
        "lines_differ": _(
            "Write the same number of lines in each language: %(kk)s in Kazakh, "
            "%(ru)s in Russian, %(en)s in English."
        ),
        "condition_later": _("A question can depend only on one of an earlier page."),
        "is_condition": _(
            "Another question depends on this one. Change or remove that question first."
        ),
    }
