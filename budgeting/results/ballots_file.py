"""A round's ballots as they are published: a .pb file from which anyone can count again.

A row says what was chosen, how it came (online, paper) and from which district, no more. Rows are
shuffled and numbered afterwards; districts with few ballots, or of one mind, are pooled; how a
ballot came is left out in districts where it would single somebody out.
"""

import csv
import io
import json
import random
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta
from typing import Any

from django.utils import timezone

from algorithms import pabulib
from algorithms.allocation import Outcome
from algorithms.pabulib import PbFile, Table
from commons.territories.models import Territory
from commons.voting.enums import BallotFormat
from commons.voting.formats import Choices

from .. import texts
from ..enums import PhaseKind, Rule
from ..models import Envelope, Project, Round
from .pooling import LEAST, Group, Minds, pooled

# (choices, area, channel, voters), as the box groups them.
Row = tuple[Choices, str, str, int]
Rows = Sequence[Row]
VOTE_TYPES = {
    BallotFormat.APPROVAL: "approval",
    BallotFormat.KNAPSACK: "approval",
    BallotFormat.SINGLE: "choose-1",
    BallotFormat.POINTS: "cumulative",
    BallotFormat.SCORE: "scoring",
    BallotFormat.ORDINAL: "ordinal",
    BallotFormat.YES_NO: "approval",
}
# Formats whose rows say how many points each project was given.
POINTED = (BallotFormat.POINTS, BallotFormat.SCORE)
LINES_AT_ONCE = 1000


def ballots_file(
    round: Round, envelope: Envelope, rows: Rows, outcome: Outcome, input_hash: str
) -> Iterator[str]:
    """The text of the file in pieces, its rows of VOTES in an order that nobody can predict.

    Of a million ballots only their order is held in memory beside `rows`.
    """
    projects = list(
        Project.objects.filter(envelope=envelope, option__isnull=False)
        .select_related("option", "proposal__category", "proposal__territory")
        .order_by("option__lot", "option__code")
    )
    columns = ("voter_id", "vote", *(["points"] if _is_pointed(round) else []))
    pb = PbFile(
        meta=_meta(round, envelope, outcome, input_hash, len(projects)),
        projects=_projects(projects, outcome),
        votes=Table((*columns, "voting_method", "district"), ()),
    )
    yield pabulib.write(pb)
    yield from _lines(_votes(round, rows), [voters for *_row, voters in rows])


def _lines(rows: Sequence[tuple[str, ...]], voters: Sequence[int]) -> Iterator[str]:
    """Every row as often as there are voters, shuffled and numbered afterwards."""
    order = array("I")
    for place, many in enumerate(voters):
        order.extend([place] * many)
    random.SystemRandom().shuffle(order)
    for start in range(0, len(order), LINES_AT_ONCE):
        out = io.StringIO()
        writer = csv.writer(out, delimiter=";", lineterminator="\n")
        for number, place in enumerate(order[start : start + LINES_AT_ONCE], start=start + 1):
            writer.writerow((str(number), *rows[place]))
        yield out.getvalue()


def _is_pointed(round: Round) -> bool:
    return round.ballot_format in POINTED


def _meta(
    round: Round, envelope: Envelope, outcome: Outcome, input_hash: str, projects: int
) -> dict[str, str]:
    title = texts.read(round, "title")
    poll = envelope.poll
    assert poll is not None
    return {
        "description": title[round.original_language],
        "country": "Kazakhstan",
        "unit": round.akimat.name,
        "subunit": envelope.territory.name,
        "instance": round.slug,
        "num_projects": str(projects),
        "num_votes": str(outcome.voters),
        "budget": str(outcome.budget),
        "vote_type": VOTE_TYPES[BallotFormat(round.ballot_format)],
        "rule": _rule(round),
        **_dates(round),
        **_limits(round, envelope),
        "language": round.original_language,
        "currency": "KZT",
        "comment": "#1: Rows of VOTES are shuffled and voter_id is their number in this file. "
        "#2: Districts with few ballots are pooled. "
        "#3: Ties go to more votes, then lower cost, then the lower number in the column lot.",
        "birge_poll": str(poll.pk),
        "birge_input_hash": input_hash,
        "birge_settings": _settings(outcome),
    }


def _rule(round: Round) -> str:
    """The name that the library has for the rule; the settings tell all of it."""
    if round.rule == Rule.GREEDY:
        return "greedy-threshold" if round.min_votes or round.threshold_share else "greedy"
    add1 = "/add1" if round.completion.startswith("add1") else ""
    return f"equalshares{add1}{'-comparison' if round.comparison else ''}"


