"""Writing a petition: begun, saved at every press, handed in."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from commons.interface.official import columns
from commons.people.models import Person
from commons.proposals import operations as proposals
from commons.proposals.enums import ProposalStatus
from commons.proposals.models import OPEN_END, Call, Proposal
from commons.proposals.operations.changing import record as record_proposal
from commons.territories.models import Akimat

from ...periods import periods_of
from ..completeness import missing_steps
from ..enums import PetitionStatus
from ..errors import PetitionError
from ..models import Petition
from ..notices import follow
from .changing import locked

SLUG = "petitions"
TITLES = {"kk": "Петициялар", "ru": "Петиции", "en": "Petitions"}
LEAST_AGE = 18
# No law limits how many petitions a resident may begin; this only stops a flood.
MOST_OF_A_PERSON = 50
OF_PROPOSAL = frozenset({"title", "language", "problem", "description", "territory"})


@transaction.atomic
def call_for(*, akimat: Akimat, at: datetime) -> Call:
    """The call that carries all petitions of the akimat, made when it is first needed. It never
    closes, and moderators have the period of the law for each petition."""
    Akimat.objects.select_for_update(no_key=True).get(pk=akimat.pk)
    days = periods_of(akimat).petition_moderation_days
    call, made = Call.objects.get_or_create(
        akimat=akimat,
        slug=SLUG,
        defaults={
            "territory": akimat.territory,
            "opens_at": at,
            "closes_at": OPEN_END,
            "max_per_person": MOST_OF_A_PERSON,
            "min_age": LEAST_AGE,
            "needs_residency": True,
            "has_own_pages": True,
            "moderation_days": days,
            **columns("title", TITLES),
        },
    )
    if not made and call.moderation_days != days:
        call.moderation_days = days
        call.save(update_fields=["moderation_days"])
    return call


@transaction.atomic
def start_petition(*, akimat: Akimat, author: Person, language: str, at: datetime) -> Petition:
    """The author's draft: the one they have, or a new one."""
    call = call_for(akimat=akimat, at=at)
    draft = proposals.start_draft(call=call, author=author, language=language, at=at)
    petition, _made = Petition.objects.get_or_create(proposal=draft, defaults={"akimat": akimat})
    return petition


@transaction.atomic
def save_petition(
    *, petition: Petition, fields: Mapping[str, Any], actor: Person, at: datetime
) -> Petition:
    """Save some answers: columns of the proposal, and `addressee`. Raises ProposalError for who
    may not, or not now."""
    unknown = fields.keys() - OF_PROPOSAL - {"addressee"}
    if unknown:
        raise ValueError(f"not fields of a petition: {sorted(unknown)}")
    texts = {name: value for name, value in fields.items() if name in OF_PROPOSAL}
    # Also without a text: it locks, and refuses who may not write.
    proposal = proposals.save_step(proposal=petition.proposal, fields=texts, actor=actor, at=at)
    petition = locked(petition)
    petition.proposal = proposal
    wanted = fields.get("addressee", petition.addressee)
    if wanted != petition.addressee:
        was, petition.addressee = petition.addressee, wanted
        petition.save(update_fields=["addressee"])
        if proposal.status != ProposalStatus.DRAFT:
            record_proposal(
                proposal, "correct_proposal", actor=actor, at=at, was={"addressee": was}
            )
    return petition


@transaction.atomic
def submit_petition(*, petition: Petition, actor: Person, at: datetime) -> Petition:
    """Hand it to the moderators. Who may hand in is checked by the call."""
    call_for(akimat=petition.akimat, at=at)
    # As it is now, whatever the caller holds: what is missing is judged by it.
    held = Proposal.objects.select_related("call").get(pk=petition.proposal_id)
    if missing_steps(held):
        raise PetitionError("incomplete")
    proposals.submit(proposal=held, actor=actor, at=at)
    follow(petition, actor, at)
    return Petition.objects.select_related("akimat__territory", "proposal__call").get(
        pk=petition.pk, status=PetitionStatus.MODERATION
    )
