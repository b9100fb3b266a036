"""The words of what this app tells people, by kind of message."""

from django.utils.translation import gettext_lazy as _

from commons.notifications.kinds import Text, register

WORDS: dict[str, tuple[Text, Text]] = {
    "proposal_published": (
        _("Published: %(title)s"),
        _("Your proposal “%(title)s” is published. Everyone can now read and support it."),
    ),
    "proposal_returned": (
        _("Please correct: %(title)s"),
        _(
            "The moderator returned your proposal “%(title)s” for correction. "
            "Reason: %(reason)s Correct it until %(until_at)s and submit it again."
        ),
    ),
    "proposal_rejected": (
        _("Rejected: %(title)s"),
        _("The proposal “%(title)s” was rejected. Reason: %(reason)s"),
    ),
    "proposal_merged": (
        _("Merged: %(title)s"),
        _("The proposal “%(title)s” was merged into “%(into)s”. Reason: %(reason)s"),
    ),
    "proposal_withdrawn": (
        _("Withdrawn: %(title)s"),
        _("The author withdrew the proposal “%(title)s”."),
    ),
    "comment_new": (
        _("New comment: %(title)s"),
        _("%(name)s wrote a comment on “%(title)s”."),
    ),
    "comment_replied": (
        _("A reply to you: %(title)s"),
        _("%(name)s replied to your comment on “%(title)s”."),
    ),
    "comment_hidden": (
        _("Your comment is hidden: %(title)s"),
        _("A moderator hid your comment on “%(title)s”. Reason: %(reason)s"),
    ),
}


def register_all() -> None:
    for kind, (subject, body) in WORDS.items():
        register(kind, subject=subject, body=body)
