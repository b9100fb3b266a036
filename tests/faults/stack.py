"""PostgreSQL, Redis, web, worker and schedule as processes of their own, to be killed at will."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from demo.postgres import cluster
from demo.postgres.place import Place, find_place

ROOT = Path(__file__).parents[2]
PATIENCE = 90.0  # seconds for a process to answer


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def wait_for(true: Callable[[], Any], what: str, patience: float = PATIENCE) -> Any:
    """The first true answer. Fails with words, so that a test never hangs."""
    deadline = time.monotonic() + patience
    while not (found := true()):
        if time.monotonic() > deadline:
            raise AssertionError(f"waited {patience:.0f} s in vain: {what}")
        time.sleep(0.02)
    return found


class Stack:
    """One installation in a folder. `start_*` returns when the part answers."""

    def __init__(self, home: Path) -> None:
        self.home = home
        home.mkdir(mode=0o711, parents=True, exist_ok=True)
        self.place: Place = find_place(home / "postgres", disposable=False, say=lambda line: None)
        self.redis_port, self.web_port = free_port(), free_port()
        self.parts: dict[str, subprocess.Popen[bytes]] = {}
        self.log = (home / "log.txt").open("ab")
        self._ground: subprocess.Popen[str] | None = None

    # --- the database ---

    @property
    def database_url(self) -> str:
        address = f"postgresql://{cluster.SUPERUSER}@:{cluster.PORT}/{cluster.DATABASE}"
        return f"{address}?host={self.place.sockets}"

    def start_postgres(self) -> None:
        cluster.make(self.place, say=lambda line: None)
        cluster.clear_stale(self.place)
        cluster.start(self.place)
        cluster.ensure_database(self.place)

    def kill_postgres(self) -> None:
        """As if the machine's memory had run out: no farewell to anybody."""
        pid = cluster.running_pid(self.place)
        assert pid is not None
        os.kill(pid, signal.SIGKILL)

    # --- the rest ---

    @property
    def environment(self) -> dict[str, str]:
        return {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "tests.faults.settings",
            "DATABASE_URL": self.database_url,
            "REDIS_URL": f"redis://127.0.0.1:{self.redis_port}/0",
            "BIRGE_VAR_DIR": str(self.home / "var"),
            "BIRGE_KEY_DIR": str(self.home / "keys"),
            "PYTHONPATH": str(ROOT),
        }

    def start_redis(self) -> None:
        options = ["--port", str(self.redis_port), "--save", "", "--appendonly", "no"]
        self._start("redis", [str(shutil.which("redis-server")), *options])
        self._answers(self.redis_port, "redis")

    def start_web(self, offset: float = 0) -> None:
        """Granian as in production; with an `offset` in hours a server whose clock is wrong."""
        if offset:
            command = ["-m", "tests.faults.skewed", str(offset), "web", str(self.web_port)]
        else:
            command = ["-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1"]
            command += ["--port", str(self.web_port), "--blocking-threads", "8"]
            command += ["--no-ws", "--log-level", "error", "config.wsgi:application"]
        self._start("web", [sys.executable, *command])
        self._answers(self.web_port, "web")

    def start_worker(self, name: str = "worker", offset: float = 0) -> None:
        more = ["-P", "solo", "-l", "ERROR", "-n", f"{name}@%h", "--without-mingle"]
        if offset:
            command = ["-m", "tests.faults.skewed", str(offset), "worker", *more]
        else:
            command = ["-m", "celery", "-A", "config.celery", "worker", *more]
        self._start(name, [sys.executable, *command])

    def start_beat(self, name: str = "beat") -> None:
        """The real schedule of voting, every second instead of every hour."""
        self._start(name, [sys.executable, "-m", "tests.faults.hasty", str(self.home / name)])

    def _start(self, name: str, command: list[str]) -> None:
        assert name not in self.parts
        self.parts[name] = subprocess.Popen(
            command,
            cwd=ROOT,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=self.log,
            stderr=self.log,
            start_new_session=True,
        )

    def _answers(self, port: int, what: str) -> None:
        def answers() -> bool:
            with socket.socket() as probe:
                return probe.connect_ex(("127.0.0.1", port)) == 0

        wait_for(answers, f"{what} answers at port {port}")

    def kill(self, name: str) -> None:
        """SIGKILL to the process and all that it started."""
        part = self.parts.pop(name)
        os.killpg(part.pid, signal.SIGKILL)
        part.wait()

    # --- what is asked of it ---

    def ask(self, question: str, *arguments: Any) -> Any:
        """A question to `ground`, whose process sees only the database and the keys."""
        if self._ground is None:
            self._ground = subprocess.Popen(
                [sys.executable, "-m", "tests.faults.ground"],
                cwd=ROOT,
                env=self.environment,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=self.log,
                text=True,
            )
        assert self._ground.stdin is not None
        assert self._ground.stdout is not None
        self._ground.stdin.write(json.dumps([question, *arguments]) + "\n")
        self._ground.stdin.flush()
        found = json.loads(self._ground.stdout.readline())
        assert "error" not in found, found["error"]
        return found["answer"]

    def stop(self) -> None:
        for name in list(self.parts):
            self.kill(name)
        if self._ground is not None:
            self._ground.kill()
            self._ground.wait()
        cluster.stop(self.place)
        self.log.close()
