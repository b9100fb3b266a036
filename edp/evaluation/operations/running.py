"""An evaluation while it is scored: what opening and closing it means for the round."""

from datetime import datetime

from django.db import transaction

from commons.interface.official import Texts
from commons.people.models import Person
from commons.scoring import operations as scoring

from ...models import Evaluation
from ...opportunities.enums import OpportunityStatus
from .. import queries


@transaction.atomic
def open_evaluation(*, evaluation: Evaluation, actor: Person, at: datetime) -> Evaluation:
    """Freeze the scorecard, tell the evaluators, and mark what is being scored.

    Raises what `open_scoring` raises.
    """
    from ...opportunities.operations import set_status

    scoring.open_scoring(scorecard=evaluation.scorecard, actor=actor, at=at)
    set_status(
        opportunities=queries.opportunities_of(evaluation),
        status=OpportunityStatus.EVALUATED,
        actor=actor,
        at=at,
    )
    return queries.evaluations().get(pk=evaluation.pk)


@transaction.atomic
def close_evaluation(
    *, evaluation: Evaluation, actor: Person, at: datetime, reason: Texts | None = None
) -> Evaluation:
    """Compute the ranking and make it public; with sheets missing only for a public reason.

    Raises what `close_scoring` raises.
    """
    scoring.close_scoring(scorecard=evaluation.scorecard, actor=actor, at=at, reason=reason)
    return queries.evaluations().get(pk=evaluation.pk)
