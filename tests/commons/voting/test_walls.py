"""The database refuses what the code never asks for."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from commons.people.models import Elector
from commons.voting import operations
from commons.voting.models import Poll
from commons.voting.operations import Receipt
from tests.factories.people import ElectorFactory

pytestmark = pytest.mark.django_db

FORBIDDEN = [
    "UPDATE voting_ballot SET choices = '{}'",
    "DELETE FROM voting_ballot",
    "TRUNCATE voting_ballot",
    "UPDATE voting_logleaf SET hash = ''",
    "DELETE FROM voting_logleaf",
    "TRUNCATE voting_logleaf",
    "UPDATE voting_loghead SET root = ''",
    "DELETE FROM voting_loghead",
    "TRUNCATE voting_loghead",
    "UPDATE voting_slot SET current = 0",
    "UPDATE voting_slot SET area = ''",
    "DELETE FROM voting_slot",
    "TRUNCATE voting_slot",
    "UPDATE voting_rollentry SET area = ''",
    "DELETE FROM voting_rollentry",
    "TRUNCATE voting_rollentry",
    "UPDATE voting_option SET cost_tenge = 1",
    "DELETE FROM voting_option",
    "UPDATE voting_poll SET budget_tenge = 1",
    "UPDATE voting_poll SET may_change = NOT may_change",
    "UPDATE voting_poll SET lot_seed = 'another'",
    "UPDATE voting_poll SET status = 'draft'",
    "DELETE FROM voting_poll",
]


def run(statement: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        # Deferred foreign keys would hide a DELETE that gets through until the end of the test.
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(statement)


@pytest.fixture
def voted_poll(open_poll: Poll, voter: Elector, cast: Callable[..., Receipt]) -> Poll:
    cast(open_poll, voter, {"1": 1})
    operations.seal(poll=open_poll, at=timezone.now(), force=True)
    return open_poll


@pytest.mark.parametrize("statement", FORBIDDEN)
def test_statement_on_an_open_poll_is_refused(voted_poll: Poll, statement: str) -> None:
    with pytest.raises(IntegrityError, match=r"append-only|frozen|fixed|slot only|do not change"):
        run(statement)


def test_maintenance_is_possible_where_it_is_declared(voted_poll: Poll) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL birge.maintenance = 'on'")
    run("UPDATE voting_ballot SET choices = '{}'")


def test_ballot_into_a_closed_box_is_refused(voted_poll: Poll, moderator: Any) -> None:
    operations.close_poll(poll=voted_poll, actor=moderator, at=timezone.now())

    with pytest.raises(IntegrityError, match="not open"):
        run(
            "INSERT INTO voting_ballot SELECT gen_random_uuid(), slot, version + 1,"
            " gen_random_uuid(), choices, channel, n1, n2, nv, sha256(leaf), poll_id"
            " FROM voting_ballot"
        )


def test_roll_takes_late_entries_until_the_close(
    voted_poll: Poll, voter: Elector, moderator: Any
) -> None:
    late = ElectorFactory()
    operations.enrol(poll=voted_poll, elector=late, area="551000000", at_opening=False)
    insert = (
        "INSERT INTO voting_rollentry (poll_id, elector_id, area, at_opening)"
        f" VALUES ('{voted_poll.pk}', '{ElectorFactory().pk}', '', %s)"
    )
    with pytest.raises(IntegrityError, match="frozen"):
        run(insert % "true")
    operations.close_poll(poll=voted_poll, actor=moderator, at=timezone.now())
    with pytest.raises(IntegrityError, match="frozen"):
        run(insert % "false")


def test_voting_can_be_prolonged_but_not_rewritten(voted_poll: Poll) -> None:
    voted_poll.closes_at += timedelta(days=1)
    voted_poll.save(update_fields=["closes_at"])

    assert Poll.objects.get().closes_at == voted_poll.closes_at
