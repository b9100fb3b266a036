"""Merging cards and splitting one. Nothing vanishes: what a card said, and who supported and
discussed it, stays readable on its page, which points to what it became."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from commons.interface import official
from commons.interface.official import Texts
from commons.people.models import Person
from commons.proposals import operations as proposals
from commons.proposals.errors import ProposalError

from ..enums import JOINABLE, Descent, OpportunityStatus
from ..errors import OpportunityError
from ..models import Lineage, Opportunity, Partner
from ..notices import tell_of_split
from .changing import locked, record

# What a part takes over from the card it is split off from.
TAKEN_OVER = ("market", "assets_text", "trl", "cost_low_tenge", "cost_high_tenge", "risks")


@dataclass(frozen=True)
class Part:
    """One of the cards that a card is split into. Empty texts are taken over."""

    title: str
    activity: str = ""
    problem: str = ""
    description: str = ""


@transaction.atomic
def merge_cards(
    *,
    sources: Sequence[Opportunity],
    target: Opportunity,
    reason: Texts,
    actor: Person,
    at: datetime,
) -> Opportunity:
    """Join cards to another of the same round, their heir. Comments and supports stay with the
    page where they were given. The reason is public, in the three languages of the site."""
    if not sources:
        raise OpportunityError("merge_nothing")
    if any(source.pk == target.pk for source in sources):
        raise OpportunityError("merge_into_itself")
    cards = locked([*sources, target])
    heir = cards.pop(target.pk)
    _require_joinable(heir)
    for card in cards.values():
        _require_joinable(card)
        if card.round_id != heir.round_id:
            raise OpportunityError("other_round")
        proposals.merge(
            proposal=card.proposal, into=heir.proposal, reason=reason, actor=actor, at=at
        )
        _become(card, OpportunityStatus.MERGED)
        _descend(card, heir, Descent.MERGE, reason, actor, at)
        record(card, "merge_opportunity", actor=actor, at=at, into=heir.pk, reason=dict(reason))
    return heir


@transaction.atomic
def split_card(
    *,
    source: Opportunity,
    parts: Sequence[Part],
    reason: Texts,
    actor: Person,
    at: datetime,
) -> list[Opportunity]:
    """Make at least two cards of one. They are public at once and belong to its author; supports
    begin anew, for nobody has supported the new wording yet."""
    card = locked([source])[source.pk]
    _require_joinable(card)
    titles = [part.title.strip().casefold() for part in parts]
    if len(parts) < 2 or not all(titles):
        raise OpportunityError("too_few_parts")
    if len(set(titles)) < len(titles):
        raise OpportunityError("same_titles")
    if any(not (reason.get(code) or "").strip() for code in official.LANGUAGES):
        raise ProposalError("reason_missing")
    made = [_part(card, part, actor, at) for part in parts]
    for one in made:
        _descend(card, one, Descent.SPLIT, reason, actor, at)
    proposals.close_discussion(proposal=card.proposal, actor=actor, at=at)
    _become(card, OpportunityStatus.SPLIT)
    keys = [one.pk for one in made]
    record(card, "split_opportunity", actor=actor, at=at, into=keys, reason=dict(reason))
    tell_of_split(card, at, reason)
    return made


def _part(card: Opportunity, part: Part, actor: Person, at: datetime) -> Opportunity:
    texts: Mapping[str, str] = {
        "title": part.title.strip(),
        "problem": part.problem,
        "description": part.description,
    }
    proposal = proposals.split_off(proposal=card.proposal, texts=texts, actor=actor, at=at)
    made = Opportunity.objects.create(
        round=card.round,
        proposal=proposal,
        origin=card.origin,
        event=card.event,
        activity=part.activity or card.activity,
        **{name: getattr(card, name) for name in TAKEN_OVER},
    )
    Partner.objects.bulk_create(
        Partner(
            opportunity=made,
            sector=row.sector,
            name=row.name,
            role=row.role,
            organisation_id=row.organisation_id,
        )
        for row in card.partners.all()
    )
    made.assets.set(card.assets.all())
    return made


def _require_joinable(card: Opportunity) -> None:
    if card.status not in JOINABLE:
        raise OpportunityError(
            "wrong_state", title=card.proposal.title, status=card.get_status_display()
        )


def _become(card: Opportunity, status: OpportunityStatus) -> None:
    card.status = status
    card.save(update_fields=["status"])


def _descend(
    source: Opportunity,
    target: Opportunity,
    kind: Descent,
    reason: Texts,
    actor: Person,
    at: datetime,
) -> None:
    Lineage.objects.create(
        source=source,
        target=target,
        kind=kind,
        made_at=at,
        made_by=actor,
        **official.columns("reason", reason),
    )
