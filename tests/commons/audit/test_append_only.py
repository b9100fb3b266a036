"""The record is added to and never changed, whoever tries."""

from datetime import datetime

import pytest
from django.db import DatabaseError, connection, transaction

from commons.audit.models import Entry
from commons.audit.operations import record
from commons.audit.queries import history
from tests.factories.people import PersonFactory


@pytest.fixture
def entry(db: None, now: datetime) -> Entry:
    person = PersonFactory()
    return record(verb="verify_residency", subject=person, at=now, actor=person, method="roll")


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_entry SET verb = 'nothing happened'",
        "DELETE FROM audit_entry",
        "SET CONSTRAINTS ALL IMMEDIATE; TRUNCATE audit_entry",
    ],
)
def test_database_refuses_to_change_the_record(entry: Entry, statement: str) -> None:
    with (
        pytest.raises(DatabaseError, match="never changed or removed"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)
    assert Entry.objects.get().verb == "verify_residency"


def test_orm_cannot_change_it_either(entry: Entry) -> None:
    entry.verb = "other"
    with pytest.raises(DatabaseError), transaction.atomic():
        entry.save()
    with pytest.raises(DatabaseError), transaction.atomic():
        entry.delete()
    entry.refresh_from_db()
    assert entry.verb == "verify_residency"


def test_history_shows_one_subject_newest_first(entry: Entry, now: datetime) -> None:
    later = record(verb="erase_account", subject=entry.actor, at=now.replace(hour=6))
    record(verb="erase_account", subject=PersonFactory(), at=now)
    assert list(history(entry.actor)) == [later, entry]


@pytest.mark.usefixtures("in_english")
def test_entry_reads_as_an_act(entry: Entry) -> None:
    assert entry.words == "verified residency"
    assert Entry(verb="some_new_act").words == "some new act"
