"""A PostgreSQL server from a wheel, for the demo and for a machine that has none.

Imports the standard library only, because settings read it before Django is there.
"""

from .errors import PostgresError
from .server import ensure_running, remove, stop, temporary

__all__ = ["PostgresError", "ensure_running", "remove", "stop", "temporary"]
