"""Meetings as calendar files."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from commons.interface.calendar_files import Entry, calendar_file
from commons.notifications.paths import absolute

from .enums import MeetingStatus
from .models import Meeting
from .notices import path_of


def calendar_of(meetings: Iterable[Meeting], *, name: str, language: str, link: str = "") -> bytes:
    """One entry for each, in the active language. `link` to take part is for a single meeting, and
    for those only who have a place."""
    entries = [_entry(meeting, language, link) for meeting in meetings]
    return calendar_file(entries, name=name, product="Hearings")


def _entry(meeting: Meeting, language: str, link: str) -> Entry:
    texts = [meeting.get_kind_display(), meeting.about]
    if meeting.stream:
        texts.append(_("Watch it live: %(link)s") % {"link": meeting.stream})
    if link:
        texts.append(_("Link to take part: %(link)s") % {"link": link})
    return Entry(
        uid=f"meeting-{meeting.pk}",
        title=meeting.title,
        starts_at=meeting.starts_at,
        ends_at=meeting.ends_at,
        changed_at=meeting.changed_at or meeting.announced_at or meeting.starts_at,
        page=absolute(path_of(meeting), language),
        sequence=meeting.sequence,
        is_cancelled=meeting.status == MeetingStatus.CANCELLED,
        place=meeting.place,
        texts=tuple(texts),
    )
