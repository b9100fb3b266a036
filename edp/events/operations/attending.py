"""Who came: ticked one by one, read from a list, entered at the door."""

from collections.abc import Mapping
from datetime import datetime
from typing import IO

from django.db import IntegrityError, transaction
from django.utils import timezone

from commons.people.enums import Sector
from commons.people.models import Organisation, Person
from commons.territories.tables import Fault

from ...stakeholders.enums import Origin, StakeholderStatus
from ...stakeholders.models import Stakeholder
from ...stakeholders.operations import seat_who_came
from .. import lists
from ..enums import RegistrationStatus
from ..errors import EventError
from ..models import Event, Registration
from .states import locked, record, require_announced


@transaction.atomic
def mark_attendance(
    *, event: Event, came: Mapping[int, bool], actor: Person | None, at: datetime
) -> int:
    """Note who came and who did not, by the registration's key; returns how many marks changed.

    Who waited for a place and came has one. Raises EventError: ``not_yet``, ``not_published``,
    ``was_cancelled``.
    """
    event = _held_event(event, at)
    rows = event.registrations.select_for_update().filter(pk__in=list(came)).order_by("pk")
    changed = []
    for row in rows.exclude(status=RegistrationStatus.CANCELLED):
        if row.attended == came[row.pk]:
            continue
        row.attended, row.attended_marked_at = came[row.pk], at
        if row.attended:
            row.status = RegistrationStatus.REGISTERED
        changed.append(row)
    Registration.objects.bulk_update(
        changed, ["attended", "attended_marked_at", "status"], batch_size=500
    )
    if changed:
        n = sum(bool(row.attended) for row in changed)
        record(event, "mark_attendance", actor, at, came=n, absent=len(changed) - n)
    return len(changed)


@transaction.atomic
def add_walk_in(
    *,
    event: Event,
    name: str,
    sector: str,
    actor: Person | None,
    at: datetime,
    organisation: str = "",
    email: str = "",
) -> Registration:
    """Somebody came who was on no list: they are a stakeholder from now on.

    Raises EventError: ``name_needed``, ``sector_needed`` and those of `mark_attendance`.
    """
    event = _held_event(event, at)
    if not name.strip():
        raise EventError("name_needed")
    if sector not in Sector.values:
        raise EventError("sector_needed")
    line = lists.Line(0, name.strip(), email.strip().lower(), organisation.strip(), sector)
    found = lists.Known(event).find(line)
    if isinstance(found, Fault):
        raise EventError("namesakes")
    if not isinstance(found, Stakeholder):
        found = _stakeholders(event, [line], at, person=found)[0]
    row = _mark(event, {found.pk: found}, {}, at)[0]
    seat_who_came(round=event.round, stakeholders=[found], actor=actor, at=at)
    record(event, "add_walk_in", actor, at, registration=row.pk)
    return row


@transaction.atomic
def import_attendance(
    *, event: Event, file: IO[bytes], actor: Person | None, at: datetime
) -> lists.AttendanceReport:
    """Read a CSV of who came (`name,email,organisation,sector`, a name or an e-mail is enough for
    people of the round). Good lines count at once, bad ones are reported and change nothing.

    The same file twice changes nothing more. Raises TableError where there is no table.
    """
    event = _held_event(event, at)
    sheet = lists.read(file, lists.Known(event))
    made = _stakeholders(event, sheet.new, at)
    seats = {seat.pk: seat for seat in (*sheet.seats, *made)}
    people = {person.pk: person for person in sheet.people}
    before = event.registrations.filter(attended=True).count()
    _mark(event, seats, people, at)
    seat_who_came(round=event.round, stakeholders=sheet.seats, actor=actor, at=at)
    marked = event.registrations.filter(attended=True).count() - before
    record(
        event,
        "import_attendance",
        actor,
        at,
        marked=marked,
        new=len(made),
        bad_lines=len(sheet.bad_lines),
    )
    return lists.AttendanceReport(
        marked=marked,
        new=len(made),
        known=len(seats) + len(people) - marked,
        bad_lines=sheet.bad_lines,
    )


def _held_event(event: Event, at: datetime) -> Event:
    event = locked(event)
    require_announced(event)
    if timezone.localdate(at) < timezone.localdate(event.starts_at):
        raise EventError("not_yet")
    return event


def _mark(
    event: Event, seats: Mapping[int, Stakeholder], people: Mapping[int, Person], at: datetime
) -> list[Registration]:
    """They came: their registrations say so, and who had none gets one."""
    owners = {seat.person_id: seat.pk for seat in seats.values() if seat.person_id}
    held = list(event.registrations.select_for_update().order_by("pk"))
    mine = []
    for row in held:
        # A resident who has become a stakeholder since keeps the registration.
        seat = row.stakeholder_id or owners.get(row.person_id or 0)
        if seat in seats:
            row.stakeholder_id, row.person_id = seat, None
            mine.append(row)
        elif row.person_id in people:
            mine.append(row)
    fresh = [row for row in mine if row.attended is not True]
    for row in fresh:
        row.attended, row.attended_marked_at = True, at
        row.status = RegistrationStatus.REGISTERED
    fields = ["stakeholder", "person", "attended", "attended_marked_at", "status"]
    Registration.objects.bulk_update(fresh, fields, batch_size=500)
    absent = seats.keys() - {row.stakeholder_id for row in mine}
    made = Registration.objects.bulk_create(
        [
            Registration(
                event=event,
                stakeholder_id=pk,
                registered_at=at,
                attended=True,
                attended_marked_at=at,
            )
            for pk in sorted(absent)
        ],
        batch_size=500,
    )
    return [*mine, *made]


def _stakeholders(
    event: Event, lines: list[lists.Line], at: datetime, person: Person | None = None
) -> list[Stakeholder]:
    """New people of the round; `person` is the account of the one. They hold no seat: coming once
    does not take their organisation's only one from those whom it sends."""
    if not lines:
        return []
    firms = _organisations(event, lines)
    return Stakeholder.objects.bulk_create(
        [
            Stakeholder(
                round=event.round,
                person=person,
                name=line.name,
                email=line.email,
                organisation=firms.get(line.organisation.lower()),
                sector=line.sector,
                status=StakeholderStatus.ACCEPTED,
                origin=Origin.LIST,
                joined_at=at,
            )
            for line in lines
        ],
        batch_size=500,
    )


def _organisations(event: Event, lines: list[lists.Line]) -> dict[str, Organisation]:
    """By name in lower case; those that the akimat does not know yet are added."""
    akimat = event.round.akimat
    known = {one.name.lower(): one for one in Organisation.objects.filter(akimat=akimat)}
    for line in lines:
        key = line.organisation.lower()
        if not key or key in known:
            continue
        try:
            with transaction.atomic():
                known[key] = Organisation.objects.create(
                    akimat=akimat, name=line.organisation, sector=line.sector
                )
        except IntegrityError:  # somebody added it just now
            known[key] = Organisation.objects.get(akimat=akimat, name__iexact=line.organisation)
    return known
