"""Calendar files (RFC 5545) that calendars can subscribe to: the same entry keeps its name, and a
higher sequence replaces what was there."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpResponse
from django.utils.http import content_disposition_header
from icalendar import Calendar
from icalendar import Event as Component


@dataclass(frozen=True)
class Entry:
    """`uid` is unique on this site and for ever, such as `meeting-12`. `page` is a whole address;
    it closes the description."""

    uid: str
    title: str
    starts_at: datetime
    ends_at: datetime
    changed_at: datetime
    page: str
    sequence: int = 0
    is_cancelled: bool = False
    place: str = ""
    texts: tuple[str, ...] = ()


def calendar_file(entries: Iterable[Entry], *, name: str, product: str) -> bytes:
    """A published calendar; `product` is the part of the site it comes from, in English."""
    calendar = Calendar()
    calendar.add("prodid", f"-//Birge//{product}//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    for entry in entries:
        calendar.add_component(_component(entry))
    written: bytes = calendar.to_ical()
    return written


def calendar_response(data: bytes, filename: str) -> HttpResponse:
    """A file to open or to subscribe to. It may hold a link that is for this reader alone."""
    answer = HttpResponse(data, content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = content_disposition_header(True, filename) or ""
    answer["Cache-Control"] = "private, no-cache"
    return answer


def _component(entry: Entry) -> Component:
    made = Component()
    made.add("uid", f"{entry.uid}@{urlsplit(settings.BIRGE_SITE_URL).hostname}")
    made.add("sequence", entry.sequence)
    made.add("dtstamp", _utc(entry.changed_at))
    made.add("last-modified", _utc(entry.changed_at))
    made.add("dtstart", _utc(entry.starts_at))
    made.add("dtend", _utc(entry.ends_at))
    made.add("summary", entry.title)
    made.add("status", "CANCELLED" if entry.is_cancelled else "CONFIRMED")
    if entry.place:
        made.add("location", entry.place)
    made.add("description", "\n\n".join(text for text in (*entry.texts, entry.page) if text))
    made.add("url", entry.page)
    return made


def _utc(moment: datetime) -> datetime:
    return moment.astimezone(UTC).replace(microsecond=0)
