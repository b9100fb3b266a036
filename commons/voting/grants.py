"""What the database role of the web may do: read the box and add to it, and nothing else with it.

The triggers refuse the same (migrations 0003 and 0005), but whoever can send statements can switch
them off for their session; rights they cannot give themselves. The worker keeps the role that owns
the tables: it writes the box anew when a poll's key is destroyed.
"""

from collections.abc import Iterator

from django.db import connection

from .models import Ballot, LogBlock, LogHead, LogLeaf, RollEntry, Slot, Verifier

WHOLE = "SELECT, INSERT, UPDATE, DELETE"
# What is not named here is used as the web uses any table.
RIGHTS = {
    Ballot: "SELECT, INSERT",
    LogBlock: "SELECT, INSERT",
    LogHead: "SELECT, INSERT",
    LogLeaf: "SELECT, INSERT",
    Verifier: "SELECT, INSERT",
    # Only the count of versions.
    Slot: "SELECT, INSERT, UPDATE (current)",
    # Removed with a ballot that is taken back before the vote; the trigger knows when.
    RollEntry: "SELECT, INSERT, DELETE",
}


class UnfitRoleError(Exception):
    """A role that no rights can bind, in a sentence."""


def statements(role: str) -> Iterator[str]:
    """In order, and safe to repeat: after each migration, for tables that are new."""
    name = connection.ops.quote_name(role)
    yield f"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {name}"
    yield f"GRANT USAGE ON SCHEMA public TO {name}"
    yield f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {name}"
    yield f"GRANT {WHOLE} ON ALL TABLES IN SCHEMA public TO {name}"
    for model, rights in RIGHTS.items():
        table = connection.ops.quote_name(model._meta.db_table)
        yield f"REVOKE ALL ON {table} FROM {name}"
        yield f"GRANT {rights} ON {table} TO {name}"


def require_bound(role: str) -> None:
    """Raises UnfitRoleError where there is no such role, or one that may do anything anyway."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper FROM pg_roles WHERE rolname = %s", [role])
        found = cursor.fetchone()
        if found is None:
            raise UnfitRoleError(f"There is no role {role}: CREATE ROLE {role} LOGIN PASSWORD …")
        cursor.execute(
            "SELECT pg_has_role(%s, relowner, 'MEMBER') FROM pg_class WHERE oid = %s::regclass",
            [role, Ballot._meta.db_table],
        )
        (owns,) = cursor.fetchone()
    if found[0] or owns:
        raise UnfitRoleError(f"{role} owns the tables or is a superuser: rights do not bind it.")
