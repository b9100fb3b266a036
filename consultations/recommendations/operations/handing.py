"""A recommendation goes from one named person to another; its day stays."""

from datetime import datetime

from django.db import transaction

from commons.audit.operations import record
from commons.interface.official import Texts, columns
from commons.people.models import Person

from ... import texts
from .. import notices
from ..errors import RecommendationError
from ..models import Handover, Recommendation
from ..queries import staff
from .replying import waiting


@transaction.atomic
def hand_over(
    *, recommendation: Recommendation, to: Person, reason: Texts, actor: Person, at: datetime
) -> Handover:
    """Raises RecommendationError: not_sent, answered, not_staff, same_person; HearingError:
    text_needed."""
    row = waiting(recommendation)
    texts.require(reason)
    if not staff(row.akimat).filter(pk=to.pk).exists():
        raise RecommendationError("not_staff")
    if row.specialist_id == to.pk:
        raise RecommendationError("same_person")
    made = Handover.objects.create(
        recommendation=row,
        given_by=row.specialist,
        given_to=to,
        actor=actor,
        at=at,
        **columns("reason", reason),
    )
    row.specialist = to
    row.save(update_fields=["specialist"])
    record(
        verb="hearings.handed_over",
        subject=row,
        at=at,
        actor=actor,
        akimat=row.akimat,
        to=to.pk,
        reason=dict(reason),
    )
    notices.tell_of_handover(row, to, at)
    return made
