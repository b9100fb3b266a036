"""Serves the demo and says when it answers."""

import multiprocessing
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable

from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server import Server

from demo.errors import DemoError


def serve(port: int, *, when_ready: Callable[[], None]) -> None:
    """Serve on 127.0.0.1 until SIGINT or SIGTERM; `when_ready` is called once pages are served.

    One process holds the pages, the in-memory broker and the worker: they share their memory.
    """
    server = Server(
        "demo.wsgi:application",
        address="127.0.0.1",
        port=port,
        interface=Interfaces.WSGI,
        workers=1,
        blocking_threads=min(6, multiprocessing.cpu_count() * 2),
        workers_kill_timeout=5,
        websockets=False,
        log_level=LogLevels.error,
    )
    waiting = threading.Thread(
        target=_announce, args=(f"http://127.0.0.1:{port}/", when_ready), daemon=True
    )
    server.on_startup(waiting.start)
    try:
        server.serve()
    except SystemExit as error:
        raise DemoError("server_stopped") from error


def _announce(url: str, when_ready: Callable[[], None]) -> None:
    while True:
        time.sleep(0.2)
        try:
            urllib.request.urlopen(url, timeout=30).close()
        except urllib.error.HTTPError:
            break  # it answers; what it answers is for the page to say
        except OSError:
            continue
        break
    when_ready()
