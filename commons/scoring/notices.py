"""Whom the operations tell, and of what; the words are in messages.py."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.utils.timezone import localtime

from commons.interface.official import read
from commons.notifications import operations as notifications

from .models import Evaluator, Scorecard, ScoreSheet
from .places import path_of


def tell_of_sheets(scorecard: Scorecard, sheets: Iterable[ScoreSheet], at: datetime) -> None:
    """One message to each evaluator, with how many sheets they got."""
    counts = Counter(sheet.evaluator_id for sheet in sheets)
    seats = scorecard.evaluators.filter(pk__in=list(counts)).select_related("person")
    path = path_of(scorecard) if counts else ""
    for seat in seats:
        _tell(seat, "scoring_sheets", at, path, count=counts[seat.pk])


def remind(evaluator: Evaluator, count: int, at: datetime) -> None:
    path = path_of(evaluator.scorecard)
    _tell(evaluator, "scoring_reminder", localtime(at).date(), path, at=at, count=count)


def tell_of_close(scorecard: Scorecard, at: datetime) -> None:
    path = path_of(scorecard)
    for seat in scorecard.evaluators.select_related("person"):
        _tell(seat, "scoring_closed", at, path)


def _tell(
    evaluator: Evaluator, kind: str, mark: Any, path: str, at: Any = None, **params: Any
) -> None:
    scorecard = evaluator.scorecard
    until = scorecard.closes_at
    notifications.notify(
        person=evaluator.person,
        kind=f"{kind}_until" if until and kind != "scoring_closed" else kind,
        params={
            "title": read(scorecard, "title"),
            **({"until_at": until.isoformat()} if until else {}),
            **params,
        },
        path=path,
        key=f"scoring/{scorecard.pk}/{kind}/{mark.isoformat()}",
        at=at or mark,
    )
