"""Granian as the Dockerfile starts it, on a free port of this machine, and its CPU time."""

import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

WORKERS, THREADS = 2, 4
PATIENCE = 60.0


@dataclass(frozen=True)
class Server:
    port: int
    pid: int

    def cpu_seconds(self) -> float:
        """Of the server and its workers since they started."""
        return sum(_cpu(pid) for pid in [self.pid, *_children(self.pid)])


@contextmanager
def serving(**environment: str) -> Iterator[Server]:
    port = _free_port()
    command = [
        *(str(Path(sys.executable).with_name("granian")), "--interface", "wsgi"),
        *("--host", "127.0.0.1", "--port", str(port), "--workers", str(WORKERS)),
        *("--blocking-threads", str(THREADS), "--log-level", "error"),
        "benchmarks.voting.site.wsgi:application",
    ]
    process = subprocess.Popen(command, env=os.environ | environment)
    try:
        _wait(port, process)
        yield Server(port, process.pid)
    finally:
        process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()


def database_cpu_seconds(name: str) -> float:
    """Of the processes of PostgreSQL that serve connections to this database now."""
    return sum(_cpu(pid) for pid in _pids() if f" {name} " in _title(pid))


def _wait(port: int, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and process.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise RuntimeError("the server did not start")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _pids() -> list[int]:
    return [int(path.name) for path in Path("/proc").glob("[0-9]*")]


def _children(parent: int) -> list[int]:
    return [pid for pid in _pids() if _stat(pid)[1:2] == [str(parent)]]


def _title(pid: int) -> str:
    """Where PostgreSQL runs on another machine, no process has such a title."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_text(errors="replace").replace("\0", " ")
    except OSError:
        return ""


def _stat(pid: int) -> list[str]:
    """The fields of /proc/pid/stat after the name: state, parent, ..."""
    try:
        return re.sub(r"^.*\) ", "", Path(f"/proc/{pid}/stat").read_text()).split()
    except OSError:
        return []


def _cpu(pid: int) -> float:
    """To the nanosecond, of all threads that still run."""
    total = 0
    for schedule in Path(f"/proc/{pid}/task").glob("*/schedstat"):
        try:
            total += int(schedule.read_text().split()[0])
        except OSError:
            continue
    return total / 1e9
