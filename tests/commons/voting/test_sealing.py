"""The public log: sorted, signed, complete, and honest about a missing key."""

import logging
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from algorithms.log import (
    canonical_json,
    consistency_proof,
    entry_hash,
    head_statement,
    root,
    verify_consistency,
)
from commons.audit.queries import history
from commons.people.models import Elector
from commons.voting import keys, operations, queries, tasks
from commons.voting.errors import VotingError
from commons.voting.models import Ballot, LogHead, LogLeaf, Poll
from commons.voting.operations import Receipt
from commons.voting.operations.sealing import SEAL_AT_LEAST

pytestmark = pytest.mark.django_db

Cast = Callable[..., Receipt]


@pytest.fixture
def signing_key_away(settings: Any) -> Iterator[Callable[[], None]]:
    """Calling it takes the key away; it is back after the test."""
    key, away = settings.BIRGE_KEY_DIR / "log.key", settings.BIRGE_KEY_DIR / "log.away"
    yield lambda: key.rename(away)
    if away.exists():
        away.rename(key)


def head_is_valid(head: LogHead) -> bool:
    public = bytes.fromhex(LogLeaf.objects.get(poll=head.poll, index=0).content["log_key"])
    statement = head_statement(
        log=head.poll_id,
        size=head.size,
        root=bytes(head.root),
        milliseconds=round(head.signed_at.timestamp() * 1000),
    )
    leaves = head.poll.leaves.filter(index__lt=head.size).values_list("hash", flat=True)
    same_root = root(map(bytes, leaves)) == bytes(head.root)
    return same_root and keys.verify(public, bytes(head.signature), statement)


def test_opening_logs_rules_options_and_roll(open_poll: Poll) -> None:
    leaf, head = LogLeaf.objects.get(), LogHead.objects.get()

    assert leaf.content["budget_tenge"] == 60_000_000
    assert [o["code"] for o in leaf.content["options"]] == ["1", "2", "3"]
    assert sorted(o["lot"] for o in leaf.content["options"]) == [1, 2, 3]
    assert (leaf.content["roll"], len(leaf.content["roll_root"])) == (1, 64)
    assert bytes(leaf.hash) == entry_hash(canonical_json(leaf.content))
    assert (head.size, head_is_valid(head)) == (1, True)


def test_seal_appends_ballots_sorted_by_leaf(open_poll: Poll, voter: Elector, cast: Cast) -> None:
    for _ in range(SEAL_AT_LEAST):
        cast(open_poll, voter, {"1": 1})

    head = operations.seal(poll=open_poll, at=timezone.now())

    logged = [bytes(h) for h in LogLeaf.objects.order_by("index").values_list("hash", flat=True)]
    assert logged[1:] == sorted(bytes(b.leaf) for b in Ballot.objects.all())
    assert head is not None
    assert (head.size, head_is_valid(head)) == (6, True)
    first = LogHead.objects.get(size=1)
    assert verify_consistency(
        old=1,
        old_root=bytes(first.root),
        size=6,
        root=bytes(head.root),
        proof=consistency_proof(logged, 1),
    )


def test_second_seal_adds_nothing(open_poll: Poll, voter: Elector, cast: Cast) -> None:
    cast(open_poll, voter, {"1": 1})
    operations.seal(poll=open_poll, at=timezone.now(), force=True)

    assert operations.seal(poll=open_poll, at=timezone.now(), force=True) is None
    assert (LogLeaf.objects.count(), LogHead.objects.count()) == (2, 2)


def test_few_ballots_wait_but_never_a_day(open_poll: Poll, voter: Elector, cast: Cast) -> None:
    cast(open_poll, voter, {"1": 1})
    noon = timezone.now()

    waits = [operations.seal(poll=open_poll, at=noon + timedelta(hours=h)) for h in range(22)]
    sealed = operations.seal(poll=open_poll, at=noon + timedelta(hours=22))

    assert waits == [None] * 22
    assert sealed is not None
    assert sealed.size == 2
    assert Poll.objects.get().pending_since is None


