"""What the akimat does with a petition that reached its threshold."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from commons.interface.official import Texts, write
from commons.people.models import Person
from commons.proposals import operations as proposals
from commons.territories.permissions import is_moderator, is_staff_of

from ...errors import HearingError
from ...texts import require
from ..enums import PetitionDecision, PetitionStatus
from ..errors import PetitionError
from ..models import Petition
from ..notices import follow, in_languages, tell_followers, tell_person
from .changing import locked, move, record, require_state


@transaction.atomic
def name_handler(*, petition: Petition, person: Person, actor: Person, at: datetime) -> Petition:
    """Name who answers; another one may be named until the answer is given."""
    petition = locked(petition)
    require_state(petition, PetitionStatus.CONSIDERED)
    if not is_staff_of(person, petition.akimat):
        raise HearingError("not_staff")
    if petition.handler_id == person.pk:
        return petition
    petition.handler = person
    petition.save(update_fields=["handler"])
    record("petition_given", petition, actor, at, to=person.pk)
    follow(petition, person, at)
    assert petition.consider_due_on is not None
    tell_person(
        petition, person, "petition_given", at, due_date=petition.consider_due_on.isoformat()
    )
    return petition


@transaction.atomic
def answer(
    *,
    petition: Petition,
    decision: PetitionDecision,
    text: Texts,
    actor: Person,
    at: datetime,
) -> Petition:
    """Publish the decision with its reasons. The discussion ends with it."""
    require(text)
    closed = proposals.close_discussion(proposal=petition.proposal, actor=actor, at=at)
    petition = locked(petition)
    petition.proposal = closed
    if actor.pk != petition.handler_id and not is_moderator(actor, petition.akimat):
        raise PetitionError("not_handler")
    if actor.pk == petition.proposal.author_id:
        raise PetitionError("own_case")
    move(petition, PetitionStatus.ANSWERED)
    petition.decision = decision
    write(petition, "answer", text)
    petition.answered_at, petition.answered_by = at, actor
    petition.save()
    in_time = not petition.is_overdue(timezone.localdate(at))
    record("petition_answered", petition, actor, at, decision=str(decision), in_time=in_time)
    tell_followers(
        petition,
        "petition_answered",
        at,
        decision=in_languages(petition.get_decision_display),
    )
    return petition
