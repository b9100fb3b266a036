"""Prepares the demo's port, folder and database, and tells the settings where they are."""

import argparse
import errno
import fcntl
import os
import shutil
import signal
import socket
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from types import FrameType

from demo import postgres
from demo.errors import DemoError, in_words
from demo.options import add_options
from demo.postgres.locks import open_lock, try_lock

# What the demo keeps in its folder beside the database.
FOLDERS = ("media", "mail", "keys", "static")

# Held open for as long as this process lives: two demos must not share a folder.
_locks: list[int] = []


def prepare_or_exit(arguments: Sequence[str]) -> None:
    """`prepare`, with each error as one sentence; SIGTERM does what Ctrl-C does."""
    signal.signal(signal.SIGTERM, _terminated)
    try:
        prepare(arguments)
    except (DemoError, postgres.PostgresError) as error:
        sys.exit(str(error))


def _terminated(_signal: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def prepare(arguments: Sequence[str]) -> None:
    """Set DATABASE_URL and the rest for the settings. Django is not loaded yet."""
    parser = argparse.ArgumentParser(add_help=False)
    add_options(parser)
    options = parser.parse_known_args(arguments)[0]
    data: Path = options.data.absolute()
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings.demo"
    os.environ["BIRGE_VAR_DIR"] = str(data)
    if {"-h", "--help", "--version"} & set(arguments):
        # Only words will be printed: no server is needed for that.
        os.environ.setdefault("DATABASE_URL", "postgresql:///birge")
        return
    check_port(options.port)
    try:
        (data / "static").mkdir(parents=True, exist_ok=True)  # whitenoise warns where it is absent
        lock(data)
        _prepare_database(data, fresh=options.fresh)
    except OSError as error:
        raise in_words(error, data) or error from error


def _prepare_database(data: Path, *, fresh: bool) -> None:
    if os.environ.get("DATABASE_URL"):
        if fresh:
            raise DemoError("not_our_database")
        say_step("Database", "the one that DATABASE_URL names")
        return
    home = data / "postgres"
    if fresh:
        postgres.remove(home, say=say)
        for name in FOLDERS:
            shutil.rmtree(data / name, ignore_errors=True)
        say_step("Fresh", f"the earlier data in {data} are deleted")
    begin = time.monotonic()
    os.environ["DATABASE_URL"] = postgres.ensure_running(home, say=say)
    say_step("Database", f"PostgreSQL runs, {time.monotonic() - begin:.1f} s")


def check_port(port: int) -> None:
    """Raise DemoError unless the port is free on 127.0.0.1."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            if error.errno == errno.EACCES:
                raise DemoError("port_forbidden", port=port) from error
            other = port + 10 if port < 65000 else 8010
            raise DemoError("port_taken", port=port, other=other) from error


def lock(data: Path) -> None:
    """Keep `data` for this process; waits a moment for one that is just ending."""
    descriptor = open_lock(data / "lock")
    deadline = time.monotonic() + 3
    while not try_lock(descriptor, fcntl.LOCK_EX):
        if time.monotonic() > deadline:
            os.close(descriptor)
            raise DemoError("already_running", path=data)
        time.sleep(0.1)
    _locks.append(descriptor)


def say(line: str) -> None:
    """One line of progress, seen at once even through a pipe."""
    sys.stdout.write(f"  {line}\n")
    sys.stdout.flush()


def say_step(name: str, outcome: str) -> None:
    sys.stdout.write(f"{name:<12} {outcome}\n")
    sys.stdout.flush()
