"""Who writes final documents, who replies, who can ask to be heard and who can dispute."""

from typing import Any

from commons.notifications.queries import is_following
from commons.territories.models import Akimat
from commons.territories.permissions import is_staff_of

from ..councils.enums import Seat
from ..councils.models import Council
from ..permissions import can_run, leads, seat_in
from .models import Commitment, FinalDocument, Recommendation

LEAD_SEATS = (Seat.CHAIR, Seat.DEPUTY, Seat.SECRETARY)


def may_write_for(person: Any, akimat: Akimat, council: Council | None) -> bool:
    """Leads of the council write for it and its meetings; moderators write everything else."""
    if council is not None:
        return leads(person, council)
    return can_run(person, akimat)


def may_write(person: Any, document: FinalDocument) -> bool:
    """Whether the person may work on it while it is being written."""
    return may_write_for(person, document.akimat, document.council)


def may_read(person: Any, document: FinalDocument) -> bool:
    return document.is_sent or may_write(person, document)


def may_reply(person: Any, recommendation: Recommendation) -> bool:
    """The named person, as long as they are staff, and moderators, who help."""
    akimat = recommendation.akimat
    if can_run(person, akimat):
        return True
    return recommendation.specialist_id == person.pk and is_staff_of(person, akimat)


def speaks_for(person: Any, document: FinalDocument) -> bool:
    """The author of a document: who asked for it, who wrote it, or a lead of its council, also
    once a term is over. Staff who wrote it down for others do not speak for them."""
    if not person.is_authenticated or not person.is_active:
        return False
    if document.council is not None:
        seat = seat_in(person, document.council)
        wrote = document.written_by_id == person.pk and not is_staff_of(person, document.akimat)
        return wrote or (seat is not None and seat.seat in LEAD_SEATS)
    if document.requested_by_id is not None:
        return bool(document.requested_by_id == person.pk)
    return bool(document.written_by_id == person.pk)


def may_dispute(person: Any, commitment: Commitment) -> bool:
    """The author, and whoever follows the recommendation; not those who answer for it."""
    recommendation = commitment.recommendation
    if not person.is_authenticated or may_reply(person, recommendation):
        return False
    return speaks_for(person, recommendation.document) or is_following(
        person, f"recommendation/{recommendation.pk}"
    )
