"""Who sits in the commission of a round."""

from datetime import datetime

from django.db import transaction

from commons.audit.operations import record
from commons.interface.errors import refusing
from commons.people.models import Person

from ...models import CommissionSeat, Round
from ..errors import ResolutionError


@transaction.atomic
def seat_member(
    *,
    round: Round,
    name: str,
    actor: Person,
    at: datetime,
    position: str = "",
    sector: str = "",
    is_chair: bool = False,
    person: Person | None = None,
) -> CommissionSeat:
    """Raises ResolutionError: ``name_needed``, ``chair_taken``."""
    seat = CommissionSeat(round=round, person=person)
    _save(seat, name, position, sector, is_chair)
    _record(seat, "seat_commission_member", actor, at)
    return seat


@transaction.atomic
def change_member(
    *,
    seat: CommissionSeat,
    name: str,
    actor: Person,
    at: datetime,
    position: str = "",
    sector: str = "",
    is_chair: bool = False,
) -> CommissionSeat:
    """Raises ResolutionError: ``name_needed``, ``chair_taken``, ``seat_on_record``."""
    seat = _locked(seat)
    if seat.name != name.strip() and _is_on_record(seat):
        raise ResolutionError("seat_on_record", name=seat.name)
    _save(seat, name, position, sector, is_chair)
    _record(seat, "change_commission_member", actor, at)
    return seat


@transaction.atomic
def remove_member(*, seat: CommissionSeat, actor: Person, at: datetime) -> None:
    """The seat of somebody who sat at a published sitting stays on record as left."""
    seat = _locked(seat)
    _record(seat, "remove_commission_member", actor, at)
    if _is_on_record(seat):
        seat.left_at = at
        seat.save(update_fields=["left_at"])
    else:
        seat.delete()


def _save(seat: CommissionSeat, name: str, position: str, sector: str, is_chair: bool) -> None:
    if not name.strip():
        raise ResolutionError("name_needed")
    seat.name, seat.position = name.strip(), position.strip()
    seat.sector, seat.is_chair = sector, is_chair
    with refusing({"one_chair_of_a_commission": ResolutionError("chair_taken")}):
        seat.save()


def _locked(seat: CommissionSeat) -> CommissionSeat:
    held = CommissionSeat.objects.select_for_update(of=("self",), no_key=True)
    return held.select_related("round__akimat").get(pk=seat.pk)


def _is_on_record(seat: CommissionSeat) -> bool:
    return seat.sittings.filter(published_at__isnull=False).exists()


def _record(seat: CommissionSeat, verb: str, actor: Person, at: datetime) -> None:
    record(
        verb=verb,
        subject=seat.round,
        at=at,
        actor=actor,
        akimat=seat.round.akimat,
        seat=seat.pk,
        is_chair=seat.is_chair,
    )
