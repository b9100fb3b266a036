"""The words of what the room tells people, and of its acts in the record."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from commons.audit import verbs
from commons.notifications.kinds import Text, register

WORDS: dict[str, tuple[Text, Text]] = {
    "discovery_invited": (
        _("You are invited: %(round)s"),
        _(
            "%(akimat)s invites you to “%(round)s”. %(summary)s\n\n"
            "Say yes or no on the page below. You need no account for that."
        ),
    ),
    "discovery_reminded": (
        _("We are waiting for your answer: %(round)s"),
        _(
            "%(akimat)s invited you to “%(round)s” and has had no answer. "
            "Say yes or no on the page below. This is the only reminder."
        ),
    ),
    "discovery_admitted": (
        _("You have a seat: %(round)s"),
        _("The akimat admitted you to “%(round)s”. You can register for its meetings now."),
    ),
    "discovery_refused": (
        _("Not admitted: %(round)s"),
        _("The akimat did not admit you to “%(round)s”. Its reason: %(reason)s"),
    ),
}

VERBS: dict[str, str | Promise] = {
    "invite_stakeholder": _("invited somebody to a round"),
    "import_stakeholders": _("invited a list of people to a round"),
    "withdraw_invitation": _("took an invitation back"),
    "remind_stakeholder": _("repeated an invitation"),
    "accept_invitation": _("accepted an invitation"),
    "seat_who_came": _("seated the invited who came to a meeting"),
    "decline_invitation": _("declined an invitation"),
    "leave_room": _("gave a seat up"),
    "show_name": _("made their name public in a round"),
    "hide_name": _("hid their name in a round"),
    "export_stakeholders": _("downloaded the list of people of a round"),
    "bind_seat": _("took a seat over into the account"),
    "sign_up_for_round": _("signed up for a round"),
    "withdraw_application": _("took a sign-up back"),
    "admit_stakeholder": _("admitted somebody to a round"),
    "refuse_stakeholder": _("did not admit somebody to a round"),
    "change_seat": _("changed what is known of a seat"),
    "nominate": _("suggested somebody for a round"),
    "settle_nomination": _("settled a suggestion"),
}


def register_all() -> None:
    verbs.register(VERBS)
    for kind, (subject, body) in WORDS.items():
        register(kind, subject=subject, body=body)
