"""Browsers that vote and, where no answer comes, post the same ballot again."""

import http.client
import secrets
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

from tests.faults.stack import PATIENCE, Stack

TOKEN = "a" * 32
FITTING = ((30,), (20,), (40,), (30, 20), (20, 40))  # millions, within 60


@dataclass
class Crowd:
    """The voters of a round. `acknowledged` grows as answers come: [elector, key, choices]."""

    stack: Stack
    scene: dict[str, Any]
    acknowledged: list[Any] = field(default_factory=list)
    refused: list[Any] = field(default_factory=list)
    attempts: int = 0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    @contextmanager
    def voting(self, threads: int = 16) -> Iterator[None]:
        """They vote, and change their votes, until the block ends; each votes once at least."""
        over = threading.Event()
        with ThreadPoolExecutor(threads) as pool:
            shares = [self.scene["voters"][n::threads] for n in range(threads)]
            ends = [pool.submit(self._in_turn, share, over) for share in shares]
            try:
                yield
            finally:
                over.set()
        for end in ends:
            end.result()

    def vote_once(self) -> None:
        with self.voting():
            pass

    def _in_turn(self, voters: list[list[str]], over: threading.Event) -> None:
        first = True
        while voters and (first or not over.is_set()):
            for session, elector in voters:
                if first or not over.is_set():
                    costs = secrets.choice(FITTING)
                    codes = [self.scene["codes"][str(cost * 1_000_000)] for cost in costs]
                    self._one_ballot(session, elector, str(uuid4()), codes)
            first = False

    def _one_ballot(self, session: str, elector: str, key: str, codes: list[str]) -> None:
        deadline = time.monotonic() + PATIENCE
        cast = [elector, key, dict.fromkeys(codes, 1)]
        while time.monotonic() < deadline:
            status = self.post(session, key, codes)
            if status == 303:
                with self._lock:
                    self.acknowledged.append(cast)
                return
            if status in (200, 409, 422):
                with self._lock:
                    self.refused.append(cast)
                return
            time.sleep(0.05)
        with self._lock:
            self.refused.append([*cast, "no answer"])

    def post(self, session: str, key: str, codes: list[str]) -> int:
        """The status of the answer, 0 where none came."""
        with self._lock:
            self.attempts += 1
        fields = [("c", code) for code in codes] + [("key", key), ("nv", secrets.token_hex(32))]
        body = urlencode([*fields, ("csrfmiddlewaretoken", TOKEN)])
        headers = {
            "Content-Type": "application/x-www-form-urlencoded",
            "Cookie": f"sessionid={session}; csrftoken={TOKEN}",
        }
        link = http.client.HTTPConnection("127.0.0.1", self.stack.web_port, timeout=30)
        try:
            link.request("POST", self.scene["path"], body, headers)
            return link.getresponse().status
        except (OSError, http.client.HTTPException):
            return 0
        finally:
            link.close()

    def examined(self) -> Any:
        """What the installation says of itself beside what was acknowledged."""
        return self.stack.ask("examine", self.scene["poll"], self.acknowledged)
