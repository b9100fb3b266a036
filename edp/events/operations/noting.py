"""Notes of a group, written by several people at once. No wording is ever lost."""

import uuid
from datetime import datetime

from django.db import transaction
from django.db.models import Max

from commons.people.models import Person

from ..enums import NoteKind
from ..errors import EventError, NoteChangedError
from ..models import Event, Note, NoteVersion
from .states import record

MOST = 4000


@transaction.atomic
def write_note(
    *,
    event: Event,
    author: Person,
    text: str,
    kind: str,
    language: str,
    key: uuid.UUID,
    at: datetime,
) -> Note:
    """Add a note. The same key and text again are the same note, so a writer whose line broke may
    simply send it anew; the same key with another text is a note of its own.

    Raises EventError: ``note_empty``, ``note_long``, ``notes_closed``.
    """
    text = _require_text(text)
    _require_open(event)
    held = NoteVersion.objects.filter(note__key=key, number=1).select_related("note").first()
    if held is not None:
        if (held.note.event_id, held.note.author_id, held.text) == (event.pk, author.pk, text):
            return held.note
        key = uuid.uuid5(key, f"{event.pk} {author.pk} {text}")
    note, is_new = Note.objects.get_or_create(
        key=key,
        defaults={
            "event": event,
            "author": author,
            "kind": NoteKind(kind),
            "text": text,
            "language": language,
            "written_at": at,
            "changed_at": at,
        },
    )
    if is_new:
        _keep(note, author, text, at)
    return note


def change_note(
    *,
    note: Note,
    author: Person,
    text: str,
    version: int,
    at: datetime,
    kind: str | None = None,
) -> Note:
    """Give the note another wording, if `version` is still the one it has.

    Otherwise the wording is kept aside among the note's versions, and NoteChangedError raised.
    A note that was removed meanwhile is back with the new wording.
    Raises EventError: ``note_empty``, ``note_long``, ``notes_closed``.
    """
    text = _require_text(text)
    note, aside = _change(note, author, text, version, at, kind)
    if aside is not None:  # after the commit, which keeps the wording
        raise NoteChangedError(aside)
    return note


@transaction.atomic
def _change(
    note: Note, author: Person, text: str, version: int, at: datetime, kind: str | None
) -> tuple[Note, NoteVersion | None]:
    note = _locked(note)
    _require_open(note.event)
    kind = NoteKind(kind or note.kind)
    if (note.text, note.kind, note.removed_at) == (text, kind, None):
        return note, None
    if note.version != version:
        return note, _set_aside(note, author, text, kind, at)
    note.text, note.kind, note.changed_at = text, kind, at
    note.removed_at = note.removed_by = None
    note.version = _keep(note, author, text, at).number
    note.save()
    return note, None


@transaction.atomic
def remove_note(*, note: Note, actor: Person, at: datetime) -> Note:
    """Take the note off the board; the group still finds it in the history."""
    note = _locked(note)
    _require_open(note.event)
    if note.removed_at is None:
        note.removed_at = note.changed_at = at
        note.removed_by = actor
        note.save(update_fields=["removed_at", "removed_by", "changed_at"])
        record(note.event, "remove_note", actor, at, note=note.pk)
    return note


@transaction.atomic
def restore_note(*, note: Note, actor: Person, at: datetime) -> Note:
    note = _locked(note)
    _require_open(note.event)
    if note.removed_at is not None:
        note.removed_at = note.removed_by = None
        note.changed_at = at
        note.save(update_fields=["removed_at", "removed_by", "changed_at"])
        record(note.event, "restore_note", actor, at, note=note.pk)
    return note


def _locked(note: Note) -> Note:
    return (
        Note.objects.select_for_update(of=("self",), no_key=True)
        .select_related("event__round__akimat")
        .get(pk=note.pk)
    )


def _require_text(text: str) -> str:
    text = text.replace("\r\n", "\n").strip()
    if not text:
        raise EventError("note_empty")
    if len(text) > MOST:
        raise EventError("note_long", most=MOST, found=len(text))
    return text


def _require_open(event: Event) -> None:
    state = Event.objects.values_list("report_published_at", "cancelled_at").get(pk=event.pk)
    if state[0] is not None:
        raise EventError("notes_closed")
    if state[1] is not None:
        raise EventError("was_cancelled")


def _keep(
    note: Note, author: Person, text: str, at: datetime, kind: str = "", is_taken: bool = True
) -> NoteVersion:
    last = note.versions.aggregate(last=Max("number"))["last"] or 0
    return NoteVersion.objects.create(
        note=note,
        number=last + 1,
        author=author,
        text=text,
        kind=kind or note.kind,
        written_at=at,
        is_taken=is_taken,
    )


def _set_aside(note: Note, author: Person, text: str, kind: str, at: datetime) -> NoteVersion:
    """Sent again over a bad line it is kept once."""
    held = note.versions.filter(author=author, text=text, is_taken=False).first()
    if held is not None:
        return held
    note.changed_at = at
    note.save(update_fields=["changed_at"])
    return _keep(note, author, text, at, kind, is_taken=False)
