"""Works out, once per envelope, the numbers over all ballots that its result page shows."""

import gzip
from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import translation

from algorithms.allocation import Election, Outcome, Project, statistics
from commons.voting import queries as votes
from commons.voting.formats import Choices

from ..models import Envelope, ResultSummary, Round
from ..pabulib import exporting
from .ballots_file import ballots_file
from .pooling import LEAST, pooled

# (choices, area, channel, voters), as the box groups them.
Rows = list[tuple[Choices, str, str, int]]


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
        text = exporting.text_of(exporting.source_file(round))
    else:
        with translation.override(round.original_language):
            text = ballots_file(round, envelope, rows, outcomes[official.rule], official.input_hash)
    ResultSummary.objects.get_or_create(
        envelope=envelope,
        defaults={
            "numbers": numbers_of(poll, rows, outcomes),
            "ballots_file": gzip.compress(text.encode(), 5),
            "made_at": at,
        },
    )


def numbers_of(poll: votes.Poll, rows: Rows, outcomes: dict[str, Outcome]) -> dict[str, Any]:
    """Plain JSON:

    - ``voters``, ``roll``: of the whole envelope; ``roll`` is 0 where it is not ours.
    - ``channels``: [[channel, voters]]; only the largest alone where another is too small.
    - ``areas``: [{codes, voters, roll}], small ones together; empty where that leaves one group.
    - ``rules``: by rule, `algorithms.allocation.Statistics` as JSON.
    """
    turnout = votes.turnout_by_area(poll)
    # Both rules counted the same election, which is large.
    election = _election(next(iter(outcomes.values())), rows)
    return {
        "voters": sum(t.voters for t in turnout.values()),
        "roll": sum(t.roll for t in turnout.values()),
        "channels": _channels(rows),
        "areas": _areas(turnout),
        "rules": {
            rule: statistics(election, outcome.selected).to_json()
            for rule, outcome in outcomes.items()
        },
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


def _channels(rows: Iterable[tuple[Choices, str, str, int]]) -> list[list[Any]]:
    counted: dict[str, int] = defaultdict(int)
    for _choices, _area, channel, voters in rows:
        counted[channel] += voters
    if any(voters < LEAST for voters in counted.values()):
        return []
    return [[channel, counted[channel]] for channel in sorted(counted)]


def _election(outcome: Outcome, rows: Rows) -> Election:
    projects = [Project(p.id, p.cost, p.group) for p in outcome.projects]
    ballots = ((choices, voters) for choices, _area, _channel, voters in rows)
    return Election(outcome.budget, projects, ballots)
