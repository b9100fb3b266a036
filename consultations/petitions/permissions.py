"""Who may see and do what with a petition."""

from datetime import datetime
from typing import Any

from django.utils import timezone

from commons.proposals.permissions import is_author, may_edit, may_read, may_withdraw

from ..permissions import can_answer, can_run
from .enums import PetitionStatus
from .models import Petition, PetitionAppeal, SignatureBatch

__all__ = [
    "is_author",
    "may_answer",
    "may_appeal",
    "may_confirm",
    "may_decide",
    "may_edit",
    "may_enter_paper",
    "may_name_handler",
    "may_read",
    "may_withdraw_petition",
]


def may_withdraw_petition(person: Any, petition: Petition, at: datetime) -> bool:
    """Until the threshold is reached: then it belongs to those who signed."""
    over = (PetitionStatus.CONSIDERED, PetitionStatus.ANSWERED, PetitionStatus.LAPSED)
    return petition.status not in over and may_withdraw(person, petition.proposal, at)


def may_enter_paper(person: Any, petition: Petition, at: datetime) -> bool:
    return (
        can_answer(person, petition.akimat)
        and petition.is_gathering(timezone.localdate(at))
        and not is_author(person, petition.proposal)
    )


def may_confirm(person: Any, batch: SignatureBatch) -> bool:
    """Somebody else than who entered it."""
    return (
        batch.is_open
        and can_answer(person, batch.petition.akimat)
        and (person.pk not in (batch.entered_by_id, batch.petition.proposal.author_id))
    )


def may_name_handler(person: Any, petition: Petition) -> bool:
    return petition.status == PetitionStatus.CONSIDERED and can_run(person, petition.akimat)


def may_answer(person: Any, petition: Petition) -> bool:
    """Who is named, and moderators; never the author."""
    if petition.status != PetitionStatus.CONSIDERED or not can_answer(person, petition.akimat):
        return False
    if is_author(person, petition.proposal):
        return False
    return person.pk == petition.handler_id or can_run(person, petition.akimat)


def may_appeal(person: Any, petition: Petition) -> bool:
    """The author, once, while the rejection stands."""
    if petition.status != PetitionStatus.REJECTED or not is_author(person, petition.proposal):
        return False
    return appeal_of(petition) is None


def may_decide(person: Any, petition: Petition) -> bool:
    """A moderator who did not reject it."""
    made = appeal_of(petition)
    return (
        made is not None
        and made.decided_at is None
        and can_run(person, petition.akimat)
        and person.pk not in (petition.rejected_by_id, petition.proposal.author_id)
    )


def appeal_of(petition: Petition) -> PetitionAppeal | None:
    made: PetitionAppeal | None = getattr(petition, "appeal", None)
    return made
