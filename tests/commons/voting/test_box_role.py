"""Under the role of the web the box can be added to and not changed, by a real PostgreSQL role."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import ProgrammingError, connection, transaction
from django.utils import timezone

from commons.people.models import Elector
from commons.voting import operations, queries
from commons.voting.models import Ballot, Poll, RollEntry
from commons.voting.operations import Receipt

pytestmark = pytest.mark.django_db

ROLE = "birge_web_of_a_test"


def run(statement: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.fixture
def as_web(open_poll: Poll, voter: Elector) -> Iterator[Callable[[], None]]:
    """Calling it makes this transaction that of the web's role; it ends with the test."""
    run(f"CREATE ROLE {ROLE}")
    call_command("box_role", ROLE, "--apply")
    yield lambda: run(f"SET LOCAL ROLE {ROLE}")
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")


def test_people_vote_and_ballots_are_sealed_and_counted_under_the_role(
    open_poll: Poll,
    voter: Elector,
    cast: Callable[..., Receipt],
    as_web: Callable[[], None],
    moderator: Any,
) -> None:
    as_web()

    cast(open_poll, voter, {"1": 1})
    cast(open_poll, voter, {"2": 1})
    operations.seal(poll=open_poll, at=timezone.now(), force=True)
    operations.close_poll(poll=open_poll, actor=moderator, at=timezone.now())

    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        assert cursor.fetchone() == (ROLE,)
    assert Ballot.objects.count() == 2
    assert queries.is_sealed(open_poll)
    tally = operations.request_tally(
        poll=open_poll, rule="greedy", official=True, at=timezone.now()
    )
    operations.run_tally(tally.pk)
    assert queries.official_outcome(open_poll).selected == ("2",)


FORBIDDEN = [
    "UPDATE voting_ballot SET choices = '{}'",
    "DELETE FROM voting_ballot",
    "TRUNCATE voting_ballot",
    "UPDATE voting_slot SET area = ''",
    "UPDATE voting_slot SET slot = ''",
    "DELETE FROM voting_slot",
    "UPDATE voting_logleaf SET hash = ''",
    "DELETE FROM voting_logleaf",
    "UPDATE voting_loghead SET root = ''",
    "DELETE FROM voting_loghead",
    "DELETE FROM voting_logblock",
    "UPDATE voting_verifier SET source = ''",
    "UPDATE voting_rollentry SET area = ''",
    "ALTER TABLE voting_ballot DISABLE TRIGGER ALL",
    "DROP TABLE voting_ballot",
]


@pytest.mark.parametrize("statement", FORBIDDEN)
def test_role_cannot_change_the_box_even_where_the_triggers_are_off(
    statement: str, as_web: Callable[[], None]
) -> None:
    as_web()
    run("SET LOCAL birge.maintenance = 'on'")

    with pytest.raises(ProgrammingError, match=r"permission denied|must be owner"):
        run(statement)


def test_ballot_can_be_taken_back_before_the_vote(
    draft_poll: Poll, voter: Elector, as_web: Callable[[], None], akimat: Any
) -> None:
    poll = operations.create_poll(
        akimat=akimat,
        ballot_format="single",
        budget_tenge=1,
        opens_at=draft_poll.opens_at,
        closes_at=draft_poll.closes_at,
    )
    operations.enrol(poll=poll, elector=voter, area="551000000")
    as_web()

    operations.discard_poll(poll=poll)

    assert list(RollEntry.objects.values_list("poll_id", flat=True)) == [draft_poll.pk]


def test_command_only_prints_unless_told(as_web: Callable[[], None], capsys: Any) -> None:
    run(f"REVOKE ALL ON voting_ballot FROM {ROLE}")

    call_command("box_role", ROLE)

    assert f'GRANT SELECT, INSERT ON "voting_ballot" TO "{ROLE}";' in capsys.readouterr().out
    as_web()
    with pytest.raises(ProgrammingError, match="permission denied"):
        run("SELECT FROM voting_ballot")


@pytest.mark.parametrize(
    ("prepare", "words"),
    [("SELECT 1", "no role"), (f"CREATE ROLE {ROLE} SUPERUSER", "superuser")],
)
def test_role_that_rights_do_not_bind_is_refused(prepare: str, words: str) -> None:
    run(prepare)

    with pytest.raises(CommandError, match=words):
        call_command("box_role", ROLE, "--apply")


def test_owner_of_the_tables_is_refused() -> None:
    run(f"CREATE ROLE {ROLE}")
    run(f"ALTER TABLE voting_ballot OWNER TO {ROLE}")

    with pytest.raises(CommandError, match="owns the tables"):
        call_command("box_role", ROLE, "--apply")
