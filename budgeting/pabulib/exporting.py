"""A round as a Pabulib file: an imported one as it came, one of ours as its result publishes it."""

import gzip
import json
from collections.abc import Callable

from algorithms import pabulib
from algorithms.allocation import Election
from algorithms.pabulib import PbFile, Table
from commons.voting import queries as votes

from ..enums import RoundStatus
from ..models import Envelope, PabulibSource, ResultSummary, Round
from .errors import PabulibImportError


def text_of(pb: PbFile) -> str:
    return pabulib.write(pb)


def file_of(round: Round, envelope: Envelope | None = None) -> str:
    """The text of the file of a published round; `envelope` where it has several.

    Raises PabulibImportError: ``not_published``, ``which_envelope``, ``not_counted``,
    ``ballots_differ``.
    """
    if round.status != RoundStatus.RESULT_PUBLISHED:
        raise PabulibImportError("not_published", round=round.slug)
    if round.imported_from:
        return text_of(imported(round))
    voted = list(round.envelopes.filter(poll__isnull=False).order_by("pk"))
    if envelope is None and len(voted) != 1:
        codes = ", ".join(e.territory.kato for e in voted)
        raise PabulibImportError("which_envelope", codes=codes)
    summary = ResultSummary.objects.filter(envelope=envelope or voted[0]).first()
    if summary is None or not summary.ballots_file:
        raise PabulibImportError("not_counted", round=round.slug)
    return gzip.decompress(bytes(summary.ballots_file)).decode()


def imported(round: Round) -> PbFile:
    """The file that a round was read from, checked against the ballots in the box.

    Raises PabulibImportError ``ballots_differ``: then box and file do not tell the same election.
    """
    source = PabulibSource.objects.get(round=round)
    pb = source_file(round)
    for envelope in round.envelopes.filter(poll__isnull=False):
        assert envelope.poll is not None
        _require_same(pabulib.to_election(pb).election, source, envelope.poll)
    return pb


def source_file(round: Round) -> PbFile:
    """The texts of an imported round as its file told them."""
    source = PabulibSource.objects.get(round=round)
    rows = json.loads(gzip.decompress(bytes(source.vote_rows)))
    return PbFile(
        meta=dict(source.meta),
        projects=_table(source.project_columns, source.project_rows),
        votes=_table(source.vote_columns, rows),
    )


def counted(round: Round, poll: votes.Poll) -> str:
    """The text of an imported round with budget, costs and project numbers as they were counted."""
    pb, source = source_file(round), PabulibSource.objects.get(round=round)
    costs = {option.code: str(option.cost_tenge) for option in votes.options(poll)}

    def listed(ids: str) -> str:
        return ",".join(source.codes[name.strip()] for name in ids.split(",")) if ids else ""

    def project(row: dict[str, str]) -> dict[str, str]:
        code = source.codes[row["project_id"]]
        return row | {"project_id": code, "cost": costs[code]}

    return text_of(
        PbFile(
            meta={**pb.meta, "budget": str(poll.budget_tenge)},
            projects=_mapped(pb.projects, project),
            votes=_mapped(pb.votes, lambda row: row | {"vote": listed(row["vote"])}),
        )
    )


def _mapped(table: Table, change: Callable[[dict[str, str]], dict[str, str]]) -> Table:
    rows = (change(dict(zip(table.columns, row, strict=True))) for row in table.rows)
    return Table(table.columns, tuple(tuple(row.values()) for row in rows))


def _table(columns: list[str], rows: list[list[str]]) -> Table:
    return Table(tuple(columns), tuple(tuple(row) for row in rows))


def _require_same(election: Election, source: PabulibSource, poll: votes.Poll) -> None:
    codes = [source.codes[project.id] for project in election.projects]
    told = {
        tuple(sorted((codes[position], points) for position, points in ballot)): count
        for ballot, count in election.ballots
    }
    boxed = {tuple(sorted(choices.items())): count for choices, count in votes.final_ballots(poll)}
    if told != boxed:
        raise PabulibImportError("ballots_differ", file=source.file_name)
