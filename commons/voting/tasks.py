"""Ids in, one operation each. Every task may run twice."""

import logging
from collections.abc import Callable
from uuid import UUID

from celery import shared_task

from .enums import PollStatus, PublicationStatus, TallyStatus
from .errors import VotingError
from .models import Poll, Publication, Tally
from .operations import destroy_key, drop_paper_ballots, run_publication, run_tally, seal
from .operations.paper import wipe
from .queries import database_now, keys_to_destroy, unsealed_polls

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
            seal(poll=poll, at=database_now(), force=poll.status == PollStatus.CLOSED)
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


@shared_task  # type: ignore[untyped-decorator]
def publish_poll(poll_id: str) -> None:
    run_publication(UUID(poll_id))


@shared_task  # type: ignore[untyped-decorator]
def publish_polls(again: bool = False) -> None:
    """Publishes what no message announced and what a stopped worker left half done.

    `again`: also what failed, for the fault may have been of the moment (a key or a disk away).
    """
    statuses = [PublicationStatus.WAITING, PublicationStatus.RUNNING]
    statuses += [PublicationStatus.FAILED] if again else []
    polls = Publication.objects.filter(status__in=statuses).values_list("poll_id", flat=True)
    for poll_id in polls:
        _attempt(run_publication, poll_id)


@shared_task  # type: ignore[untyped-decorator]
def destroy_keys() -> None:
    """Every day: the keys of published votes whose time for complaints is over."""
    at = database_now()
    for poll in keys_to_destroy(at):
        _attempt(_destroy, poll.pk)


def _destroy(poll_id: UUID) -> None:
    destroy_key(poll=Poll(pk=poll_id), at=database_now())


def _attempt(act: Callable[[UUID], object], poll_id: UUID) -> None:
    """One failing poll stops no other."""
    try:
        act(poll_id)
    except Exception:
        log.exception("%s failed for poll %s", act.__name__, poll_id)
