"""`manage.py demo` as a whole process: ready, stopped, killed, and what it says when it cannot."""

import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import psutil
import pytest

from demo.errors import SENTENCES
from demo.postgres import cluster
from demo.postgres.place import find_place

PROJECT = Path(__file__).resolve().parents[2]
# Seconds after which a start is given up: how long it takes is a matter of the machine.
GIVEN_UP_AFTER = 360

pytestmark = pytest.mark.xdist_group("demo")


class Demo:
    """One running demo and all that it said."""

    def __init__(self, data: Path, port: int, *options: str) -> None:
        self.port = port
        self.said = ""
        environment = {k: v for k, v in os.environ.items() if not k.startswith("DJANGO_")}
        environment.pop("DATABASE_URL", None)
        environment.pop("REDIS_URL", None)
        self.process = subprocess.Popen(
            [
                *(sys.executable, "manage.py", "demo"),
                *("--port", str(port), "--data", str(data)),
                *options,
            ],
            cwd=PROJECT,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            # A suite that runs in the background of a shell hands down an ignored Ctrl-C.
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
        )
        # No test waits for ever for words that never come.
        self.limit = threading.Timer(GIVEN_UP_AFTER, self.process.kill)
        self.limit.daemon = True
        self.limit.start()

    def wait_until_ready(self) -> float:
        """Seconds of a processor that it needed until the last line of its welcome.

        The clock on the wall would count what else this machine does, such as the other tests.
        """
        self.wait_until_it_says("Ctrl-C stops everything")
        times = psutil.Process(self.process.pid).cpu_times()
        return float(times.user + times.system)

    def wait_until_it_says(self, words: str) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.said += line
            if words in line:
                return
        raise AssertionError(f"the demo ended before it said {words!r}:\n{self.said}")

    def get(self, path: str) -> int:
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=20) as response:
            return int(response.status)

    def end(self, how: signal.Signals | None = None) -> int:
        if how is not None:
            self.process.send_signal(how)
        rest = self.process.communicate(timeout=60)[0]
        self.said += rest
        self.limit.cancel()
        return self.process.returncode


@pytest.fixture
def data() -> Iterator[Path]:
    with TemporaryDirectory(prefix="birge-demo-", ignore_cleanup_errors=True) as folder:
        Path(folder).chmod(0o755)
        yield Path(folder) / "data"


@pytest.fixture
def start(data: Path) -> Iterator[Callable[..., Demo]]:
    demos: list[Demo] = []

    def start(port: int, *options: str) -> Demo:
        demos.append(Demo(data, port, *options))
        return demos[-1]

    yield start
    for demo in demos:
        if demo.process.poll() is None:
            demo.end(signal.SIGTERM)
    assert wait_for(lambda: server_pid(data) is None), "a database server is left"


@pytest.fixture
def port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def server_pid(data: Path) -> int | None:
    return cluster.running_pid(
        find_place(data / "postgres", disposable=False, say=lambda line: None)
    )


def wait_for(condition: Callable[[], bool], seconds: float = 20) -> bool:
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.1)
    return True


def is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        return probe.connect_ex(("127.0.0.1", port)) != 0


def test_demo_starts_keeps_its_data_survives_a_kill_and_stops_on_ctrl_c(
    start: Callable[..., Demo], data: Path, port: int
):
    """One demo through its life, since its country is made only once."""
    first = start(port)
    first.wait_until_ready()
    ready = [line for line in first.said.splitlines() if line.startswith("Birge is ready")]
    assert ready == [f"Birge is ready at http://127.0.0.1:{port}/"]
    assert first.get("/") == 200
    assert "Internal Server Error" not in first.said

    first.end(signal.SIGKILL)
    assert wait_for(lambda: is_free(port)), "the web process outlived the command"

    second = start(port)
    second.wait_until_ready()
    assert re.search(r"Tables +0 migrations", second.said)
    assert second.get("/") == 200
    assert second.end(signal.SIGINT) == 0
    assert "Stopped" in second.said
    assert is_free(port)
    assert server_pid(data) is None

    third = start(port)
    third.wait_until_it_says("Country")
    time.sleep(0.3)  # now the web process is being loaded
    third.end(signal.SIGTERM)
    assert "Traceback" not in third.said
    assert is_free(port)
    assert server_pid(data) is None

    fresh = start(port, "--fresh")
    fresh.wait_until_it_says("Tables")
    assert not re.search(r"Tables +0 migrations", fresh.said)


@pytest.mark.parametrize("step", ["Database", "Tables"])
def test_demo_is_interrupted_while_it_prepares(
    start: Callable[..., Demo], data: Path, port: int, step: str
):
    demo = start(port)
    demo.wait_until_it_says(step)
    time.sleep(0.3)

    demo.end(signal.SIGINT)

    assert "Traceback" not in demo.said
    assert wait_for(lambda: server_pid(data) is None)


def test_taken_port_is_one_sentence(start: Callable[..., Demo], data: Path):
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        demo = start(port)
        assert demo.end() == 1

    expected = SENTENCES["port_taken"].format(port=port, other=port + 10)
    assert demo.said == f"{expected}\n"
    assert not data.exists()


def test_second_demo_in_the_same_folder_is_one_sentence(
    start: Callable[..., Demo], data: Path, port: int
):
    first = start(port)
    first.wait_until_it_says("Database")

    second = start(port + 1)
    assert second.end() == 1

    assert second.said == f"{SENTENCES['already_running'].format(path=data)}\n"


@pytest.mark.parametrize("text", ["0", "65536", "web"])
def test_a_port_that_is_none_is_refused(start: Callable[..., Demo], data: Path, text: str):
    ended = subprocess.run(
        [sys.executable, "manage.py", "demo", "--port", text, "--data", str(data)],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert ended.returncode == 2
    assert f"{text} is not a port" in ended.stderr


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may mount a small disk")
@pytest.mark.parametrize("size", ["1m", "60m"])
def test_full_disk_is_one_sentence(start: Callable[..., Demo], data: Path, port: int, size: str):
    """A disk too small for the database, and one that fills up when the tables are made."""
    data.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={size},mode=755", "tmpfs", str(data)], check=False
    )
    if mounted.returncode != 0:
        pytest.skip("no small disk can be mounted here")
    try:
        (data / "filler").write_bytes(b"\0" * {"1m": 900_000, "60m": 20_000_000}[size])
        demo = start(port)
        assert demo.end() == 1
        assert wait_for(lambda: server_pid(data) is None)
    finally:
        subprocess.run(["umount", "-l", str(data)], check=True)

    assert demo.said.splitlines()[-1].endswith(SENTENCES["disk_full"].split("{path}")[1])
    assert "Traceback" not in demo.said
