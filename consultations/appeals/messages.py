"""The words of messages about questions to the akim."""

from django.utils.translation import gettext_lazy as _

from commons.notifications.kinds import Text, register

WORDS: dict[str, tuple[Text, Text]] = {
    "question_replied": (
        _("Reply to the question: %(title)s"),
        _("%(office)s has replied to the question “%(title)s”."),
    ),
    "question_reply_corrected": (
        _("The reply was corrected: %(title)s"),
        _("%(office)s has corrected its reply to “%(title)s”. The page says why."),
    ),
    "question_to_prepare": (
        _("A question to answer: %(title)s"),
        _("You prepare the reply to “%(title)s”. It is due on %(due_date)s."),
    ),
    "question_due_soon": (
        _("A reply is due soon: %(title)s"),
        _("The reply to “%(title)s” is due on %(due_date)s."),
    ),
    "question_overdue": (
        _("A reply is overdue: %(title)s"),
        _("The reply to “%(title)s” was due on %(due_date)s. Everybody sees that it is overdue."),
    ),
}


def register_all() -> None:
    for kind, (subject, body) in WORDS.items():
        register(kind, subject=subject, body=body)
