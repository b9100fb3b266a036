"""A national round: a roll, ballots, seals, close, count, publication, and an outsider's check.

Run `.venv/bin/python -m benchmarks.national`; `--ballots 10000` tries it in a minute. A knapsack
ballot of 60 projects in 20 districts, one ballot for each elector. A sample is cast by the real
operation, the rest goes in by COPY with real hashes, in parts with a seal after each, as an hourly
seal finds them. Every other step is the site's own.

For each step: seconds, CPU seconds of this process, its highest memory while the step ran (of the
verifier: its own), and how much the database grew.
"""

import argparse
import os
import platform
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

from benchmarks.voting.scratch import scratch

SAMPLE, PARTS = 500, 10


@contextmanager
def step(name: str) -> Iterator[None]:
    Path("/proc/self/clear_refs").write_text("5")  # the peak starts anew
    disk, cpu, start = _disk(), time.process_time(), time.perf_counter()
    yield
    seconds, cpu = time.perf_counter() - start, time.process_time() - cpu
    grown = (_disk() - disk) / 1e6
    print(f"{name:<46}{seconds:>9.1f} s{cpu:>9.1f} s{_peak():>8.0f} MB{grown:>9.0f} MB", flush=True)


def _peak(pid: int | str = "self") -> float:
    """Highest resident memory in MB; of ourselves since `step` began. 0 of an ended process."""
    status = Path(f"/proc/{pid}/status").read_text()
    found = [line for line in status.splitlines() if line.startswith("VmHWM")]
    return int(found[0].split()[1]) / 1024 if found else 0.0


def _disk() -> int:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_database_size(current_database())")
        return int(cursor.fetchone()[0])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--ballots", type=int, default=1_000_000)
    parser.add_argument("--keep", type=Path, help="where to copy the archive")
    options = parser.parse_args()
    print(f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}")
    with scratch() as folder:
        print(f"{options.ballots:,} ballots{'time':>38}{'CPU':>11}{'memory':>11}{'database':>12}")
        _prepare_and_vote(options.ballots)
        _close_and_count()
        packed = _publish(folder)
        _verify(packed)
        if options.keep:
            options.keep.write_bytes(packed.read_bytes())


def _prepare_and_vote(count: int) -> None:
    from benchmarks.voting import ballots, place, voters
    from commons.voting import operations as voting

    envelope = place.make_round(projects=60, ballot_format="knapsack")
    with step("put the roll together"):
        electors = voters.enrol(envelope, count)
    with step("open: lots, root of the roll, leaf 0"):
        poll = place.open_box(envelope)
    sample = min(SAMPLE, count)
    chosen = ballots.choices(poll, seed=1)
    with step(f"cast {sample} by the operation"):
        for elector in electors[:sample]:
            voting.cast_ballot(
                poll=poll,
                elector=elector,
                choices=next(chosen),
                idempotency_key=uuid4(),
                nv=os.urandom(32),
            )
    del electors
    for number in range(PARTS):
        _part(poll, number, (count - sample) * (number + 1) // PARTS, sample)


def _part(poll: object, number: int, upto: int, sample: int) -> None:
    """The ballots of an hour, and the seal at its end."""
    from benchmarks.voting import ballots
    from commons.voting import operations as voting
    from commons.voting.queries import Poll, database_now

    assert isinstance(poll, Poll)
    there = poll.slots.count() - sample
    with step(f"ballots {there + sample:,} to {upto + sample:,} by COPY"):
        ballots.fill(poll, upto - there, seed=number + 2)
    with step("  seal"):
        voting.seal(poll=poll, at=database_now())


def _close_and_count() -> None:
    from budgeting.enums import RoundStatus
    from budgeting.models import Round
    from budgeting.operations import balloting, counting
    from commons.people.models import Person
    from commons.voting import operations as voting
    from commons.voting import queries as votes

    round, at = Round.objects.get(), votes.database_now()
    ((_envelope, poll),) = balloting.with_polls(round)
    officer = Person.objects.get(email="author@example.kz")
    with step("close: last seal, root of the roll, head"):
        voting.close_poll(poll=poll, actor=officer, at=at)
    Round.objects.filter(pk=round.pk).update(status=RoundStatus.VOTING_CLOSED)
    round.refresh_from_db()
    counting.count(round=round, actor=officer, at=at)
    for tally in votes.tallies(poll):
        with step(f"count: {tally.rule}{' (official)' if tally.official else ''}"):
            voting.run_tally(tally.pk)
    with step("summary of the result page"):
        counting.settle_count(round=round, at=at)


def _publish(folder: Path) -> Path:
    from budgeting.enums import RoundStatus
    from budgeting.models import Round
    from budgeting.operations import balloting
    from commons.voting import operations as voting
    from commons.voting import queries as votes

    # The pair of moderators who must agree is tested elsewhere.
    Round.objects.update(status=RoundStatus.RESULT_PUBLISHED)
    ((_envelope, poll),) = balloting.with_polls(Round.objects.get())
    voting.request_publication(poll=poll, at=votes.database_now(), actor=None)
    with step("publish: write, log, sign, pack, verify"):
        voting.run_publication(poll.pk)
    made = votes.publication_of(poll)
    if made is None:
        raise RuntimeError("nothing was published")
    packed = Path(made.file.path)
    print(f"{'':4}archive {packed.stat().st_size / 1e6:.0f} MB, log of {made.log_size:,} leaves")
    return packed


def _verify(packed: Path) -> None:
    import algorithms.log

    verifier = Path(algorithms.log.__file__).with_name("verify.py")
    start, before, peak = time.perf_counter(), os.times(), 0.0
    with subprocess.Popen(
        [sys.executable, "-I", str(verifier), str(packed)], stdout=subprocess.PIPE, text=True
    ) as running:
        while running.poll() is None:
            peak = max(peak, _peak(running.pid))
            time.sleep(0.1)
        told = running.stdout.read() if running.stdout else ""
    seconds, after = time.perf_counter() - start, os.times()
    cpu = after.children_user + after.children_system
    cpu -= before.children_user + before.children_system
    name = "an outsider checks the archive"
    print(f"{name:<46}{seconds:>9.1f} s{cpu:>9.1f} s{peak:>8.0f} MB")
    print(told.strip().splitlines()[-1])
    if running.returncode:
        raise RuntimeError("the archive does not verify")


if __name__ == "__main__":
    main()
