"""An appeal against a rejection, decided by another moderator than the one who rejected."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext

from commons.interface.official import Texts, write
from commons.people.models import Person
from commons.proposals import operations as proposals

from ...periods import due_on, periods_of
from ...texts import require
from ..enums import PetitionStatus
from ..errors import PetitionError
from ..models import Petition, PetitionAppeal
from ..notices import in_languages, tell_author, tell_moderators
from .changing import locked, record, require_state


@transaction.atomic
def appeal(
    *, petition: Petition, text: str, language: str, actor: Person, at: datetime
) -> PetitionAppeal:
    """The author's word, once."""
    petition = locked(petition)
    require_state(petition, PetitionStatus.REJECTED)
    if actor.pk != petition.proposal.author_id:
        raise PetitionError("not_author")
    if not text.strip():
        raise PetitionError("reason_needed")
    if PetitionAppeal.objects.filter(petition=petition).exists():
        raise PetitionError("appealed_already")
    made = PetitionAppeal.objects.create(
        petition=petition,
        text=text.strip(),
        language=language,
        made_at=at,
        due_on=due_on(at, periods_of(petition.akimat).petition_moderation_days),
    )
    record("petition_appealed", petition, actor, at)
    tell_moderators(
        petition,
        "petition_appealed",
        at,
        without=[petition.rejected_by],
        due_date=made.due_on.isoformat(),
    )
    return made


@transaction.atomic
def decide_appeal(
    *, petition: Petition, is_upheld: bool, reason: Texts, actor: Person, at: datetime
) -> PetitionAppeal:
    """Upheld, the petition is accepted at once; otherwise the rejection stands. Both are public."""
    require(reason)
    rows = PetitionAppeal.objects.select_for_update(of=("self",))
    made = (
        rows.select_related("petition__akimat", "petition__proposal__author")
        .filter(petition=petition, decided_at__isnull=True)
        .first()
    )
    if made is None:
        raise PetitionError("wrong_state", status=petition.get_status_display())
    if actor.pk == made.petition.rejected_by_id:
        raise PetitionError("same_moderator")
    if actor.pk == made.petition.proposal.author_id:
        raise PetitionError("own_case")
    made.is_upheld, made.decided_at, made.decided_by = is_upheld, at, actor
    write(made, "reason", reason)
    made.save()
    record("petition_appeal_decided", made.petition, actor, at, upheld=is_upheld)
    if is_upheld:
        proposals.publish(proposal=made.petition.proposal, actor=actor, at=at)
    tell_author(
        made.petition,
        "petition_appeal_decided",
        at,
        outcome=in_languages(lambda: outcome(is_upheld)),
        reason=dict(reason),
    )
    return made


def outcome(is_upheld: bool) -> str:
    if is_upheld:
        return gettext("the petition is accepted")
    return gettext("the rejection stands")
