"""The words of what meetings tell people, by kind of message."""

from django.utils.translation import gettext_lazy as _

from commons.notifications.kinds import Text, register

WORDS: dict[str, tuple[Text, Text]] = {
    "meeting_announced": (
        _("Announced: %(meeting)s"),
        _(
            "“%(meeting)s” is announced for %(starts_at)s. %(place)s Its page has the agenda and "
            "the papers; there you can register, sign up to speak and propose an item."
        ),
    ),
    "meeting_changed": (
        _("Changed: %(meeting)s"),
        _(
            "The time or the place of “%(meeting)s” has changed. It now begins on %(starts_at)s. "
            "%(place)s Reason: %(reason)s Take the new file for your calendar from the page."
        ),
    ),
    "meeting_link": (
        _("A new link: %(meeting)s"),
        _(
            "The link to take part in “%(meeting)s” on %(starts_at)s has changed. You find it on "
            "the page of the meeting."
        ),
    ),
    "meeting_cancelled": (
        _("Cancelled: %(meeting)s"),
        _("“%(meeting)s” on %(starts_at)s will not take place. Reason: %(reason)s"),
    ),
    "meeting_papers": (
        _("A new paper: %(meeting)s"),
        _("A paper was added to “%(meeting)s” on %(starts_at)s: “%(paper)s”."),
    ),
    "meeting_reminder": (
        _("Soon: %(meeting)s"),
        _(
            "“%(meeting)s” begins on %(starts_at)s. %(place)s The agenda and the papers are on the "
            "page."
        ),
    ),
    "meeting_registered": (
        _("You are registered: %(meeting)s"),
        _(
            "You are registered for “%(meeting)s” on %(starts_at)s. %(place)s If you cannot come, "
            "cancel on the page: somebody may be waiting for the place."
        ),
    ),
    "meeting_waiting": (
        _("You are on the waiting list: %(meeting)s"),
        _(
            "All places at “%(meeting)s” on %(starts_at)s are taken. If one becomes free, it is "
            "yours and we tell you at once."
        ),
    ),
    "meeting_moved_up": (
        _("A place became free for you: %(meeting)s"),
        _(
            "You moved up from the waiting list: you now have a place at “%(meeting)s” on "
            "%(starts_at)s. %(place)s If you cannot come any more, cancel on the page."
        ),
    ),
    "agenda_accepted": (
        _("On the agenda: %(item)s"),
        _("Your item “%(item)s” is on the agenda of “%(meeting)s” on %(starts_at)s. %(reason)s"),
    ),
    "agenda_declined": (
        _("Not on the agenda: %(item)s"),
        _(
            "Your item “%(item)s” was not put on the agenda of “%(meeting)s”. The reason, which "
            "everybody can read: %(reason)s"
        ),
    ),
    "agenda_late": (
        _("Undecided since %(due_date)s: %(item)s"),
        _(
            "A resident proposed “%(item)s” for the agenda of “%(meeting)s” on %(starts_at)s. The "
            "decision was due on %(due_date)s; the page shows everybody that it is late."
        ),
    ),
    "environment_answered": (
        _("Your request was answered: %(request)s"),
        _(
            "The akimat answered your request for an environmental hearing, “%(request)s”: "
            "%(answer)s"
        ),
    ),
    "environment_meeting": (
        _("The hearing you asked for: %(meeting)s"),
        _("The hearing that you asked for, “%(meeting)s”, is announced for %(starts_at)s."),
    ),
    "environment_late": (
        _("Unanswered since %(due_date)s: %(request)s"),
        _(
            "Somebody asked for an environmental hearing: “%(request)s”. The answer was due on "
            "%(due_date)s; the page shows everybody that it is late."
        ),
    ),
}


def register_all() -> None:
    for kind, (subject, body) in WORDS.items():
        register(kind, subject=subject, body=body)
