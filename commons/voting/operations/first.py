"""A voter's first ballot in one round trip, for the hour in which everybody votes.

The statements travel as one text, which PostgreSQL runs as one transaction, and each of them sees
what was committed before it began: the state of the poll is read with the lock in hand. Whatever
the text finds unusual (the poll is not open, the voter has a ballot already) it does nothing, and
`casting` goes step by step and says why. The roll is asked before, in a statement of its own, so
that no line of the database's log can hold a voter beside a ballot.
"""

from typing import Any
from uuid import UUID, uuid4

from django.db import connection

from algorithms.log import canonical_choices

from .. import locks
from ..enums import BatchStatus, PollStatus
from ..models import Ballot

_ROLL = """
    SELECT area, EXISTS (
        SELECT FROM voting_paperballot
        WHERE poll_id = %(poll)s AND elector_id = %(elector)s AND status <> %(refused)s
    )
    FROM voting_rollentry WHERE poll_id = %(poll)s AND elector_id = %(elector)s
"""
_INSERT = """
    SELECT pg_advisory_xact_lock_shared(%(lock)s);
    INSERT INTO voting_slot (id, poll_id, slot, pub, area, current)
        SELECT %(place)s, id, %(slot)s, %(pub)s, %(area)s, 1 FROM voting_poll
        WHERE id = %(poll)s AND status = %(open)s
            AND clock_timestamp() >= opens_at AND clock_timestamp() < closes_at
        ON CONFLICT (poll_id, slot) DO NOTHING;
    INSERT INTO voting_ballot
            (id, poll_id, slot, version, idempotency_key, choices, channel, n1, n2, nv, leaf)
        SELECT %(id)s, poll_id, slot, 1, %(key)s, %(choices)s::jsonb, %(channel)s,
            %(n1)s, %(n2)s, %(nv)s, %(leaf)s
        FROM voting_slot WHERE id = %(place)s
"""


def area_of_voter(poll_id: UUID, elector_id: UUID) -> str | None:
    """From the roll; None for whoever is not on it, and for whoever voted on paper."""
    with connection.cursor() as cursor:
        refused = BatchStatus.REFUSED.value
        cursor.execute(_ROLL, {"poll": poll_id, "elector": elector_id, "refused": refused})
        area, on_paper = cursor.fetchone() or (None, True)
    return None if on_paper else area


def insert_first(ballot: Ballot, pub: bytes, area: str) -> bool:
    """Whether the ballot is in the box now, as version 1 of a slot that was not there before."""
    values: dict[str, Any] = {
        "lock": locks.number_of_poll(ballot.poll_id),
        "place": uuid4(),
        "pub": pub,
        "area": area,
        "open": PollStatus.OPEN.value,
        "id": ballot.pk,
        "poll": ballot.poll_id,
        "slot": ballot.slot,
        "key": ballot.idempotency_key,
        "choices": canonical_choices(ballot.choices).decode(),
        "channel": ballot.channel,
        "n1": ballot.n1,
        "n2": ballot.n2,
        "nv": ballot.nv,
        "leaf": ballot.leaf,
    }
    with connection.cursor() as cursor:
        cursor.execute(_INSERT, values)
        while cursor.nextset():
            pass
        return bool(cursor.rowcount == 1)
