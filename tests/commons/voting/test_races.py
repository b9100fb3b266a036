"""Real connections at the same time: what must hold whatever comes together."""

import secrets
import threading
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.utils import timezone

from commons.people.models import Elector
from commons.voting import operations, queries
from commons.voting.errors import VotingError
from commons.voting.models import Ballot, LogLeaf, Poll, Slot

POSTS = 200

pytestmark = pytest.mark.django_db(transaction=True)


def free_connections() -> int:
    """As many threads as the server has room for, at most one for each post."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT current_setting('max_connections')::int - count(*) - 15 FROM pg_stat_activity"
        )
        return max(8, min(POSTS, cursor.fetchone()[0]))


def at_once(act: Callable[[int], Any], count: int = POSTS) -> list[Any]:
    """`act` with 0..count-1 from threads that start together; a refusal is its code."""
    workers = free_connections()
    start = threading.Barrier(workers)

    def work(first: int) -> list[Any]:
        found = []
        connection.ensure_connection()
        start.wait()
        try:
            for number in range(first, count, workers):
                try:
                    found.append(act(number))
                except VotingError as error:
                    found.append(error.code)
        finally:
            connection.close()
        return found

    with ThreadPoolExecutor(workers) as pool:
        return [item for found in pool.map(work, range(workers)) for item in found]


def cast(poll: Poll, elector: Elector, key: UUID, choices: dict[str, int]) -> Any:
    return operations.cast_ballot(
        poll=poll,
        elector=elector,
        choices=choices,
        idempotency_key=key,
        nv=secrets.token_bytes(32),
    )


def test_200_posts_of_one_person_leave_one_ballot(
    open_poll: Poll, voter: Elector, moderator: Any
) -> None:
    choices = [{"1": 1}, {"2": 1}, {"3": 1}]

    answers = at_once(lambda n: cast(open_poll, voter, uuid4(), choices[n % 3]))

    assert Counter(type(answer).__name__ for answer in answers) == {"Receipt": POSTS}
    slot = Slot.objects.get()
    assert slot.current == POSTS
    assert sorted(Ballot.objects.values_list("version", flat=True)) == [*range(1, POSTS + 1)]
    last = Ballot.objects.get(version=POSTS)
    operations.close_poll(poll=open_poll, actor=moderator, at=timezone.now())
    assert queries.final_ballots(open_poll) == [(last.choices, 1)]


def test_200_posts_where_a_vote_is_final_leave_one_ballot(draft_poll: Poll, voter: Elector) -> None:
    Poll.objects.update(may_change=False)
    poll = operations.open_poll(poll=draft_poll, actor=None, at=timezone.now())

    answers = at_once(lambda n: cast(poll, voter, uuid4(), {"1": 1}))

    refusals = Counter(answer for answer in answers if isinstance(answer, str))
    assert refusals == {"already_voted": POSTS - 1}
    assert (Slot.objects.count(), Ballot.objects.count()) == (1, 1)


def test_200_posts_with_one_key_leave_one_ballot_and_one_receipt(
    open_poll: Poll, voter: Elector
) -> None:
    key = uuid4()

    answers = at_once(lambda n: cast(open_poll, voter, key, {"1": 1, "2": 1}))

    assert len(set(answers)) == 1
    assert sum(not answer.repeated for answer in answers) == 1
    assert (Slot.objects.get().current, Ballot.objects.count()) == (1, 1)


def test_no_ballot_after_the_close(draft_poll: Poll, voter: Elector, moderator: Any) -> None:
    electors = [Elector(iin_hash=secrets.token_hex(32)) for _ in range(POSTS)]
    Elector.objects.bulk_create(electors)
    entries = [(elector.pk, "551000000") for elector in electors]
    operations.enrol_many(poll=draft_poll, entries=entries)
    poll = operations.open_poll(poll=draft_poll, actor=None, at=timezone.now())
    counted_at_close: list[int] = []

    def act(number: int) -> Any:
        if number == POSTS // 2:
            operations.close_poll(poll=poll, actor=moderator, at=timezone.now())
            counted_at_close.append(Ballot.objects.count())
            return "closed"
        return cast(poll, electors[number], uuid4(), {"1": 1})

    answers = at_once(act)

    receipts = [answer for answer in answers if not isinstance(answer, str)]
    assert Ballot.objects.count() == counted_at_close[0] == len(receipts)
    assert answers.count("poll_over") == POSTS - 1 - len(receipts)
    logged = {bytes(leaf) for leaf in LogLeaf.objects.values_list("hash", flat=True)}
    assert {receipt.leaf for receipt in receipts} <= logged
    assert LogLeaf.objects.order_by("index").last().content["ballots"] == len(receipts)


def test_seals_at_the_same_time_log_each_ballot_once(open_poll: Poll, voter: Elector) -> None:
    for _ in range(7):
        cast(open_poll, voter, uuid4(), {"1": 1})

    at_once(lambda n: operations.seal(poll=open_poll, at=timezone.now()), 12)

    leaves = LogLeaf.objects.order_by("index")
    assert [leaf.index for leaf in leaves] == [*range(8)]
    assert open_poll.heads.order_by("size").values_list("size", flat=True)[1] == 8
