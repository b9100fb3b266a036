"""The words of what this part tells people, by kind of message."""

from django.utils.translation import gettext_lazy as _

from commons.notifications.kinds import Text, register

WORDS: dict[str, tuple[Text, Text]] = {
    "draft_opened": (
        _("Say what to change: %(draft)s"),
        _(
            "“%(draft)s” is open for discussion. Read it paragraph by paragraph and write remarks "
            "until %(until_date)s."
        ),
    ),
    "draft_extended": (
        _("More time for remarks: %(draft)s"),
        _("The discussion of “%(draft)s” goes on until %(until_date)s."),
    ),
    "draft_version": (
        _("New text: %(draft)s"),
        _("“%(draft)s” has a new version. See word by word what has changed."),
    ),
    "draft_closed": (
        _("What changed thanks to you: %(draft)s"),
        _("Every remark on “%(draft)s” is answered. Read what changed and why."),
    ),
    "remark_answered": (
        _("Your remark is answered: %(draft)s"),
        _("The authors of “%(draft)s” answered your remark № %(number)s."),
    ),
    "remark_hidden": (
        _("Your remark is hidden: %(draft)s"),
        _("Moderators hid your remark № %(number)s on “%(draft)s”. The reason: %(reason)s"),
    ),
    "remark_restored": (
        _("Your remark is shown again: %(draft)s"),
        _("Your remark № %(number)s on “%(draft)s” is on the page again."),
    ),
    "draft_to_answer": (
        _("Remarks to answer: %(draft)s"),
        _(
            "The discussion of “%(draft)s” has ended. Remarks without an answer: %(count)s. They "
            "are due by %(due_date)s."
        ),
    ),
    "draft_answers_soon": (
        _("Answers are due by %(due_date)s: %(draft)s"),
        _("Remarks on “%(draft)s” without an answer: %(count)s. They are due by %(due_date)s."),
    ),
    "draft_answers_late": (
        _("Answers are overdue: %(draft)s"),
        _(
            "Remarks on “%(draft)s” without an answer: %(count)s. They were due by %(due_date)s, "
            "and everybody sees it."
        ),
    ),
}


def register_all() -> None:
    for kind, (subject, body) in WORDS.items():
        register(kind, subject=subject, body=body)
