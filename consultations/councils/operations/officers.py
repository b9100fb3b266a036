"""Who leads the council, who sits in its presidium, and its commissions."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction

from commons.interface.official import Texts, columns, write
from commons.people.enums import Sector
from commons.people.models import Person

from ... import texts
from ...meetings.models import Meeting
from ..enums import Seat
from ..errors import CouncilError
from ..models import Commission, CommissionMember, Council, Mandate
from .locks import lock_council, lock_mandate, noted
from .mandates import outside


@transaction.atomic
def name_officer(
    *,
    mandate: Mandate,
    seat: str,
    elected_on: date,
    actor: Person,
    at: datetime,
    meeting: Meeting | None = None,
) -> Mandate:
    """Record whom the council elected, and at which of its meetings. The seat of chair or secretary
    passes from who held it; MEMBER ends an office.

    The law: the chair is elected by an open simple majority and is not in public service. Raises
    CouncilError: ``not_seated``, ``chair_in_service``, ``meeting_elsewhere``, ``day_outside``.
    """
    held = lock_mandate(mandate)
    if seat == Seat.CHAIR and held.sector == Sector.GOVERNMENT:
        raise CouncilError("chair_in_service", name=held.name, fields=["mandate"])
    if meeting is not None and meeting.council_id != held.council_id:
        raise CouncilError("meeting_elsewhere", fields=["meeting"])
    if not held.begins_on <= elected_on <= held.ends_on:
        raise outside(held.begins_on, held.ends_on, "elected_on")
    if seat in (Seat.CHAIR, Seat.SECRETARY):
        before = Mandate.objects.filter(council=held.council, seat=seat, ended_on__isnull=True)
        before.exclude(pk=held.pk).update(seat=Seat.MEMBER, elected_on=None, elected_at=None)
    held.seat, held.elected_on, held.elected_at = Seat(seat), elected_on, meeting
    if seat == Seat.MEMBER:
        held.elected_on = held.elected_at = None
    held.save(update_fields=["seat", "elected_on", "elected_at"])
    meeting_pk = meeting.pk if meeting else None
    noted("officer_named", held, actor, at, seat=str(seat), meeting=meeting_pk)
    return held


@transaction.atomic
def set_presidium(
    *, council: Council, mandates: Iterable[Mandate], actor: Person, at: datetime
) -> int:
    """Who sits in the presidium from now on; of this council and seated. Returns how many."""
    held = lock_council(council)
    wanted = [one.pk for one in mandates]
    seats = Mandate.objects.filter(council=held, ended_on__isnull=True)
    seats.exclude(pk__in=wanted).update(in_presidium=False)
    count = seats.filter(pk__in=wanted).update(in_presidium=True)
    noted("presidium_set", held, actor, at, members=count)
    return count


@transaction.atomic
def form_commission(
    *,
    council: Council,
    name: Texts,
    about: Texts,
    mandates: Iterable[Mandate],
    chair: Mandate | None,
    formed_on: date,
    actor: Person,
    at: datetime,
) -> Commission:
    """Raises HearingError ``text_needed``; CouncilError: ``council_ended``, ``commission_empty``,
    ``chair_outside_commission``."""
    texts.require(name)
    held = lock_council(council)
    commission = Commission.objects.create(
        council=held, formed_on=formed_on, **columns("name", name), **columns("about", about)
    )
    count = _seat(commission, mandates, chair)
    noted("commission_formed", commission, actor, at, members=count)
    return commission


@transaction.atomic
def change_commission(
    *,
    commission: Commission,
    name: Texts,
    about: Texts,
    mandates: Iterable[Mandate],
    chair: Mandate | None,
    actor: Person,
    at: datetime,
) -> Commission:
    """Raises as `form_commission`, and CouncilError ``commission_ended``."""
    texts.require(name)
    lock_council(commission.council)
    held = Commission.objects.select_related("council__akimat").get(pk=commission.pk)
    if held.ended_on is not None:
        raise CouncilError("commission_ended")
    write(held, "name", name)
    write(held, "about", about)
    held.save()
    held.members.all().delete()
    count = _seat(held, mandates, chair)
    noted("commission_changed", held, actor, at, members=count)
    return held


@transaction.atomic
def dissolve_commission(
    *, commission: Commission, ended_on: date, actor: Person, at: datetime
) -> Commission:
    lock_council(commission.council)
    held = Commission.objects.select_related("council__akimat").get(pk=commission.pk)
    if held.ended_on is not None:
        raise CouncilError("commission_ended")
    held.ended_on = ended_on
    held.save(update_fields=["ended_on"])
    noted("commission_dissolved", held, actor, at)
    return held


def _seat(commission: Commission, mandates: Iterable[Mandate], chair: Mandate | None) -> int:
    keys = {one.pk for one in mandates}
    seated = Mandate.objects.filter(
        council=commission.council_id, ended_on__isnull=True, pk__in=keys
    ).order_by("pk")
    rows = [
        CommissionMember(
            commission=commission, mandate=one, is_chair=chair is not None and one.pk == chair.pk
        )
        for one in seated
    ]
    if len(rows) < 2:
        raise CouncilError("commission_empty", fields=["mandates"])
    if chair is not None and not any(one.is_chair for one in rows):
        raise CouncilError("chair_outside_commission", fields=["chair"])
    CommissionMember.objects.bulk_create(rows)
    return len(rows)
