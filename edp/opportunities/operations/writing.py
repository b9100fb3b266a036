"""Writing a card: begun, saved at every press, handed in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from commons.people.models import Person
from commons.proposals import operations as proposals
from commons.proposals.enums import ProposalStatus
from commons.proposals.errors import ProposalError
from commons.proposals.permissions import is_author, is_editable

from ...events.models import Event
from ...models import Round
from ..completeness import missing_steps
from ..enums import OpportunityOrigin
from ..errors import OpportunityError
from ..models import Opportunity, Partner
from ..permissions import is_call_open, may_write_for
from .changing import locked, record

OF_PROPOSAL = frozenset({"title", "language", "problem", "description"})
OF_CARD = frozenset(
    {"activity", "market", "assets_text", "trl", "cost_low_tenge", "cost_high_tenge", "risks"}
)


@dataclass(frozen=True)
class PartnerFields:
    """Who of which sector would take part, and what they would do."""

    sector: str
    name: str
    role: str = ""


@transaction.atomic
def start_card(
    *, round: Round, author: Person, language: str, at: datetime, event: Event | None = None
) -> Opportunity:
    """The author's draft in this round: the one they have, or a new one. A draft that was begun
    for another group or for the open call has to be finished first."""
    if round.call is None:
        raise OpportunityError("no_call")
    if not is_call_open(round, at):
        raise ProposalError("call_not_open")
    if event is not None and (event.round_id != round.pk or not may_write_for(author, event)):
        raise OpportunityError("not_of_event")
    draft = proposals.start_draft(call=round.call, author=author, language=language, at=at)
    card, made = Opportunity.objects.get_or_create(
        proposal=draft, defaults={"round": round, "event": event, "origin": _origin(event)}
    )
    if made or event is None or card.event_id == event.pk:
        return card
    if draft.title:
        raise OpportunityError("draft_open", title=draft.title)
    card.event, card.origin = event, _origin(event)
    card.save(update_fields=["event", "origin"])
    return card


def _origin(event: Event | None) -> OpportunityOrigin:
    return OpportunityOrigin.CALL if event is None else OpportunityOrigin.GROUP


@transaction.atomic
def save_card(
    *, opportunity: Opportunity, fields: Mapping[str, Any], actor: Person, at: datetime
) -> Opportunity:
    """Save some answers: columns of the card and its proposal, `partners` as PartnerFields and
    `assets` as rows of the register. What was already public keeps its former wording on record."""
    unknown = fields.keys() - OF_PROPOSAL - OF_CARD - {"partners", "assets"}
    if unknown:
        raise ValueError(f"not fields of a card: {sorted(unknown)}")
    card = locked([opportunity])[opportunity.pk]
    if not is_author(actor, card.proposal):
        raise ProposalError("not_author")
    if not is_editable(card.proposal, at):
        raise ProposalError("not_editable")
    texts = {name: value for name, value in fields.items() if name in OF_PROPOSAL}
    if texts:
        card.proposal = proposals.save_step(
            proposal=card.proposal, fields=texts, actor=actor, at=at
        )
    _save_own(card, fields, actor, at)
    return card


def _save_own(card: Opportunity, fields: Mapping[str, Any], actor: Person, at: datetime) -> None:
    own = {name: value for name, value in fields.items() if name in OF_CARD}
    was = {name: getattr(card, name) for name, value in own.items() if getattr(card, name) != value}
    for name in was:
        setattr(card, name, own[name])
    if was:
        card.save(update_fields=list(was))
    if "partners" in fields:
        was |= _set_partners(card, fields["partners"])
    if "assets" in fields:
        was |= _set_assets(card, [asset.pk for asset in fields["assets"]])
    if was and card.proposal.status != ProposalStatus.DRAFT:
        record(card, "correct_opportunity", actor=actor, at=at, was=was)


def _set_partners(card: Opportunity, partners: Sequence[PartnerFields]) -> dict[str, Any]:
    held = [PartnerFields(row.sector, row.name, row.role) for row in card.partners.all()]
    if held == list(partners):
        return {}
    card.partners.all().delete()
    Partner.objects.bulk_create(
        Partner(opportunity=card, sector=one.sector, name=one.name, role=one.role)
        for one in partners
    )
    return {"partners": [f"{one.sector}: {one.name}" for one in held]}


def _set_assets(card: Opportunity, keys: Sequence[int]) -> dict[str, Any]:
    wanted = set(card.round.assets.filter(pk__in=keys).values_list("pk", flat=True))
    if wanted != set(keys):
        raise OpportunityError("unknown_asset")
    held = set(card.assets.values_list("pk", flat=True))
    if held == wanted:
        return {}
    card.assets.set(wanted)
    return {"assets": sorted(held)}


@transaction.atomic
def submit_card(*, opportunity: Opportunity, actor: Person, at: datetime) -> Opportunity:
    """Hand the card to the moderators, who read it before everyone does."""
    card = locked([opportunity])[opportunity.pk]
    if missing_steps(card):
        raise OpportunityError("incomplete")
    card.proposal = proposals.submit(proposal=card.proposal, actor=actor, at=at)
    return card
