"""Casting, changing, and what the box refuses."""

import secrets
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone

from algorithms.log import choices_hash, leaf_hash, receipt_statement, slot_hash
from commons.people.models import Elector
from commons.voting import keys, operations, queries
from commons.voting.errors import VotingError
from commons.voting.models import Ballot, Poll, Slot
from commons.voting.operations import Receipt
from tests.factories.people import ElectorFactory
from tests.factories.voting import OptionFactory, PollFactory

Cast = Callable[..., Receipt]

pytestmark = pytest.mark.django_db


def refused(code: str, act: Callable[[], Any]) -> None:
    with pytest.raises(VotingError) as caught:
        act()
    assert caught.value.code == code
    assert str(caught.value.message)


def test_cast_gives_a_receipt_whose_leaf_opens(open_poll: Poll, voter: Elector, cast: Cast) -> None:
    nv = secrets.token_bytes(32)

    receipt = cast(open_poll, voter, {"1": 1, "2": 1}, nv=nv)

    ballot, slot = Ballot.objects.get(), Slot.objects.get()
    h1 = slot_hash(poll=open_poll.pk, pub=bytes(slot.pub), version=1, n1=bytes(ballot.n1))
    h2 = choices_hash(poll=open_poll.pk, choices={"1": 1, "2": 1}, n2=bytes(ballot.n2), nv=nv)
    assert receipt.leaf == leaf_hash(h1, h2) == bytes(ballot.leaf)
    public = keys.public_bytes(keys.signing_key())
    statement = receipt_statement(log=open_poll.pk, leaf=receipt.leaf)
    assert keys.verify(public, receipt.signature, statement)


def test_changed_ballot_is_a_new_version_and_the_last_counts(
    open_poll: Poll, voter: Elector, cast: Cast
) -> None:
    cast(open_poll, voter, {"1": 1})

    second = cast(open_poll, voter, {"2": 1})

    own = queries.own_ballot(open_poll, voter)
    assert (second.version, own.choices, own.leaf) == (2, {"2": 1}, second.leaf)
    assert (Ballot.objects.count(), Slot.objects.get().current) == (2, 2)


def test_repeated_post_returns_the_first_receipt(
    open_poll: Poll, voter: Elector, cast: Cast
) -> None:
    key = uuid4()
    first = cast(open_poll, voter, {"1": 1}, idempotency_key=key)

    again = cast(open_poll, voter, {"1": 1}, idempotency_key=key)

    assert again == first
    assert again.repeated
    assert (Ballot.objects.count(), Slot.objects.get().current) == (1, 1)


def test_repeated_post_is_answered_where_a_vote_is_final(
    draft_poll: Poll, voter: Elector, cast: Cast
) -> None:
    Poll.objects.update(may_change=False)
    poll = operations.open_poll(poll=draft_poll, actor=None, at=timezone.now())
    key = uuid4()
    first = cast(poll, voter, {"1": 1}, idempotency_key=key)

    assert cast(poll, voter, {"1": 1}, idempotency_key=key) == first
    refused("already_voted", lambda: cast(poll, voter, {"2": 1}))
    assert Ballot.objects.count() == 1


def test_key_of_another_vote_is_refused(open_poll: Poll, voter: Elector, cast: Cast) -> None:
    key = uuid4()
    cast(open_poll, voter, {"1": 1}, idempotency_key=key)

    refused("key_reused", lambda: cast(open_poll, voter, {"2": 1}, idempotency_key=key))


def test_refused_change_leaves_the_first_ballot(
    open_poll: Poll, voter: Elector, cast: Cast
) -> None:
    cast(open_poll, voter, {"1": 1})

    refused("over_budget", lambda: cast(open_poll, voter, {"1": 1, "3": 1}))

    assert queries.own_ballot(open_poll, voter).choices == {"1": 1}
    assert Slot.objects.get().current == 1


def test_stranger_to_the_roll_is_refused(open_poll: Poll, cast: Cast) -> None:
    refused("not_on_roll", lambda: cast(open_poll, ElectorFactory(), {"1": 1}))
    assert not Slot.objects.exists()


def test_poll_in_preparation_takes_no_ballot(draft_poll: Poll, voter: Elector, cast: Cast) -> None:
    keys.create_poll_key(draft_poll.pk)

    refused("poll_not_open", lambda: cast(draft_poll, voter, {"1": 1}))


@pytest.mark.parametrize(
    ("opens", "closes", "code"), [(-2, -1, "poll_over"), (1, 2, "poll_not_yet_open")]
)
def test_clock_of_the_database_decides(
    draft_poll: Poll, voter: Elector, cast: Cast, opens: int, closes: int, code: str
) -> None:
    now = timezone.now()
    Poll.objects.update(
        opens_at=now + timedelta(hours=opens), closes_at=now + timedelta(hours=closes)
    )
    poll = operations.open_poll(poll=draft_poll, actor=None, at=now)

    refused(code, lambda: cast(poll, voter, {"1": 1}))


def test_clock_of_the_web_server_does_not_matter(
    open_poll: Poll, voter: Elector, cast: Cast, time_machine: Any
) -> None:
    time_machine.move_to(open_poll.closes_at + timedelta(days=300))

    assert cast(open_poll, voter, {"1": 1}).version == 1


def test_closed_poll_takes_no_ballot(closed_poll: Poll, voter: Elector, cast: Cast) -> None:
    refused("poll_over", lambda: cast(closed_poll, voter, {"1": 1}))


def test_without_the_key_of_the_poll_casting_stops(
    open_poll: Poll, voter: Elector, cast: Cast, settings: Any
) -> None:
    (settings.BIRGE_KEY_DIR / "polls" / f"{open_poll.pk}.key").unlink()

    refused("box_locked", lambda: cast(open_poll, voter, {"1": 1}))
    assert not Slot.objects.exists()


def test_without_the_signing_key_casting_goes_on(
    open_poll: Poll, voter: Elector, cast: Cast, settings: Any
) -> None:
    (settings.BIRGE_KEY_DIR / "log.key").rename(settings.BIRGE_KEY_DIR / "away")
    try:
        receipt = cast(open_poll, voter, {"1": 1})
    finally:
        (settings.BIRGE_KEY_DIR / "away").rename(settings.BIRGE_KEY_DIR / "log.key")

    assert receipt.signature == b""
    assert queries.own_ballot(open_poll, voter).leaf == receipt.leaf


def test_key_files_are_for_the_owner_alone(open_poll: Poll, settings: Any) -> None:
    files = [settings.BIRGE_KEY_DIR / "polls" / f"{open_poll.pk}.key"]
    files.append(settings.BIRGE_KEY_DIR / "log.key")

    assert [file.stat().st_mode & 0o777 for file in files] == [0o600, 0o600]


def test_same_elector_has_unrelated_slots_in_two_polls(
    open_poll: Poll, voter: Elector, cast: Cast, akimat: Any
) -> None:
    other = PollFactory(akimat=akimat)
    OptionFactory(poll=other, code="1")
    operations.enrol(poll=other, elector=voter, area="551000000")
    operations.open_poll(poll=other, actor=None, at=timezone.now())

    cast(open_poll, voter, {"1": 1})
    cast(other, voter, {"1": 1})

    slots = {bytes(slot) for slot in Slot.objects.values_list("slot", flat=True)}
    assert len(slots) == 2
    both = queries.own_ballots([open_poll.pk, other.pk], voter)
    assert {poll: own.choices for poll, own in both.items()} == {
        open_poll.pk: {"1": 1},
        other.pk: {"1": 1},
    }
