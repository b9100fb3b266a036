"""Advisory locks: casting shares one, closing takes it alone. Locking a row was 20 times slower."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from django.db import connection


def _number(purpose: str, name: str) -> int:
    digest = hashlib.sha256(f"birge {purpose} {name}".encode()).digest()
    return int.from_bytes(digest[:8], "big", signed=True)


def number_of_poll(poll: UUID) -> int:
    """What casting shares and closing takes alone."""
    return _number("poll", poll.hex)


def share_poll(poll: UUID) -> None:
    """Held until the transaction ends; waits while somebody closes the poll."""
    _run("SELECT pg_advisory_xact_lock_shared(%s)", number_of_poll(poll))


def hold_poll(poll: UUID) -> None:
    """Alone until the transaction ends; waits for the casts under way."""
    _run("SELECT pg_advisory_xact_lock(%s)", number_of_poll(poll))


def hold_log(poll: UUID) -> None:
    """One seal at a time; casting goes on meanwhile."""
    _run("SELECT pg_advisory_xact_lock(%s)", _number("log", poll.hex))


@contextmanager
def single_run(purpose: str, name: str) -> Iterator[bool]:
    """A lock of the session, across transactions. False where somebody else holds it."""
    number = _number(purpose, name)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [number])
        held = bool(cursor.fetchone()[0])
    try:
        yield held
    finally:
        if held:
            _run("SELECT pg_advisory_unlock(%s)", number)


def _run(statement: str, number: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, [number])
