"""What goes into the publication of a poll, as streams from the box: memory does not grow with it.

The same poll gives the same content whenever it is read, so that a publication that was interrupted
comes out byte for byte as before.
"""

import json
import secrets
from collections.abc import Iterator
from typing import Any

from django.db import connection, transaction

from algorithms.log import choices_hash
from algorithms.log.publication import FinalBallot, Head, LogEntry, SupersededBallot

from . import counting, readme
from .enums import LeafKind, TallyStatus
from .models import LogHead, Poll, Tally
from .processes import ballots_file_of, subject_of

# Rows that are fetched from the server at once.
AT_ONCE = 2000


def final_ballots(poll: Poll) -> Iterator[FinalBallot]:
    """The last version of every voter's ballot, by leaf."""
    for leaf, pub, version, n1, n2, nv, choices in _rows(_FINAL, poll):
        yield FinalBallot(leaf, pub, version, n1, n2, nv, json.loads(choices))


def superseded_ballots(poll: Poll) -> Iterator[SupersededBallot]:
    """Earlier versions, by leaf; of their choices only the hash."""
    for leaf, pub, version, n1, n2, nv, choices in _rows(_SUPERSEDED, poll):
        h2 = choices_hash(poll=poll.pk, choices=json.loads(choices), n2=n2, nv=nv)
        yield SupersededBallot(leaf, pub, version, n1, h2)


def log_entries(poll: Poll, size: int) -> Iterator[LogEntry]:
    """The first `size` leaves."""
    for kind, leaf, content in _rows(_LEAVES, poll, size):
        yield leaf if kind == LeafKind.BALLOT else (kind, json.loads(content))


def heads(poll: Poll, size: int) -> list[Head]:
    """Those of the log up to `size` leaves, by size."""
    return [_head(head) for head in poll.heads.filter(size__lte=size).order_by("size")]


def result(poll: Poll) -> dict[str, Any]:
    """The count that decided, and beside it those for comparison. Needs the official tally."""
    tally = poll.tallies.get(official=True, status=TallyStatus.DONE)
    settings, added = counting.parted(tally.params)
    others = poll.tallies.filter(official=False, status=TallyStatus.DONE).order_by("rule")
    return {
        "poll": str(poll.pk),
        "rule": tally.rule,
        "params": settings,
        "lots": counting.lots_of(poll.options.all()),
        "budget": poll.budget_tenge + added,
        "added_budget": added,
        "voters": poll.slots.count(),
        "input_hash": tally.input_hash,
        "outcome": tally.outcome,
        "others": [_other(one) for one in others],
    }


def ballots_file(poll: Poll) -> bytes:
    """The .pb file of the process; empty where it has none."""
    return ballots_file_of(poll)


def readme_of(poll: Poll) -> str:
    subject = subject_of(poll)
    setup = poll.leaves.get(index=0).content or {}
    return readme.text(poll=poll.pk, titles=subject.titles if subject else {}, key=setup["log_key"])


_COLUMNS = """
    SELECT b.leaf, s.pub, b.version, b.n1, b.n2, b.nv, b.choices::text
    FROM voting_slot s JOIN voting_ballot b ON b.poll_id = s.poll_id AND b.slot = s.slot
    WHERE s.poll_id = %s AND b.version {} s.current ORDER BY b.leaf
"""
_FINAL, _SUPERSEDED = _COLUMNS.format("="), _COLUMNS.format("<")
_LEAVES = """
    SELECT kind, hash, content::text FROM voting_logleaf
    WHERE poll_id = %s AND "index" < %s ORDER BY "index"
"""


def _rows(statement: str, poll: Poll, *more: Any) -> Iterator[tuple[Any, ...]]:
    """By a cursor of the server, which lives as long as its transaction."""
    connection.ensure_connection()
    name = f"archive_{secrets.token_hex(8)}"
    with transaction.atomic(), connection.connection.cursor(name) as cursor:
        cursor.itersize = AT_ONCE
        cursor.execute(statement, [poll.pk, *more])
        yield from cursor


def _head(head: LogHead) -> Head:
    return Head(
        size=head.size,
        root=bytes(head.root),
        signature=bytes(head.signature),
        key_id=head.key_id,
        milliseconds=round(head.signed_at.timestamp() * 1000),
    )


def _other(tally: Tally) -> dict[str, Any]:
    settings, _added = counting.parted(tally.params)
    return {"rule": tally.rule, "params": settings, "outcome": tally.outcome}
