"""Nobody who reads the database without K_poll can tell who chose what."""

from collections.abc import Callable
from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model
from django.db import connection, models
from django.utils import timezone

from commons.people.models import Elector
from commons.voting import operations
from commons.voting.models import Ballot, PaperBallot, Poll, Slot
from commons.voting.operations import Receipt
from tests.budgeting.ballot.support import url, vote

Cast = Callable[..., Receipt]


@pytest.mark.parametrize("model", [Ballot, Slot])
def test_ballot_and_slot_hold_no_time_person_or_serial(model: type[models.Model]) -> None:
    timed = (models.DateField, models.TimeField, models.DurationField)
    serial = (models.AutoField, models.BigAutoField, models.SmallAutoField)
    telling = (models.GenericIPAddressField,)

    kinds = [field for field in model._meta.get_fields() if isinstance(field, models.Field)]

    assert [f.name for f in kinds if isinstance(f, timed + serial + telling)] == []
    assert {f.related_model for f in kinds if f.is_relation} == {Poll}


@pytest.mark.django_db
def test_columns_in_the_database_hold_no_time_and_no_default_clock() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name, column_name FROM information_schema.columns"
            " WHERE table_name IN ('voting_ballot', 'voting_slot')"
            " AND (data_type LIKE '%time%' OR data_type IN ('date', 'inet')"
            " OR column_default IS NOT NULL OR is_identity = 'YES')"
        )
        assert cursor.fetchall() == []


def tables_that_bear_people() -> list[str]:
    """Every table with a column that leads to a person, an elector or a session."""
    people = {get_user_model(), Elector}
    tables = set()
    for model in apps.get_models(include_auto_created=True):
        for field in model._meta.get_fields():
            if isinstance(field, models.ForeignKey) and field.related_model in people:
                tables.add(model._meta.db_table)
    return sorted(tables | {m._meta.db_table for m in people} | {"django_session"})


def written_with(transactions: set[str]) -> list[str]:
    """The tables bearing people that hold a row written by one of the transactions."""
    found = []
    with connection.cursor() as cursor:
        for table in tables_that_bear_people():
            cursor.execute(f'SELECT DISTINCT xmin::text FROM "{table}"')
            if transactions & {xmin for (xmin,) in cursor.fetchall()}:
                found.append(table)
    return found


def transactions_of(table: str) -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT DISTINCT xmin::text FROM {table}")
        return {xmin for (xmin,) in cursor.fetchall()}


@pytest.mark.django_db(transaction=True)
def test_transaction_of_a_cast_writes_no_row_that_bears_the_voter(
    open_poll: Poll, voter: Elector, cast: Cast
) -> None:
    cast(open_poll, voter, {"1": 1})
    cast(open_poll, voter, {"2": 1})

    mine = transactions_of("voting_ballot") | transactions_of("voting_slot")
    assert len(mine) == 2
    assert "voting_rollentry" in tables_that_bear_people()
    assert written_with(mine) == []


@pytest.mark.django_db(transaction=True)
def test_paper_ballot_is_not_dropped_in_a_transaction_that_bears_its_voter(
    open_poll: Poll, voter: Elector, moderator: Any, specialist: Any
) -> None:
    now = timezone.now()
    paper = operations.enter_paper_ballot(
        poll=open_poll, elector=voter, number="7", choices={"1": 1}, actor=specialist, at=now
    )
    operations.confirm_paper_ballot(paper=paper, actor=moderator, at=now)
    operations.close_poll(poll=open_poll, actor=moderator, at=now)

    dropped = transactions_of("voting_ballot")
    with connection.cursor() as cursor:
        cursor.execute("SELECT DISTINCT xmin::text FROM voting_paperballot")
        papers = {xmin for (xmin,) in cursor.fetchall()}
    assert PaperBallot.objects.get().choices == ""
    assert Ballot.objects.get().choices == {"1": 1}
    assert dropped.isdisjoint(papers)


@pytest.mark.django_db(transaction=True)
def test_pages_of_voting_write_nothing_that_bears_the_voter(voting_round: Any, booth: Any) -> None:
    """Not the session either: written beside the ballot it would tell by its number whose it is."""
    before = {table: transactions_of(f'"{table}"') for table in tables_that_bear_people()}

    booth.get(url())
    assert vote(booth, {"c": ["1"]}).status_code == 303
    booth.get(url("done"))

    assert Ballot.objects.count() == 1
    assert {table: transactions_of(f'"{table}"') for table in before} == before
