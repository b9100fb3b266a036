"""A database and folders of the benchmark's own, and Django set up on them.

Where DATABASE_URL names a server, a database is made on it and dropped at the end; else a server
is started in a folder of its own, as safe as any (fsync on), and removed at the end.
"""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg

from demo import postgres

NAME = "birge_benchmark"
SECRET = "only-for-the-benchmark-0123456789-abcdefghijklmnopqrstuvwxyz"


@contextmanager
def scratch(settings: str = "benchmarks.voting.site.settings") -> Iterator[Path]:
    """Django is ready inside, all tables made; the folder holds keys and files."""
    folder = Path(tempfile.mkdtemp(prefix="birge-benchmark-"))
    try:
        with _database(folder) as url:
            os.environ.update(
                DATABASE_URL=url,
                DJANGO_SETTINGS_MODULE=settings,
                SECRET_KEY=SECRET,
                BIRGE_IIN_KEY=SECRET,
                ALLOWED_HOSTS="127.0.0.1",
                BIRGE_VAR_DIR=str(folder),
                PYTHONWARNINGS="ignore",
            )
            os.environ.pop("REDIS_URL", None)  # nobody else's doorbell
            (folder / "static").mkdir()
            _set_up()
            yield folder
            _close()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _database(folder: Path) -> Iterator[str]:
    given = os.environ.get("DATABASE_URL")
    if not given:
        home = folder / "postgres"
        folder.chmod(0o711)
        try:
            yield postgres.ensure_running(home)
        finally:
            postgres.remove(home)
        return
    name = f"{NAME}_{os.getpid()}"
    with psycopg.connect(given, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    try:
        yield urlunsplit(urlsplit(given)._replace(path=f"/{name}"))
    finally:
        with psycopg.connect(given, autocommit=True) as connection:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


def _set_up() -> None:
    import django
    from django.core.management import call_command
    from django.db import connection

    django.setup()
    call_command("migrate", verbosity=0)
    from .site.models import Line

    with connection.schema_editor() as editor:
        editor.create_model(Line)


def _close() -> None:
    from django.db import connections

    connections.close_all()
    for connection in connections.all():
        connection.close_pool()  # type: ignore[attr-defined]
