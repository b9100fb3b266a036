"""Destroy the key of a poll once complaints are over: from then on a slot is nobody's.

The order survives a kill at any line. The box is written anew first, which may be repeated. Then
the key goes, beside a mark that says it went by our hand: a key that is merely away is not called
destroyed. The leaf comes last, so that it is true when the public reads it; where it is missing the
daily sweep comes again and adds it.
"""

import logging
from datetime import datetime, timedelta

from django.db import connection, transaction

from commons.audit.operations import record

from .. import keys, locks
from ..enums import LeafKind, PollStatus, PublicationStatus
from ..errors import VotingError
from ..models import Poll, Publication
from . import paper, sealing

log = logging.getLogger(__name__)


def destroy_key(*, poll: Poll, at: datetime) -> bool:
    """False where it has been done, or somebody else is at it.

    Must not run in a transaction of the caller, or the box would be vacuumed by nobody.
    Raises VotingError: ``key_still_needed`` before the publication and `key_days` after it;
    ``key_away`` where there is neither the key nor our mark.
    """
    with locks.single_run("destroy", str(poll.pk)) as alone:
        poll = Poll.objects.select_related("akimat").get(pk=poll.pk)
        if not alone or poll.key_destroyed_at:
            return False
        if at < _until(poll):
            raise VotingError("key_still_needed")
        paper.wipe(poll)
        _write_anew(poll)
        _erase(poll)
        _tell(poll, at)
        _vacuum()
        return True


def _until(poll: Poll) -> datetime:
    """When complaints end."""
    publication = Publication.objects.filter(poll=poll, status=PublicationStatus.DONE).first()
    if poll.status != PollStatus.CLOSED or publication is None or publication.published_at is None:
        raise VotingError("key_still_needed")
    return publication.published_at + timedelta(days=poll.key_days)


def _erase(poll: Poll) -> None:
    try:
        keys.destroy_poll_key(poll.pk)
    except keys.KeyMissingError as error:
        log.critical("The key of poll %s is to be destroyed and is not there.", poll.pk)
        raise VotingError("key_away") from error


@transaction.atomic
def _tell(poll: Poll, at: datetime) -> None:
    content = {"poll": str(poll.pk), "at": at.isoformat()}
    sealing.log_content(poll, LeafKind.DESTROYED, content)
    Poll.objects.filter(pk=poll.pk).update(key_destroyed_at=at)
    sealing.sign_head(poll, at)
    record(verb="key_destroyed", subject=poll, at=at, akimat=poll.akimat)


@transaction.atomic
def _write_anew(poll: Poll) -> None:
    """Slots and ballots in the order of their leaves, in one transaction, under new random names.

    Neither the place of a row, nor the number of its transaction, nor the key of its post then
    tells when it was cast; and a copy of the poll's key that was kept somewhere opens nothing.
    """
    locks.hold_poll(poll.pk)
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('birge.maintenance', true)")
        before = cursor.fetchone()[0] or ""
        cursor.execute("SET LOCAL birge.maintenance = 'on'")
        for statement in _REWRITE:
            cursor.execute(statement, {"poll": poll.pk})
        cursor.execute("SELECT set_config('birge.maintenance', %s, true)", [before])


def _vacuum() -> None:
    """What the old rows left goes too. Not possible inside a transaction, as tests have one."""
    if connection.in_atomic_block:
        return
    with connection.cursor() as cursor:
        cursor.execute("VACUUM voting_slot, voting_ballot")


_REWRITE = (
    """
    CREATE TEMPORARY TABLE box_slot ON COMMIT DROP AS
    SELECT s.slot AS old, s.pub, s.area, s.current, b.leaf,
        uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()) AS slot
    FROM voting_slot s LEFT JOIN voting_ballot b
        ON b.poll_id = s.poll_id AND b.slot = s.slot AND b.version = s.current
    WHERE s.poll_id = %(poll)s
    """,
    """
    CREATE TEMPORARY TABLE box_ballot ON COMMIT DROP AS
    SELECT coalesce(n.slot, b.slot) AS slot,
        b.version, b.choices, b.channel, b.n1, b.n2, b.nv, b.leaf
    FROM voting_ballot b LEFT JOIN box_slot n ON n.old = b.slot
    WHERE b.poll_id = %(poll)s
    """,
    "DELETE FROM voting_ballot WHERE poll_id = %(poll)s",
    "DELETE FROM voting_slot WHERE poll_id = %(poll)s",
    """
    INSERT INTO voting_slot (id, poll_id, slot, pub, area, current)
    SELECT gen_random_uuid(), %(poll)s, slot, pub, area, current FROM box_slot ORDER BY leaf
    """,
    """
    INSERT INTO voting_ballot
        (id, poll_id, slot, version, idempotency_key, choices, channel, n1, n2, nv, leaf)
    SELECT gen_random_uuid(), %(poll)s, slot, version, gen_random_uuid(),
        choices, channel, n1, n2, nv, leaf
    FROM box_ballot ORDER BY leaf
    """,
    "DROP TABLE box_slot, box_ballot",
)
