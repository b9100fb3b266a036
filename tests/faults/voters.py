"""Browsers that vote and, where no answer comes, post the same ballot again."""

import http.client
import json
import secrets
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

from tests.faults.stack import PATIENCE, Stack

TOKEN = "a" * 32
FITTING = ((30,), (20,), (40,), (30, 20), (20, 40))  # millions, within 60


@dataclass
class Crowd:
    """Votes of all voters, some of them changed. `acknowledged` grows as answers come."""

    stack: Stack
    scene: dict[str, Any]
    acknowledged: list[Any] = field(default_factory=list)
    refused: list[Any] = field(default_factory=list)
    attempts: int = 0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def vote(self, ballots_each: int = 1, threads: int = 16) -> "ThreadPoolExecutor":
        """Starts them all; `with` on the answer waits for the end."""
        pool = ThreadPoolExecutor(threads)
        for session, elector in self.scene["voters"]:
            pool.submit(self._one_voter, session, elector, ballots_each)
        return pool

    def _one_voter(self, session: str, elector: str, ballots: int) -> None:
        for _ in range(ballots):
            codes = [self.scene["codes"][str(cost * 1_000_000)] for cost in secrets.choice(FITTING)]
            self._one_ballot(session, elector, str(uuid4()), codes)

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
        lines = "\n".join(json.dumps(cast) for cast in self.acknowledged)
        return self.stack.ask("examine", self.scene["poll"], lines=lines)
