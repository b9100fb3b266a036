"""What can stop the demo, each as one sentence."""

import errno
import os
from pathlib import Path

SENTENCES = {
    "port_taken": (
        "Port {port} is taken by another program: choose another one, "
        'for example `make demo ARGS="--port {other}"`.'
    ),
    "port_forbidden": "Port {port} may not be used by this user: choose one above 1023.",
    "already_running": (
        "The demo with its data in {path} is already running: stop it with Ctrl-C, "
        "or choose another folder with --data."
    ),
    "disk_full": "The disk that holds {path} is full: free some space and start again.",
    "not_writable": (
        "The folder {path} cannot be written: choose another one with --data or run as its owner."
    ),
    "not_our_database": (
        "--fresh deletes only the demo's own database: "
        "empty the one that DATABASE_URL names yourself."
    ),
    "server_stopped": "The web server stopped by itself: its messages are above.",
}


class DemoError(Exception):
    """The demo cannot go on; `code` is a key of `SENTENCES`, `params` fill it."""

    def __init__(self, code: str, **params: object) -> None:
        self.code = code
        self.params = params
        super().__init__(SENTENCES[code].format(**params))


def in_words(error: BaseException, data: Path) -> DemoError | None:
    """The sentence for an error of the system or the database that has one."""
    text = os.strerror(errno.ENOSPC)
    chain: BaseException | None = error
    while chain is not None:
        if isinstance(chain, OSError) and chain.errno in {errno.ENOSPC, errno.EDQUOT}:
            return DemoError("disk_full", path=data)
        # PostgreSQL says it in the system's words, whatever class the driver raises.
        if text in str(chain):
            return DemoError("disk_full", path=data)
        if isinstance(chain, OSError) and chain.errno in {errno.EACCES, errno.EROFS}:
            return DemoError("not_writable", path=data)
        chain = chain.__cause__ or chain.__context__
    return None
