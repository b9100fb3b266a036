"""Append ballots to the public log, sorted so that their order tells nothing, and sign its head."""

import logging
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db import connection, transaction
from django.db.models import Max

from algorithms.log import BLOCK, canonical_json, entry_hash, head_statement, root_of
from commons.audit.operations import record

from .. import blocks, keys, locks
from ..enums import LeafKind
from ..errors import VotingError
from ..models import LogHead, LogLeaf, Poll

log = logging.getLogger(__name__)

# Fewer ballots than this wait for company, so that a leaf does not point at the hour of one voter.
SEAL_AT_LEAST = 5
# But never so long that the promise of 24 hours breaks: the seal runs every hour.
SEAL_WITHIN = timedelta(hours=22)


@transaction.atomic
def seal(*, poll: Poll, at: datetime, force: bool = False) -> LogHead | None:
    """Log the ballots that are pending and sign the new head; None where nothing was signed.

    Safe to run twice. Fewer than SEAL_AT_LEAST ballots wait, unless `force` or they have waited
    almost a day. Without the signing key nothing is appended and an alarm is raised (log, audit):
    casting goes on, and the ballots are logged once the key is back. Where they have waited almost
    a day by then, a second alarm says that the promise of the receipts is about to break.
    """
    locks.hold_log(poll.pk)
    poll = Poll.objects.select_related("akimat").get(pk=poll.pk)
    pending = count_pending(poll)
    if pending and not force and _may_wait(poll, pending, at):
        return None
    if pending and _signing_key_missing(poll, at):
        _count_the_hours(poll, pending, at)
        return None
    append_pending(poll)
    if poll.pending_since is not None:
        Poll.objects.filter(pk=poll.pk).update(pending_since=None)
    return sign_head(poll, at)


def count_pending(poll: Poll) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) {_PENDING}", [poll.pk])
        return int(cursor.fetchone()[0])


def append_pending(poll: Poll) -> int:
    """Append the ballots that are not in the log, sorted by leaf. Needs the lock of the log."""
    locks.hold_log(poll.pk)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT b.leaf {_PENDING} ORDER BY b.leaf", [poll.pk])
        leaves = [bytes(leaf) for (leaf,) in cursor.fetchall()]
    append_ballots(poll, leaves)
    return len(leaves)


def append_ballots(poll: Poll, leaves: Iterable[bytes]) -> None:
    """By COPY: a whole imported election at once."""
    start = blocks.size_of(poll.pk)
    with connection.cursor() as cursor, cursor.copy(_COPY) as copy:
        for index, leaf in enumerate(leaves, start=start):
            copy.write_row((poll.pk, index, LeafKind.BALLOT.value, leaf))


def log_content(poll: Poll, kind: LeafKind, content: dict[str, Any]) -> LogLeaf:
    """A leaf whose content is public: the hash of its canonical JSON."""
    locks.hold_log(poll.pk)
    return LogLeaf.objects.create(
        poll=poll,
        index=blocks.size_of(poll.pk),
        kind=kind,
        hash=entry_hash(canonical_json(content)),
        content=content,
    )


def sign_head(poll: Poll, at: datetime) -> LogHead | None:
    """Sign the log as it stands; None where its head is signed already or the key is missing.

    Costs the leaves that are new and one root for each 256 that are not. Whoever's clock is slow
    signs with the time of the head before: times never fall.
    """
    locks.hold_log(poll.pk)
    size = blocks.size_of(poll.pk)
    blocks.complete(poll.pk, size)
    if poll.heads.filter(size=size).exists():
        return None
    if _signing_key_missing(poll, at):
        return None
    root = _root(poll, size)
    at = max(at, poll.heads.aggregate(last=Max("signed_at"))["last"] or at)
    at = at.replace(microsecond=at.microsecond // 1000 * 1000)
    milliseconds = round(at.timestamp() * 1000)
    private = keys.signing_key()
    statement = head_statement(log=poll.pk, size=size, root=root, milliseconds=milliseconds)
    return LogHead.objects.create(
        poll=poll,
        size=size,
        root=root,
        signature=private.sign(statement),
        key_id=keys.key_id(keys.public_bytes(private)),
        signed_at=at,
    )


def sealed_size(poll: Poll) -> int:
    """How long the log is, where a head covers all of it. Raises VotingError ``log_not_sealed``."""
    size = blocks.size_of(poll.pk)
    if not poll.heads.filter(size=size).exists():
        raise VotingError("log_not_sealed")
    return size


def _root(poll: Poll, size: int) -> bytes:
    whole = size // BLOCK
    return root_of(blocks.roots(poll.pk, whole), blocks.leaves(poll.pk, whole * BLOCK, size))


_PENDING = """
    FROM voting_ballot b
    WHERE b.poll_id = %s AND NOT EXISTS (
        SELECT FROM voting_logleaf l WHERE l.poll_id = b.poll_id AND l.hash = b.leaf
    )
"""
_COPY = 'COPY voting_logleaf (poll_id, "index", kind, hash) FROM STDIN'


def _may_wait(poll: Poll, pending: int, at: datetime) -> bool:
    if pending >= SEAL_AT_LEAST:
        return False
    if poll.pending_since is None:
        Poll.objects.filter(pk=poll.pk).update(pending_since=at)
        return True
    return at - poll.pending_since < SEAL_WITHIN


def _count_the_hours(poll: Poll, pending: int, at: datetime) -> None:
    """However many they are: from the first seal that could not take them."""
    if poll.pending_since is None:
        Poll.objects.filter(pk=poll.pk).update(pending_since=at)
    elif at - poll.pending_since >= SEAL_WITHIN:
        hours = int((at - poll.pending_since).total_seconds() // 3600)
        log.critical(
            "Poll %s: %s ballots wait for the log since %s hours; receipts promise 24.",
            *(poll.pk, pending, hours),
        )
        record(
            verb="promise_at_risk",
            subject=poll,
            at=at,
            akimat=poll.akimat,
            pending=pending,
            hours=hours,
        )


def _signing_key_missing(poll: Poll, at: datetime) -> bool:
    """The key that the poll announced in leaf 0 must be the one that signs."""
    try:
        public = keys.public_bytes(keys.signing_key()).hex()
    except keys.KeyMissingError:
        public = ""
    setup = poll.leaves.filter(kind=LeafKind.SETUP).values_list("content", flat=True).first()
    if public and (setup is None or setup["log_key"] == public):
        return False
    log.critical("The signing key of the log is not there: poll %s cannot be sealed.", poll.pk)
    record(verb="log_not_sealed", subject=poll, at=at, akimat=poll.akimat, reason="signing_key")
    return True
