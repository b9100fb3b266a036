"""Who may score what."""

from datetime import datetime
from typing import Any

from .enums import ScorecardStatus
from .models import Evaluator, Scorecard, ScoreSheet


def seat_in(person: Any, scorecard: Scorecard) -> Evaluator | None:
    """The person's seat as an evaluator."""
    if not person.is_authenticated or not person.is_active:
        return None
    return (
        Evaluator.objects.select_related("organisation")
        .filter(scorecard=scorecard, person=person)
        .first()
    )


def is_evaluator(person: Any, scorecard: Scorecard) -> bool:
    return seat_in(person, scorecard) is not None


def owns(sheet: ScoreSheet, person: Any) -> bool:
    """Theirs to read; one that was withdrawn is not shown any more."""
    mine = bool(person.is_authenticated and person.is_active)
    return mine and sheet.evaluator.person_id == person.pk and sheet.withdrawn_at is None


def may_score(sheet: ScoreSheet, person: Any, at: datetime) -> bool:
    """Until it is handed in or the scoring is closed; late work is taken."""
    scorecard = sheet.evaluator.scorecard
    begun = scorecard.opens_at is None or at >= scorecard.opens_at
    is_open = scorecard.status == ScorecardStatus.OPEN and begun
    return is_open and owns(sheet, person) and sheet.submitted_at is None
