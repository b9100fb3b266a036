"""The short way into the box: few queries, and the long way wherever it does not lead there."""

from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from budgeting.ballot import straight
from budgeting.models import Round
from commons.people.models import Person
from commons.voting import operations
from commons.voting.models import Ballot, Poll
from tests.budgeting.ballot.support import code_of, url

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nothing_known() -> None:
    """What a process remembers outlives the rows of a test."""
    straight._polls.clear()


def press(client: Client, poll: Poll) -> Any:
    return client.post(url("cast"), {"c": [code_of(poll, 20)], "key": str(uuid4())})


def test_vote_takes_four_queries_once_the_address_is_known(
    booth: Client, citywide: Poll, client: Client, second_resident: Person
) -> None:
    press(booth, citywide)
    choice = {"c": [code_of(citywide, 20)], "key": str(uuid4())}
    client.force_login(second_resident)

    with CaptureQueriesContext(connection) as made:
        answer = client.post(url("cast"), choice)

    assert answer.status_code == 303
    # The session, the person, the roll, and the ballot with all that guards it.
    assert len(made) == 4
    assert Ballot.objects.count() == 2


def test_no_statement_holds_a_voter_beside_a_slot(
    booth: Client, citywide: Poll, resident: Person
) -> None:
    with CaptureQueriesContext(connection) as made:
        press(booth, citywide)

    bearing = [query["sql"] for query in made if resident.elector_id.hex in query["sql"]]
    assert len(bearing) == 1
    assert not any(table in bearing[0] for table in ("voting_slot", "voting_ballot"))


def test_akimat_that_is_switched_off_takes_no_vote_from_an_unknown_address(
    booth: Client, citywide: Poll, voting_round: Round
) -> None:
    voting_round.akimat.is_active = False
    voting_round.akimat.save()

    assert press(booth, citywide).status_code == 404
    assert not Ballot.objects.exists()


def test_known_address_of_a_closed_poll_says_that_voting_is_over(
    booth: Client, citywide: Poll, moderator: Person
) -> None:
    press(booth, citywide)
    operations.close_poll(poll=citywide, actor=moderator, at=citywide.closes_at)

    answer = press(booth, citywide)

    assert answer.status_code == 409
    assert Ballot.objects.count() == 1


def test_address_that_led_to_a_poll_which_is_gone_is_looked_up_again(
    booth: Client, citywide: Poll
) -> None:
    press(booth, citywide)
    (known,) = straight._polls
    straight._polls[known] = (float("inf"), uuid4())

    assert press(booth, citywide).status_code == 303
    assert Ballot.objects.count() == 2
