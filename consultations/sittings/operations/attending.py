"""Which members are there, and how many guests."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from commons.people.models import Person

from ...meetings.models import Meeting
from .. import quorum
from ..errors import SittingError
from ..models import Attendance
from .states import open_record, record, touch


@transaction.atomic
def mark(
    *,
    meeting: Meeting,
    marks: Mapping[int, str],
    guests: int,
    guests_remote: int,
    actor: Person,
    at: datetime,
) -> int:
    """Set the presence of members, by the keys of their mandates; an empty mark takes it back.
    Returns how many marks changed. Raises SittingError("not_a_member")."""
    sitting = open_record(meeting)
    known = set(quorum.members(meeting).values_list("pk", flat=True))
    if not marks.keys() <= known:
        raise SittingError("not_a_member")
    held = {row.mandate_id: row for row in Attendance.objects.filter(meeting=meeting)}
    changed = 0
    for key, presence in marks.items():
        row = held.get(key)
        if (row.presence if row else "") == presence:
            continue
        changed += 1
        if presence:
            Attendance.objects.update_or_create(
                meeting=meeting, mandate_id=key, defaults={"presence": presence, "marked_at": at}
            )
        elif row:
            row.delete()
    before = (sitting.guests, sitting.guests_remote)
    if changed or before != (guests, guests_remote):
        sitting.guests, sitting.guests_remote = guests, guests_remote
        sitting.save(update_fields=["guests", "guests_remote"])
        record(meeting, "attendance_marked", sitting.meeting, actor, at, changed=changed)
        touch(sitting)
    return changed
