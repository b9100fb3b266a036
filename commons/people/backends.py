"""Signing in is allauth's; whom a session names is read here, by the same plain query each time."""

from functools import cache

from allauth.account.auth_backends import AuthenticationBackend
from django.db import connection

from .models import Person


class AccountBackend(AuthenticationBackend):
    def get_user(self, user_id: int) -> Person | None:
        names, query = _query()
        with connection.cursor() as cursor:
            cursor.execute(query, [user_id])
            found = cursor.fetchone()
        if found is None:
            return None
        person = Person.from_db(connection.alias, names, found)
        return person if self.user_can_authenticate(person) else None


@cache
def _query() -> tuple[list[str], str]:
    """All columns of a person by their names in Python, and the query that fetches them."""
    fields = Person._meta.concrete_fields
    columns = ", ".join(f'"{field.column}"' for field in fields)
    table = Person._meta.db_table
    return [field.attname for field in fields], f'SELECT {columns} FROM "{table}" WHERE id = %s'
