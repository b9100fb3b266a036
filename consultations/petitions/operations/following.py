"""The state of a petition follows its proposal until it is accepted."""

from datetime import datetime

from django.utils import timezone

from commons.interface.official import read
from commons.people.models import Person
from commons.proposals.enums import ProposalStatus
from commons.proposals.models import Proposal

from ...councils.terms import months_on
from ...periods import due_on, periods_of
from ..enums import PetitionStatus
from ..errors import PetitionError
from ..models import Petition, PetitionAppeal
from ..notices import follow, tell_author
from ..thresholds import threshold_of
from .changing import locked, move, record

STATES: dict[str, PetitionStatus] = {
    ProposalStatus.SUBMITTED: PetitionStatus.MODERATION,
    ProposalStatus.RETURNED: PetitionStatus.RETURNED,
    ProposalStatus.REJECTED: PetitionStatus.REJECTED,
    ProposalStatus.PUBLISHED: PetitionStatus.GATHERING,
    ProposalStatus.WITHDRAWN: PetitionStatus.WITHDRAWN,
}


def follow_proposal(proposal: Proposal, came_from: str, actor: Person | None, at: datetime) -> None:
    """Called by the app of proposals, inside its transaction; what is raised refuses the move."""
    if not proposal.call.has_own_pages:
        return
    found = Petition.objects.filter(proposal=proposal).first()
    if found is None:
        return
    petition = locked(found)
    petition.proposal = proposal
    to = STATES.get(proposal.status)
    if to is None:
        raise PetitionError("wrong_state", status=petition.get_status_display())
    move(petition, to)
    if to == PetitionStatus.MODERATION:
        days = periods_of(petition.akimat).petition_moderation_days
        petition.moderation_due_on = due_on(at, days)
    elif to == PetitionStatus.REJECTED:
        _reject(petition, actor, at)
    elif to == PetitionStatus.GATHERING:
        _accept(petition, actor, at)
    petition.save()


def _reject(petition: Petition, actor: Person | None, at: datetime) -> None:
    petition.rejected_at, petition.rejected_by = at, actor
    # The key of the usual message about a rejection: the author hears it once, with the appeal.
    tell_author(
        petition,
        "petition_rejected",
        at,
        key=_usual_key(petition, "proposal_rejected", at),
        reason=read(petition.proposal, "reason"),
    )


def _accept(petition: Petition, actor: Person | None, at: datetime) -> None:
    """Store all that counts from here. An appeal that waits is decided as one."""
    if PetitionAppeal.objects.filter(petition=petition, decided_at__isnull=True).exists():
        raise PetitionError("appeal_open")
    threshold = threshold_of(petition.akimat, petition.addressee)
    if threshold is None:
        raise PetitionError("no_population")
    periods = periods_of(petition.akimat)
    petition.opened_at = at
    petition.gather_until = months_on(timezone.localdate(at), periods.petition_months)
    petition.threshold = threshold.number
    petition.threshold_share = threshold.share
    petition.threshold_population = threshold.population
    petition.threshold_source = threshold.source
    petition.public_at = periods.petition_public_at
    record("petition_opened", petition, actor, at, threshold=threshold.number)
    follow(petition, petition.proposal.author, at)
    tell_author(
        petition,
        "petition_accepted",
        at,
        key=_usual_key(petition, "proposal_published", at),
        threshold=threshold.number,
        until_date=petition.gather_until.isoformat(),
        public=petition.public_at,
    )


def _usual_key(petition: Petition, kind: str, at: datetime) -> str:
    return f"proposal/{petition.proposal_id}/{kind}/{at.isoformat()}"
