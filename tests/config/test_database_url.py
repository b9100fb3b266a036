"""What an address of a database becomes."""

import pytest

from config.settings.database import database_from_url

URL = "postgresql://birge:a%20b@db.example:6432/town?sslmode=require"


def test_address_becomes_a_setting_with_a_pool() -> None:
    found = database_from_url(URL, pool=True)

    assert (found["HOST"], found["PORT"], found["NAME"]) == ("db.example", "6432", "town")
    assert (found["USER"], found["PASSWORD"]) == ("birge", "a b")
    assert found["OPTIONS"]["sslmode"] == "require"
    assert "pool" in found["OPTIONS"]
    assert found["DISABLE_SERVER_SIDE_CURSORS"] is False


def test_behind_pgbouncer_there_is_no_second_pool_and_no_lasting_cursor() -> None:
    found = database_from_url(URL, pool=True, pgbouncer=True)

    assert found["OPTIONS"] == {"sslmode": "require"}
    assert found["DISABLE_SERVER_SIDE_CURSORS"] is True


def test_other_databases_are_refused() -> None:
    with pytest.raises(ValueError, match="PostgreSQL only"):
        database_from_url("mysql://birge@db.example/town", pool=False)
