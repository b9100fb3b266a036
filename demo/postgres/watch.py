"""The process that stops a server when nobody uses it any more.

Every user of the server holds a shared lock. This process waits for the exclusive one, which it
gets when the last user has ended, by itself, by Ctrl-C or by `kill -9`.
"""

import fcntl
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

from . import cluster
from .account import Account
from .locks import open_lock, try_lock
from .place import Place

PROJECT = Path(__file__).resolve().parents[2]


def start_watch(place: Place) -> None:
    """Start the watching process unless one is there.

    It is handed both locks open, so that it is in its seat before this returns.
    """
    seat = open_lock(place.home / "watch")
    users = open_lock(place.home / "users")
    if try_lock(seat, fcntl.LOCK_EX):
        subprocess.Popen(
            [sys.executable, "-m", "demo.postgres.watch", str(seat), str(users), _to_json(place)],
            cwd=PROJECT,
            pass_fds=(seat, users),
            start_new_session=True,  # Ctrl-C is meant for the command, not for this
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
    os.close(users)
    os.close(seat)


def watch(seat: int, users: int, place: Place) -> None:
    """Wait, stop the server, and remove its data if they were made to be thrown away."""
    fcntl.flock(users, fcntl.LOCK_EX)
    if cluster.running_pid(place) is not None:
        cluster.stop(place)
    if place.disposable:
        shutil.rmtree(place.home, ignore_errors=True)
    # The seat first: who waits for the other lock then finds the seat vacant.
    os.close(seat)
    os.close(users)


def _to_json(place: Place) -> str:
    return json.dumps(
        [
            str(place.home),
            [place.account.uid, place.account.gid],
            str(place.programs),
            place.disposable,
        ]
    )


def _from_json(text: str) -> Place:
    home, (uid, gid), programs, disposable = json.loads(text)
    return Place(Path(home), Account(uid, gid), Path(programs), disposable)


if __name__ == "__main__":
    watch(int(sys.argv[1]), int(sys.argv[2]), _from_json(sys.argv[3]))
