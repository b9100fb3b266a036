"""The words of what this part tells people, by kind of message."""

from django.utils.translation import gettext_lazy as _

from commons.notifications.kinds import Text, register

WORDS: dict[str, tuple[Text, Text]] = {
    "petition_accepted": (
        _("Accepted: %(title)s"),
        _(
            "Your petition “%(title)s” is accepted. It needs %(threshold)s signatures by "
            "%(until_date)s. Share its page: it stands in the list from %(public)s signatures on."
        ),
    ),
    "petition_rejected": (
        _("Rejected: %(title)s"),
        _(
            "Your petition “%(title)s” was rejected. Reason: %(reason)s "
            "The rejection is public. You can appeal against it once on the page of the petition."
        ),
    ),
    "petition_appealed": (
        _("Appeal against a rejection: %(title)s"),
        _(
            "The author appeals against the rejection of “%(title)s”. A moderator who did not "
            "reject it decides by %(due_date)s."
        ),
    ),
    "petition_appeal_decided": (
        _("Your appeal is decided: %(title)s"),
        _("The appeal about “%(title)s” is decided: %(outcome)s. Reason: %(reason)s"),
    ),
    "petition_listed": (
        _("Now in the list: %(title)s"),
        _("The petition “%(title)s” has %(count)s signatures, and everybody finds it in the list."),
    ),
    "petition_reached": (
        _("Enough signatures: %(title)s"),
        _(
            "The petition “%(title)s” has reached %(threshold)s signatures. "
            "It must be answered by %(due_date)s."
        ),
    ),
    "petition_lapsed": (
        _("Not enough signatures: %(title)s"),
        _(
            "The time for signatures on “%(title)s” is over. It has %(count)s signatures and "
            "needed %(threshold)s. It stays readable."
        ),
    ),
    "petition_given": (
        _("You answer a petition: %(title)s"),
        _("You are named to answer the petition “%(title)s” by %(due_date)s."),
    ),
    "petition_answered": (
        _("Answered: %(title)s"),
        _("The petition “%(title)s” is answered: %(decision)s. The answer is on its page."),
    ),
    "petition_due_soon": (
        _("Answer soon: %(title)s"),
        _("The petition “%(title)s” must be answered by %(due_date)s."),
    ),
    "petition_overdue": (
        _("Overdue: %(title)s"),
        _(
            "The answer to the petition “%(title)s” was due on %(due_date)s. "
            "Everybody sees that it is late."
        ),
    ),
    "petition_moderation_overdue": (
        _("Decision overdue: %(title)s"),
        _("The petition “%(title)s” should have been accepted or rejected by %(due_date)s."),
    ),
}


def register_all() -> None:
    for kind, (subject, body) in WORDS.items():
        register(kind, subject=subject, body=body)
