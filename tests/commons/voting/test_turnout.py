"""Turnout: exact while it is cheap, counted now and then where a count takes seconds."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from commons.people.models import Elector
from commons.voting.models import Poll
from commons.voting.operations import Receipt
from commons.voting.queries import Turnout, ballots, turnout, turnouts
from tests.factories.voting import PollFactory

pytestmark = pytest.mark.django_db

Cast = Callable[..., Receipt]


@pytest.fixture
def counted_as_large(monkeypatch: Any) -> None:
    monkeypatch.setattr(ballots, "LARGE", 1)


def test_small_poll_is_counted_each_time(open_poll: Poll, voter: Elector, cast: Cast) -> None:
    assert turnout(open_poll) == Turnout(0, 1)

    cast(open_poll, voter, {"1": 1})

    assert turnout(open_poll) == Turnout(1, 1)


def test_large_poll_keeps_its_count_for_a_while(
    open_poll: Poll, voter: Elector, cast: Cast, counted_as_large: None
) -> None:
    turnout(open_poll)
    cast(open_poll, voter, {"1": 1})

    with CaptureQueriesContext(connection) as made:
        assert turnout(open_poll) == Turnout(0, 1)
    assert len(made) == 0


def test_large_poll_is_counted_anew_after_that(
    open_poll: Poll, voter: Elector, cast: Cast, counted_as_large: None, monkeypatch: Any
) -> None:
    monkeypatch.setattr(ballots, "KEPT", 0.0)
    turnout(open_poll)
    cast(open_poll, voter, {"1": 1})

    assert turnout(open_poll) == Turnout(1, 1)


def test_kept_and_counted_polls_come_together(open_poll: Poll, counted_as_large: None) -> None:
    other = PollFactory(akimat=open_poll.akimat)
    turnout(open_poll)

    with CaptureQueriesContext(connection) as made:
        assert turnouts([open_poll.pk, other.pk]) == {
            open_poll.pk: Turnout(0, 1),
            other.pk: Turnout(0, 0),
        }
    assert len(made) == 2
