"""Polls, their options and rules, and the clock that decides."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import connection
from django.db.models import Count, DateTimeField, Func, QuerySet

from ..enums import PollStatus
from ..errors import VotingError
from ..formats import Rules
from ..models import Option, Poll


def clock() -> Func:
    """The database's clock, which alone decides whether a vote is in time."""
    return Func(function="clock_timestamp", output_field=DateTimeField())


def database_now() -> datetime:
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        now: datetime = cursor.fetchone()[0]
    return now


def options(poll: Poll) -> QuerySet[Option]:
    """What the ballot lists, by its numbers."""
    return poll.options.order_by("code")


def rules_of(poll: Poll) -> Rules:
    return Rules(
        ballot_format=poll.ballot_format,
        budget_tenge=poll.budget_tenge,
        costs=dict(poll.options.values_list("code", "cost_tenge")),
        max_choices=poll.max_choices,
        points_total=poll.points_total,
        points_each=poll.points_each,
    )


def fixed_rules(poll_id: UUID) -> Rules:
    """`rules_of` a poll that has opened: nothing of them can change any more, so they are kept.

    Raises VotingError ``poll_not_open`` for a poll in preparation.
    """
    if poll_id not in _fixed:
        poll = Poll.objects.get(pk=poll_id)
        if poll.status == PollStatus.DRAFT:
            raise VotingError("poll_not_open")
        while len(_fixed) >= KEPT:
            _fixed.pop(next(iter(_fixed)), None)
        _fixed[poll_id] = rules_of(poll)
    return _fixed[poll_id]


# Polls whose rules a process keeps; the one that it learnt first is forgotten first.
KEPT = 500
_fixed: dict[UUID, Rules] = {}


def option_counts(polls: Iterable[UUID]) -> dict[UUID, int]:
    """How many options each poll has."""
    rows = Option.objects.filter(poll__in=list(polls)).values_list("poll_id")
    return dict(rows.annotate(n=Count("pk")).order_by("poll_id"))
