"""Reads. While a poll is open nothing here tells how many chose what, only how many voted."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Count, DateTimeField, Exists, F, Func, Max, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from algorithms.allocation import Outcome
from commons.people.models import Elector

from . import keys
from .enums import BatchStatus, PollStatus, TallyStatus
from .errors import VotingError
from .formats import Choices, Rules
from .models import Ballot, Option, PaperBallot, Poll, RollEntry, Slot, Tally
from .papers import choices_of

__all__ = ["Option", "PaperBallot", "Poll", "Tally"]  # for the types of those who call


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


def option_counts(polls: Iterable[UUID]) -> dict[UUID, int]:
    """How many options each poll has."""
    return dict(_counted(Option.objects.filter(poll__in=list(polls))))


# --- one voter ---


def may_vote(poll: Poll, elector: Elector) -> bool:
    """On the roll; whether voting is open is another question."""
    return RollEntry.objects.filter(poll=poll, elector=elector).exists()


def polls_of(elector: Elector, polls: Iterable[UUID]) -> set[UUID]:
    """Those of the polls on whose roll the elector stands."""
    entries = RollEntry.objects.filter(elector=elector, poll__in=list(polls))
    return set(entries.values_list("poll_id", flat=True))


@dataclass(frozen=True)
class OwnBallot:
    """A voter's ballot as it stands in the box; `signature` as in a receipt."""

    choices: Choices
    version: int
    leaf: bytes
    channel: str
    signature: bytes

    @property
    def code(self) -> str:
        return self.leaf.hex()


def own_ballot(poll: Poll, elector: Elector) -> OwnBallot | None:
    """The voter's last version. Raises VotingError ``box_locked`` without the poll's key."""
    return own_ballots([poll.pk], elector).get(poll.pk)


def own_ballots(polls: Iterable[UUID], elector: Elector) -> dict[UUID, OwnBallot]:
    """In one query, by poll; for the voter's own eyes only."""
    try:
        slots = {poll: keys.slot_of(keys.poll_key(poll), elector.pk) for poll in polls}
    except keys.KeyMissingError as error:
        raise VotingError("box_locked") from error
    mine = Q(pk__in=[])
    for poll, slot in slots.items():
        mine |= Q(poll=poll, slot=slot)
    found = {}
    for ballot in Ballot.objects.filter(mine).order_by("version"):
        leaf = bytes(ballot.leaf)
        promise = keys.promise(ballot.poll_id, leaf)
        found[ballot.poll_id] = OwnBallot(
            ballot.choices, ballot.version, leaf, ballot.channel, promise
        )
    return found


def paper_ballots_of(polls: Iterable[UUID], elector: Elector) -> set[UUID]:
    """Polls in which a paper ballot of the elector stands, so that they cannot vote online."""
    standing = PaperBallot.objects.filter(poll__in=list(polls), elector=elector).exclude(
        status=BatchStatus.REFUSED
    )
    return set(standing.values_list("poll_id", flat=True))


# --- all voters ---


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
    """Two queries, however many polls."""
    polls = list(polls)
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


# --- the log ---


def is_sealed(poll: Poll) -> bool:
    """A signed head covers the whole log."""
    last = poll.leaves.aggregate(last=Max("index"))["last"]
    return last is not None and poll.heads.filter(size=last + 1).exists()


def unsealed_polls() -> QuerySet[Poll]:
    """Open polls, and closed ones whose log is not signed to its end or whose papers lie about."""
    papers = PaperBallot.objects.filter(poll=OuterRef("pk")).exclude(choices="")
    return (
        Poll.objects.annotate(
            logged=Max("leaves__index", default=-1) + 1,
            signed=Coalesce(Max("heads__size"), 0),
            papers=Exists(papers),
        )
        .filter(
            Q(status=PollStatus.OPEN)
            | Q(status=PollStatus.CLOSED) & (Q(logged__gt=F("signed")) | Q(papers=True))
        )
        .order_by("pk")
    )


# --- counts ---


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


# --- paper ---


def papers(poll: Poll) -> QuerySet[PaperBallot]:
    """All forms entered for a poll, those that wait for a second officer first."""
    return poll.paper_ballots.select_related("entered_by", "confirmed_by").order_by(
        "status", "entered_at", "pk"
    )


def paper_choices(paper: PaperBallot) -> Choices:
    """What the first officer entered, for the second to compare. Empty once it is in the box."""
    if not paper.choices:
        return {}
    try:
        return choices_of(paper, keys.poll_key(paper.poll_id))
    except keys.KeyMissingError as error:
        raise VotingError("box_locked") from error


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
