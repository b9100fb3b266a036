"""`manage.py demo`: a lived-in country on an embedded PostgreSQL, in one command."""

import gc
import sys
import time
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import DEFAULT_DB_ALIAS, connection, connections, transaction
from django.db.migrations.executor import MigrationExecutor

from demo import postgres, web
from demo.environment import say, say_step
from demo.errors import DemoError, in_words
from demo.options import add_options


class Command(BaseCommand):
    help = "Runs Birge with fictional data on this machine: nothing else need be installed."
    # Checks run with the migrations; a second round would only cost time.
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        add_options(parser)

    def handle(self, *, port: int, data: Path, **_options: Any) -> None:
        data = data.absolute()
        try:
            with uncollected():
                migrate()
                seed()
            settings.BIRGE_SITE_URL = f"http://127.0.0.1:{port}"
            connections.close_all()  # the web process is a fork and needs its own
            web.serve(port, when_ready=lambda: announce(port))
            say_step("Stopped", "the data stay for the next start")
        except DemoError as error:
            raise CommandError(str(error)) from error
        except Exception as error:
            words = in_words(error, data)
            if words is None:
                raise
            raise CommandError(str(words)) from error
        finally:
            connections.close_all()
            postgres.stop(data / "postgres")


@contextmanager
def uncollected() -> Iterator[None]:
    """Migrations make and drop the classes of all models over and over: looking for garbage in
    between costs a quarter of the time."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
        gc.collect()


def migrate() -> None:
    begin = time.monotonic()
    executor = MigrationExecutor(connection)
    pending = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    if pending:
        say(f"Applying {pending} migrations ...")
    call_command("migrate", verbosity=0, interactive=False, database=DEFAULT_DB_ALIAS)
    say_step("Tables", f"{pending} migrations applied, {time.monotonic() - begin:.1f} s")


def seed_module() -> ModuleType | None:
    module = import_module("demo.seed") if find_spec("demo.seed") else None
    return module if hasattr(module, "seed") else None


def seed() -> None:
    """Fill an empty database, all of it or nothing: an interrupted start begins anew."""
    module = seed_module()
    if module is None:
        say_step("Country", "there is no seeding code yet")
        return
    if apps.get_model("territories", "Akimat")._default_manager.exists():
        say_step("Country", "kept from the last start (--fresh begins anew)")
        return
    begin = time.monotonic()
    with transaction.atomic():
        module.seed(progress=say)
    say_step("Country", f"seeded, {time.monotonic() - begin:.1f} s")


def announce(port: int) -> None:
    """The last words: where it is, and who may sign in."""
    lines = [f"Birge is ready at http://127.0.0.1:{port}/"]
    module = seed_module()
    accounts = [("Role", "E-mail", "Password", "Note"), *(module.ACCOUNTS if module else [])]
    if len(accounts) > 1:
        widths = [max(len(str(row[column])) for row in accounts) for column in range(4)]
        lines.append("")
        for row in accounts:
            cells = [str(cell).ljust(width) for cell, width in zip(row, widths, strict=True)]
            lines.append("  ".join(cells).rstrip())
    lines += ["", f"All of it is fictional. Data: {settings.VAR_DIR}. Ctrl-C stops everything."]
    sys.stdout.write("\n".join(lines) + "\n")
    sys.stdout.flush()
