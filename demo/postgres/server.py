"""Use an embedded server: it starts with its first user and stops after its last."""

import atexit
import errno
import fcntl
import os
import shutil
import sys
import tempfile
import time
from pathlib import Path
from urllib.parse import quote

from . import cluster
from .errors import PostgresError
from .locks import holding, open_lock, try_lock
from .place import Place, Say, find_place
from .watch import PROJECT, start_watch

DEFAULT_HOME = PROJECT / "var" / "postgres"
PATIENCE_TO_REMOVE = 10.0  # seconds for a server that is just stopping

# What this process uses, by the path it asked for: the place and the descriptor of its lock.
_used: dict[Path, tuple[Place, int]] = {}


def to_stderr(line: str) -> None:
    sys.stderr.write(f"{line}\n")


def ensure_running(data_dir: Path | None = None, *, say: Say = to_stderr) -> str:
    """The URL of the database whose server keeps its data in `data_dir` (default var/postgres).

    Starts the server unless it runs. It stops soon after the last process that called this has
    ended, or at `stop`. Raises PostgresError with one sentence about what to do.
    """
    return _ensure((data_dir or DEFAULT_HOME).absolute(), disposable=False, say=say)


def temporary(*, say: Say = to_stderr) -> str:
    """The URL of a database of this process alone, quick and thrown away at its end: for tests."""
    home = Path(tempfile.mkdtemp(prefix="birge-test-"))
    home.chmod(0o711)
    atexit.register(stop, home)
    return _ensure(home, disposable=True, say=say)


def _ensure(home: Path, *, disposable: bool, say: Say) -> str:
    if home in _used:
        return _url(_used[home][0])
    try:
        place = find_place(home, disposable=disposable, say=say)
        with holding(place.home / "lock"):
            users = open_lock(place.home / "users")
            try:
                _start_if_needed(place, users, say)
            except BaseException:
                os.close(users)
                raise
            _used[home] = (place, users)
            start_watch(place)
            cluster.ensure_database(place)
    except OSError as error:
        raise _in_words(error, home) from error
    return _url(place)


def _start_if_needed(place: Place, users: int, say: Say) -> None:
    alone = try_lock(users, fcntl.LOCK_EX)
    # A shared lock in either case; it waits while the watching process stops the last server.
    fcntl.flock(users, fcntl.LOCK_SH)
    cluster.make(place, say=say)
    pid = cluster.running_pid(place)
    if pid is not None:
        cluster.wait_until_ready(place, pid)
        if alone:
            say(f"Using the PostgreSQL server that an earlier start left running (process {pid}).")
        return
    if cluster.clear_stale(place):
        say("PostgreSQL was not stopped properly last time: it recovers its data now.")
    cluster.start(place)


def stop(data_dir: Path | None = None) -> bool:
    """End this process's use; wait until the server has stopped, False if others still use it."""
    home = (data_dir or DEFAULT_HOME).absolute()
    if home not in _used:
        return True
    place, users = _used.pop(home)
    with holding(place.home / "lock"):
        fcntl.flock(users, fcntl.LOCK_UN)
        try:
            return _stop_unless_used(place, users)
        finally:
            os.close(users)


def _stop_unless_used(place: Place, users: int) -> bool:
    while cluster.running_pid(place) is not None:
        if try_lock(users, fcntl.LOCK_EX):
            cluster.stop(place)
        elif try_lock(users, fcntl.LOCK_SH):
            return False
        else:  # the watching process is stopping it
            time.sleep(0.05)
    if place.disposable:
        shutil.rmtree(place.home, ignore_errors=True)
    return True


def remove(data_dir: Path | None = None, *, say: Say = to_stderr) -> None:
    """Delete the data for good, ending a server that a killed process left behind.

    Raises PostgresError `in_use` while another process uses the database.
    """
    home = (data_dir or DEFAULT_HOME).absolute()
    try:
        place = find_place(home, disposable=False, say=say)
        with holding(place.home / "lock"):
            users = open_lock(place.home / "users")
            try:
                deadline = time.monotonic() + PATIENCE_TO_REMOVE
                while not try_lock(users, fcntl.LOCK_EX):
                    # The watching process may be about to finish.
                    if time.monotonic() > deadline:
                        raise PostgresError("in_use", path=place.home)
                    time.sleep(0.1)
                if cluster.running_pid(place) is not None:
                    cluster.stop(place)
                for leftover in ("cluster", "cluster.unfinished"):
                    shutil.rmtree(place.home / leftover, ignore_errors=True)
                shutil.rmtree(place.sockets, ignore_errors=True)
            finally:
                os.close(users)
    except OSError as error:
        raise _in_words(error, home) from error


def _url(place: Place) -> str:
    """A URL of libpq's form: the socket's folder is the host."""
    host = quote(str(place.sockets), safe="/")
    return f"postgresql://{cluster.SUPERUSER}@:{cluster.PORT}/{cluster.DATABASE}?host={host}"


def _in_words(error: OSError, home: Path) -> Exception:
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return PostgresError("disk_full", path=home)
    if error.errno in {errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOTDIR, errno.EEXIST}:
        return PostgresError("not_writable", path=home)
    return error
