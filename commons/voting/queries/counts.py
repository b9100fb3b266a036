"""Counts of closed polls."""

from django.db.models import QuerySet

from algorithms.allocation import Outcome

from ..enums import TallyStatus
from ..models import Poll, Tally


def tallies(poll: Poll) -> QuerySet[Tally]:
    """The official one first."""
    return poll.tallies.order_by("-official", "rule")


def outcome(tally: Tally) -> Outcome | None:
    return Outcome.from_json(tally.outcome) if tally.outcome else None


def official_tally(poll: Poll) -> Tally | None:
    return poll.tallies.filter(official=True).first()


def official_outcome(poll: Poll) -> Outcome | None:
    """None until the official count is done."""
    tally = poll.tallies.filter(official=True, status=TallyStatus.DONE).first()
    return outcome(tally) if tally else None
