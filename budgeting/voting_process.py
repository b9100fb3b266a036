"""What budget rounds tell the ballot box about their polls."""

import gzip
from collections.abc import Mapping, Sequence
from uuid import UUID

from django.db.models import Count, Q
from django.utils.functional import lazy

from commons.voting.processes import Process, Subject
from commons.voting.queries import Poll

from . import texts
from .enums import RoundStatus
from .links import of_round
from .models import Envelope, ResultSummary
from .pabulib.exporting import counted


def subjects(polls: Sequence[UUID]) -> Mapping[UUID, Subject]:
    """One query. The territory is named where the round has several envelopes that are voted on."""
    envelopes = (
        Envelope.objects.filter(poll__in=polls)
        .select_related("round__akimat", "territory")
        .annotate(
            siblings=Count("round__envelopes", filter=Q(round__envelopes__poll__isnull=False))
        )
    )
    return {
        envelope.poll_id: _subject(envelope, named=envelope.siblings > 1)
        for envelope in envelopes
        if envelope.poll_id
    }


def ballots_file(poll: Poll) -> bytes:
    """The .pb file as the result publishes it; empty before the count.

    An imported election is told in the money and the numbers that were counted, which are whole;
    the file it came from may have decimals, and other names for its projects.
    """
    summary = ResultSummary.objects.select_related("envelope__round").filter(envelope__poll=poll)
    found = summary.first()
    if found is None:
        return b""
    if found.envelope.round.imported_from:
        return counted(found.envelope.round, poll).encode()
    return gzip.decompress(bytes(found.ballots_file))


budgeting = Process("budgeting", subjects, ballots_file)

_address = lazy(of_round, str)


def _subject(envelope: Envelope, *, named: bool) -> Subject:
    round = envelope.round
    titles = texts.read(round, "title")
    if named:
        places = texts.read(envelope.territory, "name")
        either = envelope.territory.name
        titles = {
            code: title and f"{title} · {places[code] or either}" for code, title in titles.items()
        }
    return Subject(
        titles=titles,
        url=_address(round),
        result_url=_address(round, "result"),
        is_public=round.status != RoundStatus.DRAFT,
        is_result_public=round.status == RoundStatus.RESULT_PUBLISHED,
        is_imported=bool(round.imported_from),
    )
