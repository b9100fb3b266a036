"""A first ballot in one round trip: what it does, and when it does nothing."""

import secrets
from uuid import uuid4

import pytest
from django.utils import timezone

from commons.people.models import Elector, Person
from commons.voting import operations, queries
from commons.voting.errors import VotingError
from commons.voting.models import Ballot, Poll, Slot
from commons.voting.operations.casting import new_ballot
from commons.voting.operations.first import area_of_voter, insert_first
from tests.factories.people import ElectorFactory

pytestmark = pytest.mark.django_db

PUB = bytes(16)


def made(poll: Poll, slot: bytes) -> Ballot:
    nv = secrets.token_bytes(32)
    return new_ballot(poll.pk, slot, PUB, 1, {"1": 1}, uuid4(), nv, "online")


def test_first_ballot_is_version_one_of_its_slot(open_poll: Poll) -> None:
    ballot = made(open_poll, b"s" * 32)

    assert insert_first(ballot, PUB, "551000000")

    held, slot = Ballot.objects.get(), Slot.objects.get()
    assert (held.pk, held.version, held.choices) == (ballot.pk, 1, {"1": 1})
    assert (bytes(held.leaf), bytes(held.slot)) == (ballot.leaf, b"s" * 32)
    assert (bytes(slot.pub), slot.area, slot.current) == (PUB, "551000000", 1)


def test_slot_that_is_taken_is_left_alone(open_poll: Poll) -> None:
    insert_first(made(open_poll, b"s" * 32), PUB, "551000000")

    assert not insert_first(made(open_poll, b"s" * 32), b"p" * 16, "551000000")
    assert (Ballot.objects.count(), Slot.objects.get().current) == (1, 1)


def test_poll_that_is_closed_takes_nothing(open_poll: Poll, moderator: Person) -> None:
    ballot = made(open_poll, b"s" * 32)
    operations.close_poll(poll=open_poll, actor=moderator, at=timezone.now())

    assert not insert_first(ballot, PUB, "551000000")
    assert not Slot.objects.exists()


@pytest.mark.parametrize("column", ["opens_at", "closes_at"])
def test_poll_outside_its_time_takes_nothing(open_poll: Poll, column: str) -> None:
    """Open by its state still or already, as between the announced end and the close."""
    ballot = made(open_poll, b"s" * 32)
    length = open_poll.closes_at - open_poll.opens_at
    shift = 10 * length if column == "opens_at" else -10 * length
    Poll.objects.update(opens_at=open_poll.opens_at + shift, closes_at=open_poll.closes_at + shift)

    assert not insert_first(ballot, PUB, "551000000")
    assert not Slot.objects.exists()


def test_area_is_that_of_the_roll(open_poll: Poll, voter: Elector) -> None:
    assert area_of_voter(open_poll.pk, voter.pk) == open_poll.roll.get().area
    assert area_of_voter(open_poll.pk, ElectorFactory().pk) is None


def test_rules_are_fixed_only_once_a_poll_has_opened(draft_poll: Poll) -> None:
    with pytest.raises(VotingError, match="poll_not_open"):
        queries.fixed_rules(draft_poll.pk)

    operations.open_poll(poll=draft_poll, actor=None, at=timezone.now())

    assert queries.fixed_rules(draft_poll.pk) == queries.rules_of(draft_poll)
