"""Handing a proposal in, and taking it back."""

from datetime import datetime

from django.db import transaction

from commons.people import queries as people
from commons.people.models import Person

from ..completeness import missing_steps
from ..enums import COUNTED, ProposalStatus
from ..errors import ProposalError
from ..models import Call, Proposal
from ..notices import follow, tell_followers
from ..permissions import is_call_open, is_editable, may_be_withdrawn
from .changing import lock_author, locked, move, require_author


@transaction.atomic
def submit(*, proposal: Proposal, actor: Person, at: datetime) -> Proposal:
    """Hand a draft or a corrected proposal to the moderator.

    The author's limit is counted under a lock on the author, so that of two submits at the limit
    one fails. A returned proposal has been counted before and is not counted again.
    """
    lock_author(actor)
    proposal = locked(proposal)
    require_author(proposal, actor)
    if proposal.status not in (ProposalStatus.DRAFT, ProposalStatus.RETURNED):
        raise ProposalError("wrong_state", status=proposal.get_status_display())
    if not is_editable(proposal, at):
        raise ProposalError("call_not_open")
    check_author(proposal.call, actor, at)
    if proposal.status == ProposalStatus.DRAFT:
        check_limit(proposal.call, actor)
    if missing_steps(proposal):
        raise ProposalError("incomplete")
    proposal.submitted_at = at
    move(proposal, ProposalStatus.SUBMITTED, verb="submit_proposal", actor=actor, at=at)
    follow(proposal, actor, at)
    return proposal


def check_author(call: Call, author: Person, at: datetime) -> None:
    """Raise unless the author may propose here: verified, resident of the territory, old enough."""
    residence = people.residence(author, at)
    if call.needs_residency:
        if residence is None:
            raise ProposalError("needs_residency")
        if not call.territory.contains(residence.territory):
            raise ProposalError(
                "lives_elsewhere", place=residence.territory.name, territory=call.territory.name
            )
    age = people.age(author.elector, at.date()) if author.elector else None
    # An age nobody could verify is no obstacle where residency is not asked for either.
    if age is None and not call.needs_residency:
        return
    if call.min_age and (age is None or age < call.min_age):
        raise ProposalError("too_young", age=call.min_age)


def check_limit(call: Call, author: Person) -> None:
    """Raise when the author has used up the proposals of this call."""
    used = Proposal.objects.filter(call=call, author=author, status__in=COUNTED).count()
    if used >= call.max_per_person:
        raise ProposalError("limit_reached", limit=call.max_per_person)


def problem_of_author(call: Call, author: Person, at: datetime) -> ProposalError | None:
    """Why this person could not submit now, for pages that say so beforehand."""
    try:
        if not is_call_open(call, at):
            raise ProposalError("call_not_open")
        check_author(call, author, at)
        check_limit(call, author)
    except ProposalError as error:
        return error
    return None


@transaction.atomic
def withdraw(*, proposal: Proposal, actor: Person, at: datetime) -> Proposal:
    """The author takes a proposal back while the call runs; what was public stays readable."""
    proposal = locked(proposal)
    require_author(proposal, actor)
    if not may_be_withdrawn(proposal, at):
        raise ProposalError("not_editable")
    was_public = proposal.published_at is not None
    move(proposal, ProposalStatus.WITHDRAWN, verb="withdraw_proposal", actor=actor, at=at)
    if was_public:
        tell_followers(proposal, "proposal_withdrawn", at=at, without=[actor])
    return proposal
