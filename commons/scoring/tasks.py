"""Ids in, one operation each. Every task may run twice."""

import logging
from datetime import timedelta

from celery import shared_task
from django.utils import timezone

from .errors import ScoringError
from .operations import remind
from .queries import due_before

log = logging.getLogger(__name__)
AHEAD = timedelta(days=3)


@shared_task  # type: ignore[untyped-decorator]
def remind_evaluators() -> None:
    """Once a day: who has sheets to hand in hears of it from three days before they are due. The
    scoring itself is closed by a moderator."""
    at = timezone.now()
    for scorecard in due_before(at + AHEAD, at):
        try:
            remind(scorecard=scorecard, actor=None, at=at)
        except ScoringError as error:
            log.error("Evaluators of %s were not reminded: %s", scorecard.pk, error)
