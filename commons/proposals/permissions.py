"""Who may do what with a proposal, and when."""

from datetime import datetime
from typing import Any

from commons.territories.permissions import can_read_desk, is_moderator

from .enums import PUBLIC, ProposalStatus
from .models import Call, Comment, Proposal


def is_call_open(call: Call, at: datetime) -> bool:
    return call.opens_at <= at < call.closes_at


def is_author(person: Any, proposal: Proposal) -> bool:
    return bool(person.is_authenticated and person.pk == proposal.author_id)


def is_public(proposal: Proposal) -> bool:
    """Seen by everyone; the query of the same name is `queries.public`."""
    if proposal.status == ProposalStatus.WITHDRAWN:
        return proposal.published_at is not None
    return proposal.status in PUBLIC


def may_read(person: Any, proposal: Proposal) -> bool:
    """Everyone reads what is public; the author all their own; staff all but drafts."""
    if is_public(proposal):
        return True
    if is_author(person, proposal):
        return True
    return proposal.status != ProposalStatus.DRAFT and can_read_desk(person, proposal.akimat)


def is_editable(proposal: Proposal, at: datetime) -> bool:
    """Whether its author may change it now: a draft or a returned one while the call is open, and
    anything that was opened for correction until that ends."""
    corrected = proposal.editable_until is not None and at < proposal.editable_until
    if proposal.status in (ProposalStatus.DRAFT, ProposalStatus.RETURNED):
        return corrected or is_call_open(proposal.call, at)
    return corrected and proposal.status == ProposalStatus.PUBLISHED


def may_edit(person: Any, proposal: Proposal, at: datetime) -> bool:
    return is_author(person, proposal) and is_editable(proposal, at)


def may_be_withdrawn(proposal: Proposal, at: datetime) -> bool:
    """Until the call closes; after that others have begun to work on it."""
    states = (ProposalStatus.SUBMITTED, ProposalStatus.RETURNED, ProposalStatus.PUBLISHED)
    return proposal.status in states and at < proposal.call.closes_at


def may_withdraw(person: Any, proposal: Proposal, at: datetime) -> bool:
    return is_author(person, proposal) and may_be_withdrawn(proposal, at)


def may_support(person: Any, proposal: Proposal) -> bool:
    return may_comment(person, proposal) and not is_author(person, proposal)


def is_discussed(proposal: Proposal) -> bool:
    """Whether it takes comments and supports."""
    return proposal.status == ProposalStatus.PUBLISHED and proposal.closed_at is None


def may_comment(person: Any, proposal: Proposal) -> bool:
    return bool(person.is_authenticated) and is_discussed(proposal)


def may_report(person: Any, comment: Comment) -> bool:
    return bool(person.is_authenticated) and person.pk != comment.author_id


def may_moderate(person: Any, proposal: Proposal) -> bool:
    return is_moderator(person, proposal.akimat)
