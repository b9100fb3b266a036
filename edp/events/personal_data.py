"""A person's share of events: the copy they may download, and what goes when they go."""

from typing import Any

from django.db.models import Q
from django.utils import timezone

from commons.people.models import Person

from . import operations
from .models import Note, Registration


def export(person: Person) -> dict[str, Any]:
    """Events they registered for and the notes they wrote, as JSON can hold it."""
    rows = Registration.objects.filter(Q(person=person) | Q(stakeholder__person=person))
    rows = rows.select_related("event__round__akimat").order_by("pk")
    notes = Note.objects.filter(author=person).select_related("event").order_by("pk")
    return {
        "registrations": [
            {
                "event": f"{row.event.round.akimat.slug}/{row.event.round.slug}/{row.event_id}",
                "title": row.event.title,
                "state": row.status,
                "registered_at": row.registered_at.isoformat(),
                "came": row.attended,
            }
            for row in rows
        ],
        "notes": [
            {
                "event": note.event_id,
                "kind": note.kind,
                "text": note.text,
                "written_at": note.written_at.isoformat(),
            }
            for note in notes
        ],
    }


def erase(person: Person) -> None:
    """Places at coming events go to those who wait. What was written in a group stays there
    without a name: it shows `Erased account` from the moment the account is erased."""
    at = timezone.now()
    mine = Q(person=person) | Q(stakeholder__person=person)
    coming = Registration.objects.filter(mine, event__starts_at__gt=at).select_related("event")
    for row in coming.order_by("pk"):
        operations.cancel_registration(registration=row, at=at)
    Registration.objects.filter(person=person, attended=None).delete()
