"""The words of what events tell people, by kind of message."""

from django.utils.translation import gettext_lazy as _

from commons.notifications.kinds import Text, register

WORDS: dict[str, tuple[Text, Text]] = {
    "event_registered": (
        _("You have a place: %(event)s"),
        _(
            "You are registered for “%(event)s” on %(starts_at)s. %(place)s The page of the event "
            "has the agenda and a file for your calendar. If you cannot come, cancel there: "
            "somebody may be waiting for the place."
        ),
    ),
    "event_waiting": (
        _("You are on the waiting list: %(event)s"),
        _(
            "All places at “%(event)s” on %(starts_at)s are taken. If one becomes free, it is "
            "yours and we tell you at once."
        ),
    ),
    "event_moved_up": (
        _("A place became free for you: %(event)s"),
        _(
            "You moved up from the waiting list: you now have a place at “%(event)s” on "
            "%(starts_at)s. %(place)s If you cannot come any more, cancel on the page of the event."
        ),
    ),
    "event_changed": (
        _("Changed: %(event)s"),
        _(
            "The time or the place of “%(event)s” has changed. It now begins on %(starts_at)s. "
            "%(place)s Take the new file for your calendar from the page."
        ),
    ),
    "event_cancelled": (
        _("Cancelled: %(event)s"),
        _("“%(event)s” on %(starts_at)s will not take place. Reason: %(reason)s"),
    ),
    "event_reminder": (
        _("Soon: %(event)s"),
        _("“%(event)s” begins on %(starts_at)s. %(place)s The agenda is on the page."),
    ),
    "event_report": (
        _("The report is published: %(event)s"),
        _("You can read now what “%(event)s” found, as a page and as a file to print."),
    ),
    "event_leads": (
        _("Your part in it: %(event)s"),
        _(
            "You were asked to lead or to write up “%(event)s” on %(starts_at)s. The page of the "
            "event has the agenda, the notes and the report."
        ),
    ),
}


def register_all() -> None:
    for kind, (subject, body) in WORDS.items():
        register(kind, subject=subject, body=body)