def test_missing_signing_key_alarms_and_nothing_is_lost(
    open_poll: Poll,
    voter: Elector,
    cast: Cast,
    signing_key_away: Callable[[], None],
    settings: Any,
    caplog: Any,
) -> None:
    cast(open_poll, voter, {"1": 1})
    signing_key_away()

    with caplog.at_level(logging.CRITICAL):
        assert operations.seal(poll=open_poll, at=timezone.now(), force=True) is None

    assert "signing key" in caplog.text
    assert history(open_poll)[0].verb == "log_not_sealed"
    assert LogLeaf.objects.count() == 1
    (settings.BIRGE_KEY_DIR / "log.away").rename(settings.BIRGE_KEY_DIR / "log.key")
    head = operations.seal(poll=open_poll, at=timezone.now(), force=True)
    assert head is not None
    assert head.size == 2


def test_key_other_than_the_announced_one_never_signs(
    open_poll: Poll, voter: Elector, cast: Cast, signing_key_away: Callable[[], None], settings: Any
) -> None:
    cast(open_poll, voter, {"1": 1})
    signing_key_away()
    keys.create_signing_key()

    assert operations.seal(poll=open_poll, at=timezone.now(), force=True) is None

    assert LogHead.objects.count() == 1
    (settings.BIRGE_KEY_DIR / "log.key").unlink()


def test_close_logs_all_ballots_then_the_close(
    open_poll: Poll, voter: Elector, cast: Cast, moderator: Any
) -> None:
    cast(open_poll, voter, {"1": 1})
    cast(open_poll, voter, {"2": 1})

    poll = operations.close_poll(poll=open_poll, actor=moderator, at=timezone.now())

    last = LogLeaf.objects.order_by("index").last()
    assert last is not None
    assert (last.kind, last.index) == ("close", 3)
    assert (last.content["voters"], last.content["ballots"], last.content["early"]) == (1, 2, True)
    assert poll.status == "closed"
    assert queries.is_sealed(poll)
    assert head_is_valid(LogHead.objects.order_by("size").last())


def test_close_of_a_closed_poll_does_nothing(closed_poll: Poll, moderator: Any) -> None:
    leaves = LogLeaf.objects.count()

    operations.close_poll(poll=closed_poll, actor=moderator, at=timezone.now())

    assert LogLeaf.objects.count() == leaves


def test_clock_closes_only_when_it_is_time(open_poll: Poll) -> None:
    with pytest.raises(VotingError, match="too_early_to_close"):
        operations.close_poll(poll=open_poll, actor=None, at=timezone.now())

    Poll.objects.update(closes_at=timezone.now() - timedelta(seconds=1))
    closed = operations.close_poll(poll=open_poll, actor=None, at=timezone.now())

    assert LogLeaf.objects.order_by("index").last().content["early"] is False
    assert closed.status == "closed"


def test_close_without_the_signing_key_shuts_the_box_but_nothing_is_counted(
    open_poll: Poll,
    voter: Elector,
    cast: Cast,
    moderator: Any,
    signing_key_away: Callable[[], None],
    settings: Any,
) -> None:
    cast(open_poll, voter, {"1": 1})
    signing_key_away()
    poll = operations.close_poll(poll=open_poll, actor=moderator, at=timezone.now())

    with pytest.raises(VotingError, match="log_not_sealed"):
        operations.request_tally(poll=poll, rule="greedy", official=True, at=timezone.now())

    (settings.BIRGE_KEY_DIR / "log.away").rename(settings.BIRGE_KEY_DIR / "log.key")
    assert list(queries.unsealed_polls()) == [poll]
    tasks.seal_polls()
    assert queries.is_sealed(poll)
    assert list(queries.unsealed_polls()) == []


def test_close_without_the_key_of_the_poll_is_possible(
    open_poll: Poll, moderator: Any, settings: Any
) -> None:
    (settings.BIRGE_KEY_DIR / "polls" / f"{open_poll.pk}.key").unlink()

    poll = operations.close_poll(poll=open_poll, actor=moderator, at=timezone.now())

    assert poll.status == "closed"
    assert LogLeaf.objects.order_by("index").last().content["roll_root"] == ""


def test_late_voters_are_in_the_root_of_the_close(
    open_poll: Poll, enrolled: Callable[[Poll], Elector], moderator: Any
) -> None:
    at_opening = LogLeaf.objects.get().content["roll_root"]
    enrolled(open_poll)

    operations.close_poll(poll=open_poll, actor=moderator, at=timezone.now())

    content = LogLeaf.objects.order_by("index").last().content
    assert (content["roll"], content["roll_late"]) == (2, 1)
    assert content["roll_root"] != at_opening


