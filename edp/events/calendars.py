"""Events as calendar files (RFC 5545)."""

from collections.abc import Iterable
from datetime import UTC, datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _
from icalendar import Calendar
from icalendar import Event as Entry

from commons.notifications.paths import absolute

from .models import Event
from .notices import path_of


def calendar_of(events: Iterable[Event], *, name: str, language: str, link: str = "") -> bytes:
    """One entry for each event, in the active language. `link` to take part is for a single event,
    and for those only who have a place."""
    calendar = Calendar()
    calendar.add("prodid", "-//Birge//Discovery//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    for event in events:
        calendar.add_component(_entry(event, language, link))
    written: bytes = calendar.to_ical()
    return written


def _entry(event: Event, language: str, link: str) -> Entry:
    page = absolute(path_of(event), language)
    entry = Entry()
    # The same for ever, so that a calendar takes a newer file for the same event.
    entry.add("uid", f"discovery-event-{event.pk}@{urlsplit(settings.BIRGE_SITE_URL).hostname}")
    entry.add("sequence", event.sequence)
    changed = event.changed_at or event.published_at or event.starts_at
    entry.add("dtstamp", _utc(changed))
    entry.add("last-modified", _utc(changed))
    entry.add("dtstart", _utc(event.starts_at))
    entry.add("dtend", _utc(event.ends_at))
    entry.add("summary", event.title)
    entry.add("status", "CANCELLED" if event.cancelled_at else "CONFIRMED")
    if event.place:
        entry.add("location", event.place)
    told = [event.about, page]
    if link:
        told.insert(1, _("Link to take part: %(link)s") % {"link": link})
    entry.add("description", "\n\n".join(part for part in told if part))
    entry.add("url", page)
    return entry


def _utc(moment: datetime) -> datetime:
    return moment.astimezone(UTC).replace(microsecond=0)
