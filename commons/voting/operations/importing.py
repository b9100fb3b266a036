"""A finished election from elsewhere, put into the box in bulk."""

import secrets
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any
from uuid import uuid4

from django.db import connection, transaction

from algorithms.log import canonical_choices, choices_hash, leaf_hash, slot_hash
from commons.people.models import Person

from ..enums import Channel, PollStatus
from ..errors import VotingError
from ..formats import Rules, valid
from ..models import Poll
from ..queries import rules_of
from .polls import close_poll, open_poll

PROGRESS_EVERY = 5000


@transaction.atomic
def import_ballots(
    *,
    poll: Poll,
    ballots: Iterable[tuple[Mapping[str, int], str]],
    actor: Person | None,
    at: datetime,
    setup: dict[str, Any] | None = None,
    check_limits: bool = True,
    progress: Callable[[int], None] | None = None,
) -> int:
    """Open a poll in preparation, put in (choices, area) for each voter, close it; how many.

    Slots are random: nobody behind them is known here. With `check_limits` off only the options and
    whole points are checked, for elections whose rules are not ours. `progress` is called with the
    number of ballots so far. All or nothing. `opens_at` and `closes_at` should be in the past.
    Raises VotingError: ``import_needs_draft``, and ``ballot_invalid`` with its number.
    """
    if poll.status != PollStatus.DRAFT:
        raise VotingError("import_needs_draft")
    poll = open_poll(poll=poll, setup={"imported": True, **(setup or {})}, actor=actor, at=at)
    rows = list(_rows(poll, ballots, check_limits, progress))
    # In the order of the leaves, so that neither table tells the order of the file.
    rows.sort(key=lambda row: row[-1])
    with connection.cursor() as cursor:
        with cursor.copy(_COPY_SLOTS) as copy:
            for slot, pub, area, *_rest in rows:
                copy.write_row((uuid4(), poll.pk, slot, pub, area, 1))
        with cursor.copy(_COPY_BALLOTS) as copy:
            for slot, _pub, _area, choices, n1, n2, nv, leaf in rows:
                known = (uuid4(), poll.pk, slot, 1, uuid4(), choices, Channel.ONLINE.value)
                copy.write_row((*known, n1, n2, nv, leaf))
    close_poll(poll=poll, actor=actor, at=at)
    return len(rows)


Row = tuple[bytes, bytes, str, str, bytes, bytes, bytes, bytes]


def _rows(
    poll: Poll,
    ballots: Iterable[tuple[Mapping[str, int], str]],
    check_limits: bool,
    progress: Callable[[int], None] | None,
) -> Iterator[Row]:
    rules = rules_of(poll)
    seen: dict[bytes, dict[str, int]] = {}
    for line, (choices, area) in enumerate(ballots, start=1):
        text = _checked(rules, choices, check_limits, seen, line)
        kept = seen[text]
        noise = secrets.token_bytes(144)
        slot, pub = noise[:32], noise[32:48]
        n1, n2, nv = noise[48:80], noise[80:112], noise[112:144]
        h1 = slot_hash(poll=poll.pk, pub=pub, version=1, n1=n1)
        h2 = choices_hash(poll=poll.pk, choices=kept, n2=n2, nv=nv)
        yield slot, pub, area, text.decode(), n1, n2, nv, leaf_hash(h1, h2)
        if progress is not None and line % PROGRESS_EVERY == 0:
            progress(line)


def _checked(
    rules: Rules,
    choices: Mapping[str, int],
    check_limits: bool,
    seen: dict[bytes, dict[str, int]],
    line: int,
) -> bytes:
    """The canonical text; each distinct ballot is checked once."""
    try:
        text = canonical_choices(choices)
        if text not in seen:
            seen[text] = valid(rules, choices) if check_limits else _known(rules, choices)
    except VotingError as error:
        raise VotingError("ballot_invalid", line=line, problem=error.message) from error
    except ValueError as error:
        problem = VotingError("points_invalid").message
        raise VotingError("ballot_invalid", line=line, problem=problem) from error
    return text


def _known(rules: Rules, choices: Mapping[str, int]) -> dict[str, int]:
    for code in choices:
        if code not in rules.costs:
            raise VotingError("unknown_option", option=code)
    return {code: points for code, points in choices.items() if points}


_COPY_SLOTS = "COPY voting_slot (id, poll_id, slot, pub, area, current) FROM STDIN"
_COPY_BALLOTS = (
    "COPY voting_ballot (id, poll_id, slot, version, idempotency_key, choices, channel,"
    " n1, n2, nv, leaf) FROM STDIN"
)
