"""Events of a round in any state."""

import uuid
from datetime import datetime, timedelta
from typing import Any

from commons.people.models import Person
from edp.events import operations
from edp.events.enums import EventKind, NoteKind
from edp.events.models import Event, Note
from edp.models import Round
from tests.factories.edp import texts


def event(
    round: Round, at: datetime, *, days: int = 7, published: bool = True, **more: Any
) -> Event:
    """Announced, and `days` from now for three hours; a negative number puts it into the past."""
    begins = at + timedelta(days=days)
    values: dict[str, Any] = {
        "kind": EventKind.FOCUS_GROUP,
        "title": texts("Deep processing of grain"),
        "about": texts("What could be made here of wheat, and who would buy it."),
        "place": texts("Toraighyrov University, room 301"),
        "starts_at": begins,
        "ends_at": begins + timedelta(hours=3),
    }
    made = operations.create_event(round=round, actor=None, at=at, **{**values, **more})
    if published:
        operations.publish_event(event=made, actor=None, at=at)
        made.refresh_from_db()
    return made


def note(event: Event, author: Person, at: datetime, text: str = "Gluten for bakeries") -> Note:
    return operations.write_note(
        event=event,
        author=author,
        text=text,
        kind=NoteKind.IDEA,
        language="en",
        key=uuid.uuid4(),
        at=at,
    )


def reported(event: Event, actor: Person, at: datetime, *, publish: bool = True) -> Event:
    """With a report that was written, and perhaps published."""
    saved = operations.save_report(
        event=event,
        summary=texts("The group chose gluten and starch."),
        report="# Ideas\n- Gluten for bakeries\n- Starch\n\nӘңғүұқөһі: the letters must show.",
        language="kk",
        version=event.report_version,
        actor=actor,
        at=at,
    )
    return operations.publish_report(event=saved, actor=actor, at=at) if publish else saved