def _settings(outcome: Outcome) -> str:
    """Every setting of the rule, so that a recount has nothing to guess; lots are in PROJECTS."""
    rule = dict(outcome.rule)
    rule["ties"] = list(rule["ties"]["criteria"])
    return json.dumps(rule, sort_keys=True)


def _dates(round: Round) -> dict[str, str]:
    voting = round.phases.filter(kind=PhaseKind.VOTING).first()
    if voting is None:
        year = timezone.localdate(round.frozen_at).strftime("%Y") if round.frozen_at else "2000"
        return {"date_begin": year, "date_end": year}
    last = voting.closes_at - timedelta(microseconds=1)
    days = (timezone.localdate(voting.opens_at), timezone.localdate(last))
    begin, end = (f"{day:%d.%m.%Y}" for day in days)
    return {"date_begin": begin, "date_end": end}


def _limits(round: Round, envelope: Envelope) -> dict[str, str]:
    limits: dict[str, Any] = {}
    match round.ballot_format:
        case BallotFormat.APPROVAL | BallotFormat.ORDINAL:
            limits["max_length"] = round.max_choices
        case BallotFormat.SINGLE:
            limits["max_length"] = 1
        case BallotFormat.KNAPSACK:
            limits["max_sum_cost"] = envelope.budget_tenge
        case BallotFormat.POINTS:
            limits["max_points"] = round.points_each
            limits["max_sum_points"] = round.points_total
        case BallotFormat.SCORE:
            limits["max_points"] = round.points_each
            limits["default_score"] = 0
    if round.min_votes:
        limits["min_project_score_threshold"] = round.min_votes
    return {name: str(value) for name, value in limits.items()}


def _projects(projects: list[Project], outcome: Outcome) -> Table:
    standing = {p.id: p for p in outcome.projects}
    won = set(outcome.selected)
    columns = (
        *("project_id", "cost", "votes", "name", "category", "neighborhood"),
        *("latitude", "longitude", "selected", "exclusive_group", "precedence", "lot"),
    )
    rows = []
    for project in projects:
        option, proposal = project.option, project.proposal
        assert option is not None
        numbers = standing[option.code]
        rows.append(
            (
                option.code,
                str(option.cost_tenge),
                str(numbers.votes),
                proposal.title,
                str(proposal.category or ""),
                str(proposal.territory or ""),
                _degree(proposal.latitude),
                _degree(proposal.longitude),
                "1" if option.code in won else "0",
                option.exclusive_group,
                str(option.precedence),
                str(option.lot),
            )
        )
    return Table(columns, tuple(rows))


def _degree(value: float | None) -> str:
    return "" if value is None else f"{value:.5f}"


def _votes(round: Round, rows: Rows) -> list[tuple[str, ...]]:
    """One row of VOTES without its number for each of `rows`, in their order."""
    names = _names({area for _choices, area, _channel, _n in rows})
    found: list[tuple[str, ...]] = []
    for choices, group, channel, _voters in _published(rows):
        codes = sorted(choices, key=lambda code: (len(code), code))
        if round.ballot_format == BallotFormat.ORDINAL:
            codes.sort(key=lambda code: -choices[code])
        row = [",".join(codes)]
        if _is_pointed(round):
            row.append(",".join(str(choices[code]) for code in codes))
        found.append((*row, channel, " + ".join(names.get(area, area) for area in group)))
    return found


def _published(rows: Rows) -> Iterator[tuple[Choices, Group, str, int]]:
    """The rows with their area pooled and the channel where it hides nobody."""
    counts: dict[str, int] = defaultdict(int)
    minds: Minds[str] = Minds()
    for choices, area, _channel, voters in rows:
        counts[area] += voters
        minds.add(area, choices)
    groups = pooled(counts, minds.is_mixed)
    group_of = {area: group for group in groups for area in group}
    # One group is the whole: its name says nothing new, and it may be too small to be split.
    hidden = len(groups) < 2
    shown = _channels_shown(rows, group_of)
    for choices, area, channel, voters in rows:
        group = group_of[area]
        yield choices, () if hidden else group, channel if group in shown else "", voters


def _channels_shown(rows: Iterable[Row], group_of: dict[str, Group]) -> set[Group]:
    """Groups in which every channel has enough ballots, and not all of one mind."""
    cells: dict[tuple[Group, str], int] = defaultdict(int)
    minds: Minds[tuple[Group, str]] = Minds()
    for choices, area, channel, voters in rows:
        cell = (group_of[area], channel)
        cells[cell] += voters
        minds.add(cell, choices)
    unfit = {cell[0] for cell, n in cells.items() if n < LEAST or not minds.is_mixed((cell,))}
    return set(group_of.values()) - unfit


def _names(codes: set[str]) -> dict[str, str]:
    return dict(Territory.objects.filter(kato__in=codes).values_list("kato", "name"))
