"""Finished elections in bulk."""

import time
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from commons.voting import operations, queries
from commons.voting.errors import VotingError
from commons.voting.models import Ballot, LogLeaf, Poll

pytestmark = pytest.mark.django_db


@pytest.fixture
def past_poll(draft_poll: Poll) -> Poll:
    draft_poll.opens_at = timezone.now() - timedelta(days=30)
    draft_poll.closes_at = timezone.now() - timedelta(days=10)
    draft_poll.save()
    return draft_poll


def bring_in(poll: Poll, ballots: Any, **more: Any) -> int:
    return operations.import_ballots(
        poll=poll, ballots=ballots, actor=None, at=timezone.now(), **more
    )


def test_imported_election_is_closed_sealed_and_countable(past_poll: Poll) -> None:
    ballots = [({"1": 1}, "551000000"), ({"1": 1, "2": 1}, "551600000"), ({"1": 1}, "")]

    assert bring_in(past_poll, ballots) == 3

    poll = Poll.objects.get()
    assert poll.status == "closed"
    assert queries.is_sealed(poll)
    assert queries.final_ballots(poll) == [({"1": 1}, 2), ({"1": 1, "2": 1}, 1)]
    assert queries.turnout(poll) == queries.Turnout(voters=3, roll=0)
    assert queries.turnout(poll).share is None
    leaves = set(LogLeaf.objects.filter(kind="ballot").values_list("hash", flat=True))
    assert {bytes(b.leaf) for b in Ballot.objects.all()} == {bytes(leaf) for leaf in leaves}
    assert sorted(queries.turnout_by_area(poll)) == ["", "551000000", "551600000"]
    tally = operations.request_tally(poll=poll, rule="greedy", official=True, at=timezone.now())
    operations.run_tally(tally.pk)
    assert queries.official_outcome(poll).selected == ("1", "2")


def test_order_of_the_file_leaves_no_trace(past_poll: Poll) -> None:
    bring_in(past_poll, [({"1": 1}, str(n)) for n in range(60)])

    with connection.cursor() as cursor:
        cursor.execute("SELECT area::int FROM voting_slot ORDER BY ctid")
        in_table_order = [area for (area,) in cursor.fetchall()]
    assert in_table_order != sorted(in_table_order)


@pytest.mark.parametrize(
    ("ballot", "problem"),
    [({"9": 1}, "unknown_option"), ({"1": 1, "3": 1}, "over_budget"), ({"1": 0.5}, "whole")],
)
def test_bad_ballot_is_named_and_nothing_is_imported(
    past_poll: Poll, ballot: dict[str, Any], problem: str
) -> None:
    with pytest.raises(VotingError) as caught:
        bring_in(past_poll, [({"1": 1}, ""), (ballot, "")])

    assert (caught.value.code, caught.value.params["line"]) == ("ballot_invalid", 2)
    past_poll.refresh_from_db()
    assert (past_poll.status, Ballot.objects.count()) == ("draft", 0)


def test_limits_of_another_election_can_be_left_out(past_poll: Poll) -> None:
    assert bring_in(past_poll, [({"1": 1, "3": 4}, "")], check_limits=False) == 1
    assert queries.final_ballots(past_poll) == [({"1": 1, "3": 4}, 1)]


def test_open_poll_takes_no_import(open_poll: Poll) -> None:
    with pytest.raises(VotingError, match="import_needs_draft"):
        bring_in(open_poll, [])


def test_large_import_is_quick_and_reports_progress(past_poll: Poll) -> None:
    ways = [{"1": 1}, {"2": 1}, {"3": 1}, {"1": 1, "2": 1}, {"2": 1, "3": 1}]
    told: list[int] = []
    start = time.monotonic()

    count = bring_in(
        past_poll, ((ways[n % 5], "551000000") for n in range(13_000)), progress=told.append
    )

    assert (count, told) == (13_000, [5_000, 10_000])
    # A tenth of the largest election in a tenth of a minute, with room for a slow machine.
    assert time.monotonic() - start < 12
