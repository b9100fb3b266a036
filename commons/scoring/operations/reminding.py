"""Ask evaluators for the sheets that are still out."""

from datetime import datetime

from django.db import transaction

from commons.audit.operations import record
from commons.people.models import Person

from .. import notices
from ..models import Scorecard
from ..queries import outstanding
from .locking import open_at


@transaction.atomic
def remind(*, scorecard: Scorecard, actor: Person | None, at: datetime) -> int:
    """Write to everybody with sheets to hand in, at most once a day; returns to how many.

    Raises ScoringError: ``not_open``, ``not_yet_open``.
    """
    held = open_at(scorecard, at)
    people = outstanding(held)
    if not people:
        return 0
    for evaluator in people:
        notices.remind(evaluator, evaluator.outstanding, at)
    if actor is not None:
        record(
            verb="remind_evaluators",
            subject=held,
            at=at,
            actor=actor,
            akimat=held.akimat,
            people=len(people),
        )
    return len(people)
