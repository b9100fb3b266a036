"""Opportunity cards as they lie in the database, past every operation."""

import itertools
from datetime import datetime
from typing import Any

from commons.people.models import Person
from commons.proposals.enums import ProposalStatus
from commons.proposals.models import Comment, Proposal, Support
from edp.models import Round
from edp.opportunities.enums import OpportunityOrigin, OpportunityStatus
from edp.opportunities.models import Opportunity, Partner

_numbers = itertools.count(1)


def card(
    round: Round,
    author: Person,
    at: datetime,
    *,
    proposal_status: str = ProposalStatus.PUBLISHED,
    status: str = OpportunityStatus.OPEN,
    proposal: dict[str, Any] | None = None,
    **more: Any,
) -> Opportunity:
    """A complete and published card; `proposal` overrides columns of its proposal."""
    assert round.call is not None
    shown = at if proposal_status == ProposalStatus.PUBLISHED else None
    texts: dict[str, Any] = {
        "title": f"Cold store for berries number {next(_numbers)}",
        "problem": "Half of the berries spoil before they are sold.",
        "description": "A shared cold store with booking by telephone.",
        "language": "en",
        "created_at": at,
        "updated_at": at,
        "submitted_at": None if proposal_status == ProposalStatus.DRAFT else at,
        "published_at": shown,
    }
    written = Proposal.objects.create(
        call=round.call,
        akimat=round.akimat,
        author=author,
        status=proposal_status,
        **{**texts, **(proposal or {})},
    )
    values: dict[str, Any] = {
        "origin": OpportunityOrigin.CALL,
        "activity": "Cold storage with online booking",
        "market": "Shops of three regions",
        "shortlisted_at": at if status == OpportunityStatus.SHORTLISTED else None,
    }
    made = Opportunity.objects.create(
        round=round, proposal=written, status=status, **{**values, **more}
    )
    Partner.objects.create(opportunity=made, sector="biz", name="Berry Union", role="grows")
    return made


def supported(opportunity: Opportunity, *people: Person, at: datetime) -> None:
    Support.objects.bulk_create(
        Support(proposal=opportunity.proposal, person=one, supported_at=at) for one in people
    )


def commented(
    opportunity: Opportunity, author: Person, at: datetime, text: str = "Who pays?", **more: Any
) -> Comment:
    values = {"language": "en", "created_at": at, **more}
    return Comment.objects.create(proposal=opportunity.proposal, author=author, text=text, **values)
