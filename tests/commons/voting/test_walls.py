"""The database refuses what the code never asks for."""

import secrets
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from commons.people.models import Elector
from commons.voting import operations
from commons.voting.models import Poll, Publication, UrnCount
from commons.voting.operations import Receipt
from commons.voting.operations.sealing import append_ballots
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
    "UPDATE voting_poll SET rule = 'greedy'",
    "UPDATE voting_poll SET params = '{\"min_votes\": 1}'",
    "UPDATE voting_poll SET verifier_id = NULL",
    "UPDATE voting_poll SET key_days = 1",
    "DELETE FROM voting_poll",
    "UPDATE voting_logblock SET hash = ''",
    "DELETE FROM voting_logblock",
    "TRUNCATE voting_logblock",
    "UPDATE voting_verifier SET source = ''",
    "DELETE FROM voting_verifier",
    "TRUNCATE voting_verifier CASCADE",
]


def run(statement: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        # Deferred foreign keys would hide a DELETE that gets through until the end of the test.
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(statement)


@pytest.fixture
def voted_poll(open_poll: Poll, voter: Elector, cast: Callable[..., Receipt]) -> Poll:
    cast(open_poll, voter, {"1": 1})
    append_ballots(open_poll, (secrets.token_bytes(32) for _ in range(256)))
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


def test_destruction_of_the_key_is_noted_once(voted_poll: Poll) -> None:
    run("UPDATE voting_poll SET key_destroyed_at = now()")

    for change in ("NULL", "now() + interval '1 day'"):
        with pytest.raises(IntegrityError, match="do not change"):
            run(f"UPDATE voting_poll SET key_destroyed_at = {change}")


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE voting_publication SET sha256 = 'b'",
        "UPDATE voting_publication SET published_at = now() - interval '1 day'",
        "UPDATE voting_publication SET status = 'waiting'",
        "UPDATE voting_publication SET file = 'another.zip'",
        "DELETE FROM voting_publication",
        "TRUNCATE voting_publication",
    ],
)
def test_publication_that_is_done_stays(voted_poll: Poll, change: str) -> None:
    now = timezone.now()
    Publication.objects.create(poll=voted_poll, requested_at=now, sha256="a")
    run("UPDATE voting_publication SET sha256 = 'c', status = 'done', published_at = now()")

    with pytest.raises(IntegrityError, match=r"published stays|append-only"):
        run(change)


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE voting_urncount SET forms = 8",
        "UPDATE voting_urncount SET status = 'refused'",
        "DELETE FROM voting_urncount",
        "TRUNCATE voting_urncount",
    ],
)
def test_confirmed_count_of_an_urn_stays(
    voted_poll: Poll, change: str, moderator: Any, specialist: Any
) -> None:
    UrnCount.objects.create(
        poll=voted_poll, place="Library", forms=7, entered_by=moderator, entered_at=timezone.now()
    )
    run("UPDATE voting_urncount SET forms = 6")
    UrnCount.objects.update(status="confirmed", confirmed_by=specialist)

    with pytest.raises(IntegrityError, match=r"stays|append-only"):
        run(change)
