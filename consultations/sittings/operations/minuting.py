"""The minutes: written around the record, published once, corrected in public."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from commons.interface import official
from commons.interface.official import Texts
from commons.people.models import Person
from commons.territories.models import Akimat

from ... import texts as required
from ...meetings.enums import MeetingKind, MeetingStatus
from ...meetings.models import AgendaItem, Meeting
from ...periods import due_on, periods_of
from .. import notices, permissions, queries
from ..content import content, fingerprint
from ..errors import SittingError
from ..models import ItemNote, Minutes, MinutesAddendum, MinutesPdf, Sitting
from .states import open_record, record, touch


@transaction.atomic
def save_minutes(
    *,
    meeting: Meeting,
    opening: Texts,
    closing: Texts,
    chaired_by: str,
    written_by: str,
    notes: Mapping[AgendaItem, Texts],
    actor: Person,
    at: datetime,
) -> Minutes:
    """Keep the words around the record. They can be incomplete until the minutes are published."""
    sitting = open_record(meeting)
    minutes = _minutes(sitting.meeting)
    official.write(minutes, "opening", opening)
    official.write(minutes, "closing", closing)
    minutes.chaired_by, minutes.written_by = chaired_by.strip(), written_by.strip()
    minutes.save()
    for item, texts in notes.items():
        if item.meeting_id != meeting.pk:
            raise SittingError("other_meeting")
        if any(text.strip() for text in texts.values()) or item.pk in queries.notes(meeting):
            note, _new = ItemNote.objects.get_or_create(item=item)
            official.write(note, "text", texts)
            note.save()
    return minutes


@transaction.atomic
def save_recording(
    *,
    meeting: Meeting,
    url: str,
    name: str,
    transcript: str,
    language: str,
    actor: Person,
    at: datetime,
) -> Sitting:
    """Where the meeting can be heard, and what was said in it as text."""
    sitting = open_record(meeting)
    Meeting.objects.filter(pk=meeting.pk).update(recording=url)
    sitting.recording_name = name.strip()
    sitting.transcript = transcript.replace("\r\n", "\n").strip()
    sitting.transcript_language = language if sitting.transcript else ""
    sitting.save(update_fields=["recording_name", "transcript", "transcript_language"])
    record(meeting, "recording_saved", sitting.meeting, actor, at)
    return sitting


@transaction.atomic
def publish_minutes(*, meeting: Meeting, actor: Person, at: datetime) -> Minutes:
    """Freeze the record under its fingerprint, give the minutes their number, tell people.

    Raises SittingError: ``not_held``, ``minutes_published``, ``vote_open``, ``unanswered``,
    ``signatures_needed``, ``recording_needed``; HearingError("text_needed") where something is
    written in one of Kazakh and Russian only.
    """
    # Numbers are given one after the other.
    Akimat.objects.select_for_update(no_key=True).get(pk=meeting.akimat_id)
    if permissions.is_frozen(Meeting.objects.select_related("minutes").get(pk=meeting.pk)):
        raise SittingError("minutes_published")
    sitting = open_record(meeting)
    meeting = sitting.meeting
    minutes = _minutes(meeting)
    _require_complete(sitting, minutes)
    minutes.published_at, minutes.published_by = at, actor
    minutes.due_on = minutes.due_on or meeting.minutes_due_on
    minutes.number = _number(meeting, at)
    if meeting.kind in permissions.APPEALED:
        minutes.appeal_until = due_on(at, periods_of(meeting.akimat).minutes_appeal_days)
    meeting.minutes = minutes  # the record reads its number
    minutes.content = content(meeting)
    minutes.sha256 = fingerprint(minutes.content)
    minutes.save()
    MinutesPdf.objects.bulk_create(
        MinutesPdf(minutes=minutes, language=code) for code in official.LANGUAGES
    )
    record(
        minutes,
        "minutes_published",
        meeting,
        actor,
        at,
        number=minutes.number,
        sha256=minutes.sha256,
    )
    touch(sitting)
    notices.of_minutes(minutes, "minutes_published", at, key="minutes")
    order_pdfs(minutes)
    return minutes


@transaction.atomic
def correct_minutes(
    *, minutes: Minutes, texts: Texts, reason: Texts, actor: Person, at: datetime
) -> MinutesAddendum:
    """Add a correction, in public and with its reason. Raises SittingError
    ("minutes_unpublished"), HearingError("text_needed")."""
    held = Minutes.objects.select_for_update(of=("self",)).select_related("meeting__akimat")
    minutes = held.get(pk=minutes.pk)
    if minutes.published_at is None:
        raise SittingError("minutes_unpublished")
    required.require(texts)
    required.require(reason)
    last = minutes.addenda.aggregate(last=Max("number"))["last"] or 0
    made = MinutesAddendum(minutes=minutes, number=last + 1, added_at=at, added_by=actor)
    official.write(made, "text", texts)
    official.write(made, "reason", reason)
    made.save()
    record(made, "minutes_corrected", minutes.meeting, actor, at, number=made.number)
    notices.of_minutes(minutes, "minutes_corrected", at, key=f"correction/{made.number}")
    order_pdfs(minutes, anew=True)
    return made


def order_pdfs(minutes: Minutes, *, anew: bool = False) -> None:
    """Have what is not printed printed after the commit; `anew` takes old files away first. The
    rows are what counts: where no message goes out, the sweep finds them."""
    from ..tasks import print_minutes

    if anew:
        for row in minutes.pdfs.exclude(file=""):
            name, storage = row.file.name, row.file.storage
            transaction.on_commit(lambda n=name, s=storage: s.delete(n), robust=True)  # type: ignore[misc]
        minutes.pdfs.update(file="", made_at=None, attempts=0)
    transaction.on_commit(lambda: print_minutes.delay(minutes.pk), robust=True)


def _minutes(meeting: Meeting) -> Minutes:
    minutes, _new = Minutes.objects.get_or_create(
        meeting=meeting, defaults={"due_on": meeting.minutes_due_on}
    )
    minutes.meeting = meeting
    return minutes


def _require_complete(sitting: Sitting, minutes: Minutes) -> None:
    meeting = sitting.meeting
    if meeting.status != MeetingStatus.HELD:
        raise SittingError("not_held")
    if meeting.roll_calls.filter(status="open").exists():
        raise SittingError("vote_open")
    if count := queries.unanswered(meeting).count():
        raise SittingError("unanswered", count=count)
    if not (minutes.chaired_by and minutes.written_by):
        raise SittingError("signatures_needed")
    written = [official.read(minutes, "opening"), official.read(minutes, "closing")]
    written += [official.read(note, "text") for note in queries.notes(meeting).values()]
    for texts in written:
        if any(texts.values()):
            required.require(texts)
    has_recording = bool(meeting.recording or sitting.recording_name)
    if meeting.kind == MeetingKind.ENVIRONMENT and not (has_recording and sitting.transcript):
        raise SittingError("recording_needed")


def _number(meeting: Meeting, at: datetime) -> int:
    """The next of the council, or of the kind of meeting, in this year."""
    year = timezone.localdate(meeting.starts_at).year
    last: int | None = Minutes.objects.filter(
        published_at__isnull=False,
        meeting__akimat=meeting.akimat_id,
        meeting__council=meeting.council_id,
        meeting__kind=meeting.kind,
        meeting__starts_at__year=year,
    ).aggregate(last=Max("number"))["last"]
    return (last or 0) + 1
