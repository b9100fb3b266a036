"""Count a closed poll, in the background, as often as asked with the same result."""

import logging
import time
from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from algorithms.allocation import AllocationError
from commons.audit.operations import record
from commons.people.models import Person

from .. import counting, locks
from ..enums import PollStatus, TallyStatus
from ..errors import VotingError
from ..models import Poll, Tally
from ..queries import final_ballots, is_sealed

log = logging.getLogger(__name__)

# Seconds between two writes of the progress.
PROGRESS_EVERY = 0.7


@transaction.atomic
def request_tally(
    *,
    poll: Poll,
    rule: str,
    params: dict[str, Any] | None = None,
    official: bool,
    at: datetime,
    actor: Person | None = None,
    added_budget: int = 0,
) -> Tally:
    """A row for one rule, and a message to count it. A tally that failed is asked for again.

    `rule` and `params` are those of `counting.settings_of`, which fills in what is left out; the
    params of a tally that was asked for before stay, unless it failed. `added_budget`: whole tenge
    that are spent beside the poll's own budget. Raises VotingError: ``poll_not_closed``,
    ``log_not_sealed``, ``unknown_rule``, ``unknown_setting``, ``not_as_announced``.
    """
    poll = Poll.objects.select_for_update(of=("self",)).select_related("akimat").get(pk=poll.pk)
    if poll.status != PollStatus.CLOSED:
        raise VotingError("poll_not_closed")
    if not is_sealed(poll):
        raise VotingError("log_not_sealed")
    settings = counting.settings_of(poll, rule, params or {}, added_budget)
    if official:
        _require_announced(poll, rule, settings)
    tally, created = Tally.objects.get_or_create(
        poll=poll,
        rule=rule,
        defaults={"params": settings, "official": official, "requested_at": at},
    )
    if not created and tally.status != TallyStatus.FAILED:
        return tally
    if not created:
        tally.status, tally.error, tally.progress = TallyStatus.WAITING, "", 0
        tally.params, tally.official, tally.requested_at = settings, official, at
        tally.save()
    record(
        verb="tally_requested",
        subject=poll,
        at=at,
        actor=actor,
        akimat=poll.akimat,
        rule=rule,
        official=official,
    )
    transaction.on_commit(lambda: _announce(tally.pk), robust=True)
    return tally


def _require_announced(poll: Poll, rule: str, settings: dict[str, Any]) -> None:
    """Leaf 0 said how the winners will be found. Only the step may have been left to the count."""
    if not poll.rule:
        return
    promised = counting.announced(poll.ballot_format, poll.rule, poll.params)
    kept, _added = counting.parted(settings)
    if promised.get("step", 0) is None:
        promised["step"] = kept.get("step")
    if rule != poll.rule or kept != promised:
        raise VotingError("not_as_announced")


def run_tally(tally_id: int, told: Callable[[float], None] | None = None) -> None:
    """Count, unless it is counted or somebody else is counting. Safe to run twice.

    `told` hears of the progress, 0 to 1, where whoever counts cannot see it in the row.
    """
    with locks.single_run("tally", str(tally_id)) as alone:
        if not alone:
            return
        tally = Tally.objects.select_related("poll").get(pk=tally_id)
        if tally.status == TallyStatus.DONE:
            return
        _set(tally, status=TallyStatus.RUNNING, progress=0, error="")
        try:
            counted = _count(tally, told)
        except AllocationError as error:
            _set(tally, status=TallyStatus.FAILED, error=str(error), finished_at=timezone.now())
        except Exception as error:
            _set(tally, status=TallyStatus.FAILED, error=repr(error), finished_at=timezone.now())
            raise
        else:
            _set(tally, status=TallyStatus.DONE, progress=1, finished_at=timezone.now(), **counted)


def _count(tally: Tally, told: Callable[[float], None] | None) -> dict[str, Any]:
    poll = tally.poll
    options, ballots = counting.options_of(poll), final_ballots(poll)
    _settings, added = counting.parted(tally.params)
    election = counting.election(poll, options, ballots, added)
    outcome = counting.count(
        tally.rule, election, tally.params, counting.lots_of(options), _progress(tally, told)
    )
    return {
        "outcome": outcome.to_json(),
        "input_hash": counting.input_hash(poll, options, ballots, added),
    }


def _progress(tally: Tally, told: Callable[[float], None] | None) -> Callable[[float], None]:
    """Writes now and then, each time in a short transaction of its own."""
    last = time.monotonic()

    def write(done: float) -> None:
        nonlocal last
        if time.monotonic() - last >= PROGRESS_EVERY:
            last = time.monotonic()
            if told is not None:
                told(done)
            Tally.objects.filter(pk=tally.pk).update(progress=min(done, 0.99))

    return write


def _set(tally: Tally, **fields: Any) -> None:
    Tally.objects.filter(pk=tally.pk).update(**fields)


def _announce(tally_id: int) -> None:
    """The row is what counts: where no message goes out, the sweep finds it."""
    from ..tasks import count_poll

    count_poll.delay(tally_id)
