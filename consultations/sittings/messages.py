"""The words of what this part tells people, by kind of message."""

from django.utils.translation import gettext_lazy as _

from commons.notifications.kinds import Text, register

WORDS: dict[str, tuple[Text, Text]] = {
    "meeting_question_answered": (
        _("Your question was answered: %(meeting)s"),
        _("You asked: “%(question)s” The answer is on the page of the questions."),
    ),
    "meeting_question_hidden": (
        _("Your question was hidden: %(meeting)s"),
        _("You asked: “%(question)s” It was taken off the page. The reason is public: %(reason)s"),
    ),
    "minutes_published": (
        _("The minutes are published: %(meeting)s"),
        _(
            "You can read what was asked, said and decided, and who voted how. "
            "The minutes can be printed as well."
        ),
    ),
    "minutes_corrected": (
        _("The minutes were corrected: %(meeting)s"),
        _("A correction was added to the minutes, with its reason."),
    ),
    "minutes_due": (
        _("Minutes are due soon: %(meeting)s"),
        _("The minutes must be published by %(due_date)s. Everybody sees whether they are."),
    ),
    "minutes_late": (
        _("Minutes are overdue: %(meeting)s"),
        _("The minutes had to be published by %(due_date)s. The delay is shown on the page."),
    ),
    "minutes_appealed": (
        _("Appeal against minutes: %(meeting)s"),
        _("A participant says that the minutes are wrong. An answer is due by %(due_date)s."),
    ),
    "minutes_appeal_answered": (
        _("Your appeal was answered: %(meeting)s"),
        _("The decision on your appeal against the minutes is public, with its reasons."),
    ),
}


def register_all() -> None:
    for kind, (subject, body) in WORDS.items():
        register(kind, subject=subject, body=body)
