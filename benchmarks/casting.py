"""Casting through HTTP against a bare Django view with one INSERT, and as the box fills.

Run `.venv/bin/python -m benchmarks.casting`. Granian as in production, PostgreSQL, real sessions,
CSRF and form posts of the real view; every ballot by another voter. Bare view and casting take
turns under the same load, so that other load on the machine meets both; medians of the turns.
`--largest 10000` fills the box less, `--posts 500` makes the turns shorter.

Three yardsticks: the bare view inside the site, behind the same middleware; the same for somebody
who is signed in; and the bare view as the only thing that a Django without middleware serves.
"""

import argparse
import itertools
import os
import platform
import statistics
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from django.db import connection

from benchmarks.voting.client import Load, post
from benchmarks.voting.scratch import scratch
from benchmarks.voting.server import Server, database_cpu_seconds, serving

CLIENTS = 32
ROUNDS = 7
GOAL_RATIO, GOAL_P99_MS = 0.5, 250
WARM_UP = 300


@dataclass
class Turns:
    """What the turns of one of the two gave: loads, and CPU milliseconds of server and database."""

    name: str
    loads: list[Load] = field(default_factory=list)
    cpu_ms: list[tuple[float, float]] = field(default_factory=list)

    def run(self, server: Server, requests: list[bytes], folder: Path) -> None:
        database = str(connection.settings_dict["NAME"])
        before = server.cpu_seconds(), database_cpu_seconds(database)
        load = post(server.port, requests, CLIENTS, folder)
        after = server.cpu_seconds(), database_cpu_seconds(database)
        if set(load.statuses) != {"303"}:
            raise RuntimeError(f"{self.name}: {load.statuses}")
        self.loads.append(load)
        each = [1000 * (b - a) / len(requests) for a, b in zip(before, after, strict=True)]
        self.cpu_ms.append((each[0], each[1]))

    @property
    def per_second(self) -> float:
        return statistics.median(load.per_second for load in self.loads)

    def percentile(self, share: float) -> float:
        return statistics.median(load.percentile(share) for load in self.loads)

    def told(self) -> str:
        rates = [load.per_second for load in self.loads]
        web, database = (statistics.median(each) for each in zip(*self.cpu_ms, strict=True))
        return (
            f"{self.name:<44}{self.per_second:>6.0f}/s ({min(rates):.0f} to {max(rates):.0f})"
            f"  p50 {self.percentile(0.5):>4.0f} ms  p99 {self.percentile(0.99):>4.0f} ms"
            f"  CPU {web:.2f} + {database:.2f} ms"
        )


def sizes(largest: int) -> list[int]:
    return [size for size in (1_000, 10_000, 100_000, 1_000_000) if size <= largest] or [largest]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--largest", type=int, default=1_000_000, help="most ballots in the box")
    parser.add_argument("--posts", type=int, default=1_500, help="requests in a turn")
    parser.add_argument("--rounds", type=int, default=ROUNDS, help="turns of each at each size")
    options = parser.parse_args()
    print(
        f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()};", end=""
    )
    print(f" {CLIENTS} clients, {options.rounds} turns of {options.posts} requests; medians")
    with scratch() as folder:
        measure(folder, options.largest, options.posts, options.rounds)


def measure(folder: Path, largest: int, posts: int, rounds: int) -> None:
    from benchmarks.voting import ballots, place, voters

    steps = sizes(largest)
    envelope = place.make_round(projects=60, ballot_format="knapsack")
    needed = WARM_UP + len(steps) * rounds * posts
    print(f"a roll of {largest + needed:,}, {needed:,} of them with a session ...", flush=True)
    electors = voters.enrol(envelope, largest + needed)
    signed_in = voters.signed_in(envelope, electors[:needed])
    sources = {
        "/bare/": itertools.repeat("0" * 32),
        "/bare/signed-in/": itertools.cycle(signed_in),
        voters.cast_path(): iter(signed_in),  # each voter once
    }
    poll = place.open_box(envelope)
    chosen = ballots.choices(poll, seed=1)

    def requests(path: str, count: int) -> list[bytes]:
        return voters.posts(path, list(itertools.islice(sources[path], count)), chosen)

    with serving() as site, serving(BARE_STACK="1") as bare:
        _warm_up(site, bare, requests, folder)
        rows = []
        filled = 0
        for number, size in enumerate(steps):
            ballots.fill(poll, size - filled, seed=number)
            filled = size
            rows.append((size, _compare(site, bare, requests, posts, rounds, folder)))
            _tell(*rows[-1])
    _verdict(rows)


Requests = Callable[[str, int], list[bytes]]


def _warm_up(site: Server, bare: Server, requests: Requests, folder: Path) -> None:
    from benchmarks.voting.voters import cast_path

    post(bare.port, requests("/bare/", WARM_UP), CLIENTS, folder)
    for path in ("/bare/", "/bare/signed-in/", cast_path()):
        post(site.port, requests(path, WARM_UP), CLIENTS, folder)


def _compare(
    site: Server, bare: Server, requests: Requests, posts: int, rounds: int, folder: Path
) -> list[Turns]:
    from benchmarks.voting.voters import cast_path

    turns = [
        (Turns("casting"), site, cast_path()),
        (Turns("bare view, one INSERT, the site's middleware"), site, "/bare/"),
        (Turns("the same, signed in"), site, "/bare/signed-in/"),
        (Turns("bare view, one INSERT, no middleware"), bare, "/bare/"),
    ]
    for _ in range(rounds):
        for turn, server, path in turns:
            turn.run(server, requests(path, posts), folder)
    return [turn for turn, _server, _path in turns]


def _tell(size: int, turns: list[Turns]) -> None:
    print(f"\n{size:,} ballots in the box")
    for turn in turns:
        print(turn.told(), flush=True)


def _verdict(rows: list[tuple[int, list[Turns]]]) -> None:
    print("\n  ballots   casts/s   of bare in the site   signed in   of bare alone   p99 ms")
    for size, (casting, inside, signed_in, alone) in rows:
        rate = casting.per_second
        print(
            f"{size:>9,}{rate:>10.0f}{rate / inside.per_second:>22.2f}"
            f"{rate / signed_in.per_second:>12.2f}{rate / alone.per_second:>16.2f}"
            f"{casting.percentile(0.99):>9.0f}"
        )
    casting, *yardsticks = rows[0][1]
    for turn in yardsticks:
        ratio = casting.per_second / turn.per_second
        met = "met" if ratio >= GOAL_RATIO else "MISSED"
        print(f"goal: {GOAL_RATIO} of {turn.name}: {ratio:.2f}, {met}")
    p99 = casting.percentile(0.99)
    met = "met" if p99 < GOAL_P99_MS else "MISSED"
    print(f"goal: p99 under {GOAL_P99_MS} ms: {p99:.0f} ms, {met}")


if __name__ == "__main__":
    main()
