"""All voters: how many voted, and once a poll is closed what they chose."""

import json
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Count, Exists, OuterRef, QuerySet

from ..enums import PollStatus
from ..errors import VotingError
from ..formats import Choices
from ..models import Ballot, Poll, RollEntry, Slot


@dataclass(frozen=True)
class Turnout:
    """`roll` is 0 where the roll is not ours (an imported election)."""

    voters: int
    roll: int

    @property
    def share(self) -> float | None:
        return self.voters / self.roll if self.roll else None


def turnout(poll: Poll) -> Turnout:
    return turnouts([poll.pk])[poll.pk]


def turnouts(polls: Iterable[UUID]) -> dict[UUID, Turnout]:
    """Two queries, however many polls.

    Counting a million rows takes seconds, and every page of a vote shows its turnout: a large poll
    is counted once in `KEPT` seconds by each process, whose pages show that number meanwhile.
    """
    polls, now = list(polls), time.monotonic()
    known = {poll: kept for poll in polls if (kept := _kept.get(poll))}
    for poll in (old := [poll for poll, kept in known.items() if kept[0] <= now]):
        # Whoever comes while it is counted anew sees the number of before.
        _kept[poll] = (now + KEPT, known[poll][1])
    counted = _turnouts([poll for poll in polls if poll not in known or poll in old])
    for poll, found in counted.items():
        if found.voters + found.roll >= LARGE:
            _kept[poll] = (now + KEPT, found)
    return {poll: counted[poll] if poll in counted else known[poll][1] for poll in polls}


# Rows of voters and roll from which a count is kept, and seconds for which it is.
LARGE, KEPT = 50_000, 60.0
_kept: dict[UUID, tuple[float, Turnout]] = {}


def _turnouts(polls: list[UUID]) -> dict[UUID, Turnout]:
    if not polls:
        return {}
    voters = _counted(Slot.objects.filter(poll__in=polls))
    roll = _counted(RollEntry.objects.filter(poll__in=polls))
    return {poll: Turnout(voters.get(poll, 0), roll.get(poll, 0)) for poll in polls}


def turnout_by_area(poll: Poll) -> dict[str, Turnout]:
    """By the KATO code of the voters' districts, once the poll is closed."""
    _require_closed(poll)
    voters = dict(_by_area(Slot.objects.filter(poll=poll)))
    roll = dict(_by_area(RollEntry.objects.filter(poll=poll)))
    areas = sorted(voters.keys() | roll.keys())
    return {area: Turnout(voters.get(area, 0), roll.get(area, 0)) for area in areas}


def final_ballots(poll: Poll) -> list[tuple[Choices, int]]:
    """The last version of every voter's ballot, equal ones counted together, in a fixed order.

    Raises VotingError ``poll_not_closed``: nobody sees a running count.
    """
    _require_closed(poll)
    rows = (
        _final(poll)
        .values_list("choices")
        .annotate(voters=Count("pk"))
        .order_by("-voters", "choices")
    )
    return [(choices, voters) for choices, voters in rows]


def final_ballots_by_area(poll: Poll) -> list[tuple[Choices, str, str, int]]:
    """(choices, area, channel, voters), for statistics and the exchange file of a closed poll."""
    _require_closed(poll)
    with connection.cursor() as cursor:
        cursor.execute(_BY_AREA, [poll.pk])
        return [
            (_json(choices), area, channel, voters)
            for choices, area, channel, voters in cursor.fetchall()
        ]


def counting_channels(poll: Poll) -> dict[str, int]:
    """Final ballots by channel (online, paper) of a closed poll."""
    _require_closed(poll)
    return dict(_final(poll).values_list("channel").annotate(n=Count("pk")).order_by("channel"))


def box_counts(poll: Poll) -> dict[str, int]:
    """How much is in the box; says nothing about choices."""
    return {
        "voters": poll.slots.count(),
        "ballots": poll.ballots.count(),
        "ballots_logged": poll.leaves.filter(kind="ballot").count(),
    }


_BY_AREA = """
    SELECT b.choices, s.area, b.channel, count(*)
    FROM voting_slot s
    JOIN voting_ballot b ON b.poll_id = s.poll_id AND b.slot = s.slot AND b.version = s.current
    WHERE s.poll_id = %s
    GROUP BY 1, 2, 3 ORDER BY 4 DESC, 1, 2, 3
"""


def _final(poll: Poll) -> QuerySet[Ballot]:
    newer = Ballot.objects.filter(
        poll=OuterRef("poll"), slot=OuterRef("slot"), version__gt=OuterRef("version")
    )
    return Ballot.objects.filter(poll=poll).exclude(Exists(newer))


def _json(value: Any) -> Choices:
    loaded: Choices = json.loads(value) if isinstance(value, str) else value
    return loaded


def _require_closed(poll: Poll) -> None:
    status = Poll.objects.values_list("status", flat=True).get(pk=poll.pk)
    if status != PollStatus.CLOSED:
        raise VotingError("poll_not_closed")


def _counted(rows: QuerySet[Any]) -> Mapping[UUID, int]:
    return dict(rows.values_list("poll_id").annotate(n=Count("pk")).order_by("poll_id"))


def _by_area(rows: QuerySet[Any]) -> Iterable[tuple[str, int]]:
    counted: Iterable[tuple[str, int]] = (
        rows.values_list("area").annotate(n=Count("pk")).order_by("area")
    )
    return counted
