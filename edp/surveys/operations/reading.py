"""A moderator reads open answers before everybody does."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from commons.audit.operations import record
from commons.people.models import Person

from ...models import Answer, Survey
from .. import queries
from ..enums import Reading


@transaction.atomic
def read_answers(
    *, survey: Survey, answers: Iterable[int], show: bool, actor: Person, at: datetime
) -> int:
    """Show or hide open answers of a survey by their ids; returns how many."""
    rows = queries.open_answers(survey).filter(pk__in=list(answers)).values_list("pk", flat=True)
    chosen = list(rows)
    Answer.objects.filter(pk__in=chosen).update(
        reading=Reading.SHOWN if show else Reading.HIDDEN, read_at=at, read_by=actor
    )
    if chosen:
        record(
            verb="show_open_answers" if show else "hide_open_answers",
            subject=survey,
            at=at,
            actor=actor,
            akimat=survey.round.akimat,
            answers=chosen,
        )
    return len(chosen)
