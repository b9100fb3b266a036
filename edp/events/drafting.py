"""The first draft of a report: what the notes, the attendance and the agenda say already."""

from django.utils import translation
from django.utils.translation import gettext as _

from commons.interface.dates import clock

from . import queries
from .enums import NoteKind
from .models import Event, Note
from .people_words import word


def draft(event: Event, language: str) -> str:
    """Plain text with headings and lists (see `markup`) in that language; notes as written."""
    with translation.override(language):
        parts = [_attendance(event), _agenda(event), *_notes(event)]
        return "\n\n".join(part for part in parts if part)


def _attendance(event: Event) -> str:
    came = queries.came_by_sector(event)
    if not came:
        return ""
    counted = [f"- {word(code)}: {count}" for code, count in came.items() if count]
    total = _("%(count)s people came.") % {"count": sum(came.values())}
    return "\n".join([f"# {_('Who came')}", total, *counted])


def _agenda(event: Event) -> str:
    items = []
    for item in event.agenda.all():
        begins = f"{item.starts_at:%H:%M} " if item.starts_at else ""
        speaker = f" ({item.speaker})" if item.speaker else ""
        items.append(f"- {begins}{item.title}{speaker}")
    if not items:
        return ""
    span = f"{clock(event.starts_at)}–{clock(event.ends_at)}"
    return "\n".join([f"# {_('Agenda')}, {span}", *items])


def _notes(event: Event) -> list[str]:
    headings = {
        NoteKind.AGREED: _("What the group agreed on"),
        NoteKind.IDEA: _("Ideas"),
        NoteKind.EVIDENCE: _("Evidence"),
        NoteKind.QUESTION: _("Open questions"),
    }
    held: dict[str, list[Note]] = {}
    for note in queries.notes(event):
        held.setdefault(note.kind, []).append(note)
    return [
        "\n".join([f"# {heading}", *[f"- {' '.join(note.text.split())}" for note in held[kind]]])
        for kind, heading in headings.items()
        if kind in held
    ]
