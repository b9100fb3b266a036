"""Reads a PostgreSQL address into Django's setting, or starts the embedded server."""

import os
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit


def database_from_url(url: str, *, pool: bool, pgbouncer: bool = False) -> dict[str, Any]:
    """The `DATABASES["default"]` entry for `postgres://user:password@host:port/name?option=value`.

    `pgbouncer`: the address is one of a PgBouncer that pools transactions. Then it is the pool, and
    no cursor may outlive its transaction.
    """
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"}:
        raise ValueError("DATABASE_URL must begin with postgres:// ; Birge runs on PostgreSQL only")
    options: dict[str, Any] = dict(parse_qsl(parts.query))
    host = options.pop("host", None) or unquote(parts.hostname or "")
    if pool and not pgbouncer:
        options["pool"] = {"min_size": 2, "max_size": 12, "timeout": 20}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": host,
        "PORT": str(parts.port or ""),
        "CONN_HEALTH_CHECKS": True,
        "DISABLE_SERVER_SIDE_CURSORS": pgbouncer,
        "OPTIONS": options,
    }


def default_database(*, pool: bool) -> dict[str, Any]:
    """The database named by `DATABASE_URL`, or the embedded server of this checkout."""
    url = os.environ.get("DATABASE_URL")
    if not url:
        from demo.postgres import ensure_running

        url = ensure_running()
        os.environ["DATABASE_URL"] = url  # children of this process share the server
    return database_from_url(url, pool=pool)
