"""After the key of a vote is destroyed its pages say so, and send the voter to the receipt."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from budgeting import operations as budgeting
from budgeting.ballot.voter import barrier, round_barrier, voter_of
from budgeting.models import Round
from commons.people.models import Person
from commons.voting import keys
from commons.voting.models import Poll
from tests.budgeting.ballot.support import url

pytestmark = pytest.mark.django_db


@pytest.fixture
def over(voting_round: Round, resident: Person, moderator: Person, cast: Any) -> Round:
    """The resident has voted; voting is over, and the keys are gone."""
    poll = Poll.objects.get(budget_envelope__territory=voting_round.territory)
    cast(poll, resident.elector, {"1": 1})
    at = timezone.now() + timedelta(days=30)
    budgeting.close_voting(round=voting_round, actor=moderator, at=at)
    for poll in Poll.objects.all():
        keys.destroy_poll_key(poll.pk)
        Poll.objects.filter(pk=poll.pk).update(key_destroyed_at=timezone.now())
    return Round.objects.get(pk=voting_round.pk)


def test_voter_is_sent_to_the_check_of_a_receipt(over: Round, resident: Person) -> None:
    envelope = over.envelopes.get(territory=over.territory)
    at = timezone.now()
    voter = voter_of(resident, list(over.envelopes.all()), at)

    stop = barrier(over, envelope, voter, "/", at)

    assert stop is not None
    assert stop.code == "key_destroyed"
    assert stop.url.endswith(f"/votes/{envelope.poll_id}/receipt/")
    of_round = round_barrier(over, voter, "/", at)
    assert of_round is not None
    assert of_round.url


def test_somebody_who_is_on_no_roll_hears_that_voting_is_over(
    over: Round, specialist: Person
) -> None:
    at = timezone.now()
    stop = round_barrier(over, voter_of(specialist, list(over.envelopes.all()), at), "/", at)

    assert stop is not None
    assert stop.code == "over"


@pytest.mark.parametrize("page", ["", "done"])
def test_pages_of_the_ballot_still_answer(over: Round, booth: Client, page: str) -> None:
    response = booth.get(url(page) if page else url())

    assert response.status_code in (200, 409)
    assert b'data-barrier="key_destroyed"' in response.content
