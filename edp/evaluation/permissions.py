"""Who may see and do what while a round's opportunities are scored."""

from typing import Any

from commons.scoring.enums import ScorecardStatus
from commons.scoring.models import Evaluator

from ..models import Evaluation, Resolution, Round
from ..permissions import can_run


def can_see_evaluation(person: Any, evaluation: Evaluation, round: Round) -> bool:
    """Everybody from the opening of the scoring on; while it is prepared, who runs the round."""
    return evaluation.scorecard.status != ScorecardStatus.DRAFT or can_run(person, round)


def can_see_result(evaluation: Evaluation) -> bool:
    """Nobody sees a score of others before the close, not even those who run the round."""
    return evaluation.scorecard.status == ScorecardStatus.CLOSED


def can_see_resolution(person: Any, resolution: Resolution, round: Round) -> bool:
    return resolution.published_at is not None or can_run(person, round)


def evaluator_of(person: Any, evaluation: Evaluation) -> Evaluator | None:
    """The person's seat among the evaluators."""
    if not person.is_authenticated or not person.is_active:
        return None
    found = Evaluator.objects.filter(scorecard=evaluation.scorecard_id, person=person)
    return found.select_related("organisation").first()
