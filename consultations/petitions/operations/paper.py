"""Signatures on paper: entered by one officer, confirmed or refused by another."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from commons.interface.errors import refusing
from commons.people.models import Person
from commons.territories.models import Territory

from ..enums import PetitionStatus
from ..errors import PetitionError
from ..models import PaperShare, Petition, SignatureBatch
from .changing import locked, record, recount, require_gathering, require_state


@transaction.atomic
def enter_batch(
    *,
    petition: Petition,
    protocol: str,
    received_on: date,
    shares: Mapping[Territory, int],
    actor: Person,
    at: datetime,
) -> SignatureBatch:
    """Counts for nothing until another officer confirms it."""
    petition = locked(petition)
    require_gathering(petition, at)
    if actor.pk == petition.proposal.author_id:
        raise PetitionError("own_case")
    if received_on > timezone.localdate(at):
        raise PetitionError("in_future")
    given = {territory: count for territory, count in shares.items() if count > 0}
    if not given:
        raise PetitionError("no_signatures")
    with refusing({"paper_protocol_once": PetitionError("protocol_used")}):
        batch = SignatureBatch.objects.create(
            petition=petition,
            protocol=protocol.strip(),
            received_on=received_on,
            count=sum(given.values()),
            entered_by=actor,
            entered_at=at,
        )
    PaperShare.objects.bulk_create(
        PaperShare(batch=batch, territory=territory, count=count)
        for territory, count in given.items()
    )
    record("paper_entered", petition, actor, at, protocol=batch.protocol, count=batch.count)
    return batch


@transaction.atomic
def confirm_batch(*, batch: SignatureBatch, actor: Person, at: datetime) -> SignatureBatch:
    """From now on it counts. Sheets that came in time may be confirmed after the last day: until
    then the petition does not lapse."""
    petition, batch = _open(batch)
    require_state(petition, PetitionStatus.GATHERING, PetitionStatus.CONSIDERED)
    if petition.gather_until and batch.received_on > petition.gather_until:
        raise PetitionError("received_late")
    if actor.pk == batch.entered_by_id:
        raise PetitionError("same_officer")
    if actor.pk == petition.proposal.author_id:
        raise PetitionError("own_case")
    batch.confirmed_by, batch.confirmed_at = actor, at
    batch.save(update_fields=["confirmed_by", "confirmed_at"])
    record("paper_confirmed", petition, actor, at, protocol=batch.protocol, count=batch.count)
    recount(petition, at)
    return batch


@transaction.atomic
def refuse_batch(
    *, batch: SignatureBatch, reason: str, actor: Person, at: datetime
) -> SignatureBatch:
    """It does not count, for a public reason; its officer may take back a mistake of their own."""
    petition, batch = _open(batch)
    if not reason.strip():
        raise PetitionError("reason_needed")
    if actor.pk == petition.proposal.author_id:
        raise PetitionError("own_case")
    batch.refused_by, batch.refused_at, batch.reason = actor, at, reason.strip()
    batch.save(update_fields=["refused_by", "refused_at", "reason"])
    record("paper_refused", petition, actor, at, protocol=batch.protocol, reason=batch.reason)
    return batch


def _open(batch: SignatureBatch) -> tuple[Petition, SignatureBatch]:
    petition = locked(batch.petition)
    held = SignatureBatch.objects.select_for_update(of=("self",)).get(pk=batch.pk)
    if not held.is_open:
        raise PetitionError("batch_settled")
    held.petition = petition
    return petition, held
