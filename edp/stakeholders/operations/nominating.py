"""People in the room name others whom the moderator could invite."""

from datetime import datetime

from django.db import transaction

from commons.audit.operations import record
from commons.people.models import Person

from ...models import Nomination, Round, Stakeholder
from ..enums import NominationStatus
from ..errors import StakeholderError
from .locks import lock_running


@transaction.atomic
def nominate(
    *,
    round: Round,
    made_by: Person,
    name: str,
    sector: str,
    why: str,
    at: datetime,
    email: str = "",
    organisation_name: str = "",
) -> Nomination:
    """Name somebody; only moderators see it. Raises StakeholderError("round_not_running")."""
    round = lock_running(round)
    made = Nomination.objects.create(
        round=round,
        made_by=made_by,
        made_at=at,
        name=name.strip(),
        email=email.strip(),
        organisation_name=" ".join(organisation_name.split()),
        sector=sector,
        why=why.strip(),
    )
    record(verb="nominate", subject=made, at=at, actor=made_by, akimat=round.akimat)
    return made


@transaction.atomic
def settle_nomination(
    *,
    nomination: Nomination,
    actor: Person,
    at: datetime,
    stakeholder: Stakeholder | None = None,
    reason: str = "",
) -> Nomination:
    """Close a suggestion: with whom was invited, or set aside with a reason.

    Raises StakeholderError: "nothing_waits", "reason_needed".
    """
    held = (
        Nomination.objects.select_for_update(of=("self",), no_key=True)
        .select_related("round__akimat")
        .get(pk=nomination.pk)
    )
    if held.status != NominationStatus.WAITING:
        raise StakeholderError("nothing_waits")
    if stakeholder is None and not reason.strip():
        raise StakeholderError("reason_needed")
    held.status = NominationStatus.INVITED if stakeholder else NominationStatus.SET_ASIDE
    held.stakeholder, held.reason, held.decided_at = stakeholder, reason.strip(), at
    held.save(update_fields=["status", "stakeholder", "reason", "decided_at"])
    record(
        verb="settle_nomination",
        subject=held,
        at=at,
        actor=actor,
        akimat=held.round.akimat,
        outcome=held.status,
        reason=held.reason,
    )
    return held
