"""Ids in, one operation each. Every task may run twice."""

import logging

from celery import shared_task
from django.utils import timezone

from .enums import PollStatus, TallyStatus
from .errors import VotingError
from .models import Tally
from .operations import drop_paper_ballots, run_tally, seal
from .operations.paper import wipe
from .queries import unsealed_polls

log = logging.getLogger(__name__)


@shared_task  # type: ignore[untyped-decorator]
def seal_polls() -> None:
    """Every hour: paper into the box, ballots into the log. One failing poll stops no other."""
    for poll in unsealed_polls():
        try:
            if poll.status == PollStatus.OPEN:
                drop_paper_ballots(poll=poll)
            else:
                wipe(poll)
            seal(poll=poll, at=timezone.now(), force=poll.status == PollStatus.CLOSED)
        except VotingError as error:
            log.error("Poll %s was not sealed: %s", poll.pk, error)


@shared_task  # type: ignore[untyped-decorator]
def count_poll(tally_id: int) -> None:
    run_tally(tally_id)


@shared_task  # type: ignore[untyped-decorator]
def sweep_tallies() -> None:
    """Counts what no message announced, and what a stopped worker left half done."""
    unfinished = (TallyStatus.WAITING, TallyStatus.RUNNING)
    for tally_id in Tally.objects.filter(status__in=unfinished).values_list("pk", flat=True):
        run_tally(tally_id)
