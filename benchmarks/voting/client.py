"""A load generator that costs little beside what it loads: one process, one loop, bare sockets.

Requests are bytes made beforehand. Each connection sends one, waits for the answer, sends the
next; as many connections as clients. Run as a process of its own by `post`.
"""

import json
import pickle
import selectors
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

PATIENCE = 30.0


@dataclass(frozen=True)
class Load:
    """Seconds from the first request to the last answer, those of each answer, and statuses."""

    seconds: float
    latencies: list[float]
    statuses: dict[str, int]

    @property
    def per_second(self) -> float:
        return len(self.latencies) / self.seconds

    def percentile(self, share: float) -> float:
        """Milliseconds within which that share of the answers came."""
        ordered = sorted(self.latencies)
        return 1000 * ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def post(port: int, requests: Sequence[bytes], clients: int, folder: Path) -> Load:
    """Send all of them in a process of its own; raises where one is not answered."""
    path = folder / "requests.pickle"
    path.write_bytes(pickle.dumps(list(requests)))
    command = [sys.executable, "-m", "benchmarks.voting.client", str(port), str(clients), str(path)]
    told = json.loads(subprocess.check_output(command, timeout=1800))
    path.unlink()
    return Load(told["seconds"], told["latencies"], told["statuses"])


def run(port: int, clients: int, requests: list[bytes]) -> Load:
    waiting = iter(requests)
    latencies: list[float] = []
    statuses: dict[str, int] = {}
    with selectors.DefaultSelector() as selector:
        sockets = {_connect(port): (0.0, b"") for _ in range(clients)}
        start = time.perf_counter()
        for client in list(sockets):
            selector.register(client, selectors.EVENT_READ)
            _next(client, waiting, sockets)
        while sockets:
            ready = selector.select(PATIENCE)
            if not ready:
                raise TimeoutError(f"{len(sockets)} requests without an answer")
            for key, _events in ready:
                client = key.fileobj
                assert isinstance(client, socket.socket)
                sent, before = sockets[client]
                answer = before + client.recv(65536)
                if not _is_whole(answer):
                    sockets[client] = (sent, answer)
                    continue
                latencies.append(time.perf_counter() - sent)
                status = answer[9:12].decode()
                statuses[status] = statuses.get(status, 0) + 1
                if not _next(client, waiting, sockets):
                    selector.unregister(client)
                    client.close()
        seconds = time.perf_counter() - start
    return Load(seconds, latencies, statuses)


def _connect(port: int) -> socket.socket:
    client = socket.create_connection(("127.0.0.1", port))
    client.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return client


def _next(
    client: socket.socket,
    waiting: Iterator[bytes],
    sockets: dict[socket.socket, tuple[float, bytes]],
) -> bool:
    """Whether there was another request to send."""
    request = next(waiting, None)
    if request is None:
        del sockets[client]
        return False
    sockets[client] = (time.perf_counter(), b"")
    client.sendall(request)
    return True


def _is_whole(answer: bytes) -> bool:
    """An answer with a length that has come in full. Raises where the server hung up."""
    if not answer:
        raise ConnectionError("the server closed a connection")
    head, found, body = answer.partition(b"\r\n\r\n")
    if not found:
        return False
    lower = head.lower()
    if b"transfer-encoding: chunked" in lower:
        return body.endswith(b"0\r\n\r\n")
    length = lower.partition(b"content-length:")[2].split(b"\r\n", 1)[0].strip()
    return len(body) >= int(length or 0)


if __name__ == "__main__":
    loaded = run(int(sys.argv[1]), int(sys.argv[2]), pickle.loads(Path(sys.argv[3]).read_bytes()))
    print(json.dumps(vars(loaded)))
