"""What moderators decide about proposals. Each decision but publication has a public reason, and
nobody decides about a proposal of their own."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from commons.people.models import Person

from ..enums import ProposalStatus
from ..errors import ProposalError
from ..models import Proposal
from ..notices import follow, tell_author, tell_followers
from ..periods import correction_ends
from .changing import give_reason, locked, move, record, require_other, set_reason


@transaction.atomic
def publish(*, proposal: Proposal, actor: Person | None, at: datetime) -> Proposal:
    """Show a proposal to everyone; also how a rejected or merged one is taken up again."""
    proposal = locked(proposal)
    require_other(proposal, actor)
    proposal.published_at = proposal.published_at or at
    proposal.merged_into = None
    proposal.editable_until = None
    set_reason(proposal, {})
    move(proposal, ProposalStatus.PUBLISHED, verb="publish_proposal", actor=actor, at=at)
    tell_author(proposal, "proposal_published", at=at)
    return proposal


@transaction.atomic
def return_for_correction(
    *, proposal: Proposal, reason: Mapping[str, str], actor: Person | None, at: datetime
) -> Proposal:
    """Ask the author to correct it. The author has the akimat's correction period, and at least
    until the call closes."""
    proposal = locked(proposal)
    require_other(proposal, actor)
    given = give_reason(proposal, reason)
    proposal.editable_until = correction_ends(proposal, at)
    move(
        proposal,
        ProposalStatus.RETURNED,
        verb="return_proposal",
        actor=actor,
        at=at,
        reason=given,
        until=proposal.editable_until.isoformat(),
    )
    tell_author(
        proposal,
        "proposal_returned",
        at=at,
        reason=given,
        until_at=proposal.editable_until.isoformat(),
    )
    return proposal


@transaction.atomic
def reject(
    *, proposal: Proposal, reason: Mapping[str, str], actor: Person | None, at: datetime
) -> Proposal:
    """Close a proposal. It stays readable, with the reason."""
    proposal = locked(proposal)
    require_other(proposal, actor)
    given = give_reason(proposal, reason)
    proposal.editable_until = None
    move(
        proposal,
        ProposalStatus.REJECTED,
        verb="reject_proposal",
        actor=actor,
        at=at,
        reason=given,
    )
    tell_author(proposal, "proposal_rejected", at=at, reason=given)
    tell_followers(proposal, "proposal_rejected", at=at, reason=given)
    return proposal


@transaction.atomic
def split_off(
    *, proposal: Proposal, texts: Mapping[str, str], actor: Person | None, at: datetime
) -> Proposal:
    """A new published proposal of the same author, with a part of what this one says. `texts` may
    give title, problem and description; the rest is taken over."""
    proposal = locked(proposal)
    require_other(proposal, actor)
    if proposal.status != ProposalStatus.PUBLISHED:
        raise ProposalError("wrong_state", status=proposal.get_status_display())
    part = Proposal.objects.create(
        call=proposal.call,
        akimat=proposal.akimat,
        author=proposal.author,
        status=ProposalStatus.PUBLISHED,
        language=proposal.language,
        territory=proposal.territory,
        category=proposal.category,
        title=texts["title"],
        problem=texts.get("problem") or proposal.problem,
        description=texts.get("description") or proposal.description,
        created_at=at,
        submitted_at=at,
        published_at=at,
        updated_at=at,
    )
    record(part, "split_off_proposal", actor=actor, at=at, source=proposal.pk)
    follow(part, proposal.author, at)
    return part


@transaction.atomic
def merge(
    *,
    proposal: Proposal,
    into: Proposal,
    reason: Mapping[str, str],
    actor: Person | None,
    at: datetime,
) -> Proposal:
    """Join a proposal to a published one of the same call, its heir. The heir's page names it,
    and its author follows the heir from now on."""
    if proposal.pk == into.pk:
        raise ProposalError("merge_into_itself")
    # Both rows are locked in the order of their keys, so that two merges cannot block each other.
    rows = {row.pk: locked(row) for row in sorted((proposal, into), key=lambda row: row.pk)}
    proposal, into = rows[proposal.pk], rows[into.pk]
    require_other(proposal, actor)
    if proposal.call_id != into.call_id:
        raise ProposalError("merge_across_calls")
    if into.status != ProposalStatus.PUBLISHED:
        raise ProposalError("merge_into_hidden")
    given = give_reason(proposal, reason)
    proposal.merged_into = into
    proposal.editable_until = None
    move(
        proposal,
        ProposalStatus.MERGED,
        verb="merge_proposal",
        actor=actor,
        at=at,
        reason=given,
        into=into.pk,
        into_title=into.title,
    )
    follow(into, proposal.author, at)
    tell_author(proposal, "proposal_merged", at=at, reason=given, into=into.title)
    tell_followers(proposal, "proposal_merged", at=at, reason=given, into=into.title)
    return proposal