def test_enrolling_is_refused_when_the_roll_is_frozen_or_the_poll_over(
    open_poll: Poll, voter: Elector, moderator: Any
) -> None:
    with pytest.raises(VotingError, match="roll_frozen"):
        operations.enrol(poll=open_poll, elector=voter, area="")
    operations.close_poll(poll=open_poll, actor=moderator, at=timezone.now())
    with pytest.raises(VotingError, match="poll_over"):
        operations.enrol(poll=open_poll, elector=voter, area="", at_opening=False)


def test_enrolling_twice_keeps_the_first_entry(open_poll: Poll, voter: Elector) -> None:
    again = operations.enrol(poll=open_poll, elector=voter, area="551600000", at_opening=False)

    assert (again.area, again.at_opening) == ("551000000", True)


def test_opening_fixes_options_and_needs_some(akimat: Any, open_poll: Poll) -> None:
    empty = operations.create_poll(
        akimat=akimat,
        ballot_format="single",
        budget_tenge=1,
        opens_at=timezone.now(),
        closes_at=timezone.now() + timedelta(days=1),
    )
    with pytest.raises(VotingError, match="poll_without_options"):
        operations.open_poll(poll=empty, actor=None, at=timezone.now())
    with pytest.raises(VotingError, match="poll_not_draft"):
        operations.add_option(poll=open_poll, code="9", cost_tenge=1)
    with pytest.raises(VotingError, match="poll_not_draft"):
        operations.discard_poll(poll=open_poll)
    operations.add_option(poll=empty, code="1", cost_tenge=1)
    operations.discard_poll(poll=empty)
    assert list(Poll.objects.all()) == [open_poll]


def test_opening_announces_every_setting_of_the_count(draft_poll: Poll) -> None:
    Poll.objects.update(rule="equal_shares", params={"min_votes": 3})

    poll = operations.open_poll(poll=draft_poll, actor=None, at=timezone.now())

    announced = {
        "utility": "cost",
        "completion": "add1+utilitarian",
        "min_votes": 3,
        "threshold_share": None,
        "start": "exact",
        "step": None,
        "stop": "exhaustive",
        "comparison": False,
        "ties": ["votes", "cost", "lot"],
    }
    content = LogLeaf.objects.get().content
    assert content["count"] == {"rule": "equal_shares", "params": announced}
    assert Poll.objects.get(pk=poll.pk).params == announced


def test_poll_without_a_rule_announces_no_count(open_poll: Poll) -> None:
    assert LogLeaf.objects.get().content["count"] is None


def test_opening_says_how_many_approved_and_the_audit_who(
    draft_poll: Poll, moderator: Any, specialist: Any
) -> None:
    operations.open_poll(
        poll=draft_poll,
        actor=moderator,
        at=timezone.now(),
        approved_by=[moderator, specialist, moderator],
    )

    assert LogLeaf.objects.get().content["approvals"] == 2
    entry = next(e for e in history(draft_poll) if e.verb == "poll_opened")
    assert entry.detail["approved_by"] == sorted([moderator.pk, specialist.pk])


def test_unknown_setting_keeps_the_poll_from_opening(draft_poll: Poll) -> None:
    Poll.objects.update(rule="greedy", params={"step": 5})

    with pytest.raises(VotingError, match="unknown_setting"):
        operations.open_poll(poll=draft_poll, actor=None, at=timezone.now())
    assert Poll.objects.get().status == "draft"


@pytest.mark.parametrize("ballots", [1, SEAL_AT_LEAST])
def test_promise_of_a_day_is_alarmed_before_it_breaks(
    open_poll: Poll,
    voter: Elector,
    cast: Cast,
    signing_key_away: Callable[[], None],
    caplog: Any,
    ballots: int,
) -> None:
    for _ in range(ballots):
        cast(open_poll, voter, {"1": 1})
    signing_key_away()
    noon = timezone.now()

    for hour in range(24):
        operations.seal(poll=open_poll, at=noon + timedelta(hours=hour))

    alarms = [e for e in history(open_poll) if e.verb == "promise_at_risk"]
    assert [alarm.detail for alarm in alarms] == [
        {"pending": ballots, "hours": 23},
        {"pending": ballots, "hours": 22},
    ]
    assert "receipts promise 24" in caplog.text
    assert LogLeaf.objects.count() == 1
