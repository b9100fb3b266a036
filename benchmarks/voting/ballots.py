"""Ballots as voters choose them, and a box filled with them in bulk, their hashes real."""

import random
import secrets
from collections.abc import Iterator
from uuid import uuid4

from django.db import connection

from algorithms.log import canonical_choices, choices_hash, leaf_hash, slot_hash
from commons.voting.enums import BallotFormat, Channel
from commons.voting.queries import Poll, rules_of

from .place import area

Choices = dict[str, int]


def choices(poll: Poll, seed: int, distinct: int = 200_000) -> Iterator[Choices]:
    """Without end, each valid. Popularity falls with the rank, as it does in real rounds; how many
    differ is bounded, for a voter in a district picks among few."""
    rng, rules = random.Random(seed), rules_of(poll)
    codes = list(rules.costs)
    weights = [1 / (place + 4) for place in range(len(codes))]
    known = (_choose(rng, codes, weights, poll, rules.costs) for _ in range(distinct))
    while True:
        made: list[Choices] = []
        for kept in known:
            made.append(kept)
            yield kept
        known = iter(made)
        rng.shuffle(made)


def _choose(
    rng: random.Random,
    codes: list[str],
    weights: list[float],
    poll: Poll,
    costs: dict[str, int],
) -> Choices:
    wanted = list(dict.fromkeys(rng.choices(codes, weights, k=rng.randint(1, 8))))
    if poll.ballot_format == BallotFormat.APPROVAL:
        return dict.fromkeys(wanted[: poll.max_choices], 1)
    left, kept = poll.budget_tenge, {}
    for code in wanted:
        if costs[code] <= left:
            kept[code], left = 1, left - costs[code]
    return kept


def fill(poll: Poll, count: int, seed: int, districts: int = 20, chunk: int = 50_000) -> None:
    """So many more ballots by COPY, of random slots; each part in the order of its leaves."""
    source = choices(poll, seed)
    for start in range(0, count, chunk):
        size = min(chunk, count - start)
        rows = sorted((_row(poll, next(source), districts) for _ in range(size)), key=_leaf)
        with connection.cursor() as cursor:
            with cursor.copy(_COPY_SLOTS) as copy:
                for slot, pub, place, *_rest in rows:
                    copy.write_row((uuid4(), poll.pk, slot, pub, place, 1))
            with cursor.copy(_COPY_BALLOTS) as copy:
                for slot, _pub, _place, text, *hashes in rows:
                    online = Channel.ONLINE.value
                    copy.write_row((uuid4(), poll.pk, slot, 1, uuid4(), text, online, *hashes))


Row = tuple[bytes, bytes, str, str, bytes, bytes, bytes, bytes]


def _leaf(row: Row) -> bytes:
    return row[-1]


def _row(poll: Poll, kept: Choices, districts: int) -> Row:
    noise = secrets.token_bytes(144)
    slot, pub = noise[:32], noise[32:48]
    n1, n2, nv = noise[48:80], noise[80:112], noise[112:144]
    h1 = slot_hash(poll=poll.pk, pub=pub, version=1, n1=n1)
    h2 = choices_hash(poll=poll.pk, choices=kept, n2=n2, nv=nv)
    place = area(slot[0] % districts + 1)
    return slot, pub, place, canonical_choices(kept).decode(), n1, n2, nv, leaf_hash(h1, h2)


_COPY_SLOTS = "COPY voting_slot (id, poll_id, slot, pub, area, current) FROM STDIN"
_COPY_BALLOTS = (
    "COPY voting_ballot (id, poll_id, slot, version, idempotency_key, choices, channel,"
    " n1, n2, nv, leaf) FROM STDIN"
)
