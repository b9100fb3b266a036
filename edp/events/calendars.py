"""Events as calendar files."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from commons.interface.calendar_files import Entry, calendar_file
from commons.notifications.paths import absolute

from .models import Event
from .notices import path_of


def calendar_of(events: Iterable[Event], *, name: str, language: str, link: str = "") -> bytes:
    """One entry for each event, in the active language. `link` to take part is for a single event,
    and for those only who have a place."""
    entries = [_entry(event, language, link) for event in events]
    return calendar_file(entries, name=name, product="Discovery")


def _entry(event: Event, language: str, link: str) -> Entry:
    texts = [event.about]
    if link:
        texts.append(_("Link to take part: %(link)s") % {"link": link})
    return Entry(
        uid=f"discovery-event-{event.pk}",
        title=event.title,
        starts_at=event.starts_at,
        ends_at=event.ends_at,
        changed_at=event.changed_at or event.published_at or event.starts_at,
        page=absolute(path_of(event), language),
        sequence=event.sequence,
        is_cancelled=event.cancelled_at is not None,
        place=event.place,
        texts=tuple(texts),
    )
