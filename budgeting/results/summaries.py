"""Works out, once per envelope, the numbers over all ballots that its result page shows."""

import gzip
import io
from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import translation

from algorithms.allocation import Election, Outcome, Project, statistics
from algorithms.allocation.rounds_of_count import rounds_of_count
from commons.voting import queries as votes

from ..enums import Rule
from ..models import Envelope, ResultSummary, Round
from ..pabulib import exporting
from .ballots_file import Rows, ballots_file
from .pooling import pooled


@transaction.atomic
def summarise(*, round: Round, at: datetime) -> None:
    """For every envelope whose tallies are done. Safe to repeat: what is there stays."""
    envelopes = (
        round.envelopes.filter(poll__isnull=False, summary=None)
        .select_related("poll", "territory")
        .order_by("pk")
    )
    for envelope in envelopes:
        _summarise(round, envelope, at)


def _summarise(round: Round, envelope: Envelope, at: datetime) -> None:
    poll = envelope.poll
    assert poll is not None
    outcomes = {
        tally.rule: outcome for tally in votes.tallies(poll) if (outcome := votes.outcome(tally))
    }
    if not outcomes:
        return
    rows = votes.final_ballots_by_area(poll)
    official = next(tally for tally in votes.tallies(poll) if tally.official)
    if round.imported_from:
        pieces: Iterable[str] = [exporting.text_of(exporting.source_file(round))]
    else:
        pieces = ballots_file(round, envelope, rows, outcomes[official.rule], official.input_hash)
    with translation.override(round.original_language):
        packed = _packed(pieces)
    ResultSummary.objects.get_or_create(
        envelope=envelope,
        defaults={
            "numbers": numbers_of(poll, rows, outcomes, official.rule),
            "ballots_file": packed,
            "made_at": at,
        },
    )


def _packed(pieces: Iterable[str]) -> bytes:
    """Gzipped piece by piece: the whole text of a large election is never in memory."""
    packed = io.BytesIO()
    with gzip.GzipFile(fileobj=packed, mode="wb", compresslevel=5, mtime=0) as file:
        for piece in pieces:
            file.write(piece.encode())
    return packed.getvalue()


def numbers_of(
    poll: votes.Poll, rows: Rows, outcomes: dict[str, Outcome], deciding: str
) -> dict[str, Any]:
    """Plain JSON:

    - ``voters``, ``roll``: of the whole envelope; ``roll`` is 0 where it is not ours.
    - ``channels``: [[[channel, ...], voters]], small ones together; empty where only one is left.
    - ``areas``: [{codes, voters, roll}], small ones together; empty where that leaves one group.
    - ``reached``: [{codes, voters, reached}], how many voters of the districts chose a project that
      is funded; districts that are small, or where it is all or none, together.
    - ``rules``: by rule, `algorithms.allocation.Statistics` as JSON.
    - ``rounds``: `algorithms.allocation.rounds_of_count.Rounds` of Equal Shares as JSON, or null.
    """
    turnout = votes.turnout_by_area(poll)
    # Every rule counted the same election, which is large.
    election = _election(next(iter(outcomes.values())), rows)
    shares = outcomes.get(Rule.EQUAL_SHARES)
    rounds = rounds_of_count(election, shares) if shares else None
    return {
        "voters": sum(t.voters for t in turnout.values()),
        "roll": sum(t.roll for t in turnout.values()),
        "channels": _channels(rows),
        "areas": _areas(turnout),
        "reached": _reached(rows, outcomes[deciding]),
        "rules": {
            rule: statistics(election, outcome.selected).to_json()
            for rule, outcome in outcomes.items()
        },
        "rounds": rounds.to_json() if rounds else None,
    }


def _areas(turnout: dict[str, votes.Turnout]) -> list[dict[str, Any]]:
    groups = pooled({area: t.voters for area, t in turnout.items()})
    if len(groups) < 2:
        return []
    return [
        {
            "codes": list(group),
            "voters": sum(turnout[area].voters for area in group),
            "roll": sum(turnout[area].roll for area in group),
        }
        for group in groups
    ]


def _reached(rows: Rows, outcome: Outcome) -> list[dict[str, Any]]:
    funded = set(outcome.selected)
    voters: dict[str, int] = defaultdict(int)
    reached: dict[str, int] = defaultdict(int)
    for choices, area, _channel, many in rows:
        voters[area] += many
        reached[area] += many if not funded.isdisjoint(choices) else 0

    def is_mixed(group: Iterable[str]) -> bool:
        return 0 < sum(reached[area] for area in group) < sum(voters[area] for area in group)

    groups = pooled(voters, is_mixed)
    return [
        {
            "codes": list(group),
            "voters": sum(voters[area] for area in group),
            "reached": sum(reached[area] for area in group),
        }
        for group in groups
        if len(groups) > 1
    ]


def _channels(rows: Rows) -> list[list[Any]]:
    counted: dict[str, int] = defaultdict(int)
    for _choices, _area, channel, voters in rows:
        counted[channel] += voters
    groups = pooled(counted)
    if len(groups) == 1 < len(counted):
        return []
    return [[list(group), sum(counted[channel] for channel in group)] for group in groups]


def _election(outcome: Outcome, rows: Rows) -> Election:
    projects = [Project(p.id, p.cost, p.group) for p in outcome.projects]
    ballots = ((choices, voters) for choices, _area, _channel, voters in rows)
    return Election(outcome.budget, projects, ballots)
