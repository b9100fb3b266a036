"""Supports: a person's public backing of a proposal, at most one each."""

from datetime import datetime

from django.db import transaction

from commons.people.models import Person

from ..enums import ProposalStatus
from ..errors import ProposalError
from ..models import Proposal, Support


@transaction.atomic
def support(*, proposal: Proposal, person: Person, at: datetime) -> Support:
    """Back a published proposal of someone else. Backing it twice changes nothing."""
    status, closed_at = Proposal.objects.values_list("status", "closed_at").get(pk=proposal.pk)
    if status != ProposalStatus.PUBLISHED:
        raise ProposalError("wrong_state", status=ProposalStatus(status).label)
    if closed_at is not None:
        raise ProposalError("supports_closed")
    if proposal.author_id == person.pk:
        raise ProposalError("own_proposal")
    backing, _ = Support.objects.get_or_create(
        proposal=proposal, person=person, defaults={"supported_at": at}
    )
    return backing


@transaction.atomic
def unsupport(*, proposal: Proposal, person: Person) -> None:
    """Take the backing back, if there is one."""
    Support.objects.filter(proposal=proposal, person=person).delete()
