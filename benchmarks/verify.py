"""Verifying a publication: CPU seconds and memory for 100,000 and a million ballots.

Run `.venv/bin/python -m benchmarks.verify [BALLOTS ...]`. A publication is made of voters with
knapsack ballots over 60 projects, some of whom changed their mind, logged in a hundred seals, and
counted by Equal Shares with the default completion; its writing is timed too. verify.py then checks
it in a process of its own (`python -I -S`). In the same run, as a yardstick: SHA-256 of as many
leaves, three hashes each, as any verifier must at least compute.
"""

import hashlib
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from algorithms.allocation import Election, Project, TieBreak, equal_shares, greedy
from algorithms.log import (
    Tree,
    canonical_choices,
    canonical_json,
    choices_hash,
    entry_hash,
    head_statement,
    leaf_hash,
    slot_hash,
    verify,
)
from algorithms.log.publication import (
    FinalBallot,
    Head,
    LogEntry,
    SupersededBallot,
    assemble,
    prepare_parts,
    result_content,
)

GOALS = {100_000: 10, 1_000_000: 120}  # CPU seconds
POLL = UUID("6c7ce1e9-0b0f-4a69-9c1c-0a0a8f1d5b60")
PROJECTS, BUDGET, SEALS, CHANGED = 60, 500_000_000, 100, 20  # one voter in 20 votes again
VERIFIER = Path(verify.__file__)


def options() -> dict[str, int]:
    """{code: cost}: a few large projects, many small ones, three budgets in all."""
    chance = random.Random(1)
    shares = [chance.lognormvariate(0, 0.8) for _ in range(PROJECTS)]
    scale = 3 * BUDGET / sum(shares)
    return {str(n): int(share * scale) // 1000 * 1000 for n, share in enumerate(shares, start=1)}


def choices(costs: dict[str, int]) -> Iterator[dict[str, int]]:
    """What voters put together: some six projects, those near and those well known before others,
    as long as the money lasts."""
    chance = random.Random(2)
    codes = list(costs)
    known = {code: chance.uniform(0.3, 1.5) for code in codes}
    near = {code: chance.randrange(6) for code in codes}
    while True:
        home, left, chosen = chance.randrange(6), BUDGET, {}
        wishes = sorted(
            codes,
            key=lambda c: chance.expovariate(known[c] * (4 if near[c] == home else 1)),
        )
        for code in wishes[: 1 + min(20, int(chance.expovariate(1 / 6)))]:
            if costs[code] <= left:
                chosen[code] = 1
                left -= costs[code]
        yield chosen


class Made:
    """A box of `voters`, run and counted."""

    def __init__(self, voters: int) -> None:
        self.costs = options()
        self.key = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
        tickets = {hashlib.sha256(f"lots/{c}".encode()).hexdigest(): c for c in self.costs}
        self.lots = {tickets[t]: lot for lot, t in enumerate(sorted(tickets), start=1)}
        self.finals: list[FinalBallot] = []
        self.superseded: list[SupersededBallot] = []
        self.log: list[LogEntry] = [("setup", self.setup(voters))]
        self.heads = [self.sign()]
        self.fill(voters)
        self.result = self.count()

    def setup(self, voters: int) -> dict[str, Any]:
        return {
            "poll": str(POLL),
            "format": "knapsack",
            "budget_tenge": BUDGET,
            "max_choices": None,
            "points_total": None,
            "points_each": None,
            "may_change": True,
            "opens_at": "2026-06-01T00:00:00+05:00",
            "closes_at": "2026-06-15T00:00:00+05:00",
            "lot_seed": "lots",
            "options": [
                {
                    "code": code,
                    "cost_tenge": cost,
                    "exclusive_group": "",
                    "precedence": 0,
                    "lot": self.lots[code],
                }
                for code, cost in self.costs.items()
            ],
            "log_key": self.key.public_key().public_bytes_raw().hex(),
            "roll": 3 * voters,
            "roll_late": 0,
            "roll_root": "00" * 32,
            "round": {},
            "count": {"rule": "equal_shares", "params": self.settings(None)},
            "verifier": hashlib.sha256(VERIFIER.read_bytes()).hexdigest(),
        }

    def settings(self, step: int | None) -> dict[str, Any]:
        return {
            "utility": "cost",
            "completion": "add1+utilitarian",
            "min_votes": 0,
            "threshold_share": None,
            "start": "exact",
            "step": step,
            "stop": "exhaustive",
            "comparison": False,
            "ties": ["votes", "cost", "lot"],
        }

    def fill(self, voters: int) -> None:
        """Ballots, sealed in a hundred parts of the log."""
        voted, part = choices(self.costs), []
        for voter in range(voters):
            noise = os.urandom(112)
            pub, n1, n2, nv = noise[:16], noise[16:48], noise[48:80], noise[80:]
            versions = 2 if voter % CHANGED == 0 else 1
            for version in range(1, versions + 1):
                chosen = next(voted)
                h1 = slot_hash(poll=POLL, pub=pub, version=version, n1=n1)
                h2 = choices_hash(poll=POLL, choices=chosen, n2=n2, nv=nv)
                leaf = leaf_hash(h1, h2)
                part.append(leaf)
                if version < versions:
                    self.superseded.append(SupersededBallot(leaf, pub, version, n1, h2))
                else:
                    self.finals.append(FinalBallot(leaf, pub, version, n1, n2, nv, chosen))
            if len(part) >= voters // SEALS or voter == voters - 1:
                self.log += sorted(part)
                self.heads.append(self.sign())
                part = []
        ballots = len(self.finals) + len(self.superseded)
        closing = {"voters": voters, "ballots": ballots, "ballots_logged": ballots}
        self.log.append(("close", {"poll": str(POLL), "roll": 3 * voters, **closing}))
        self.heads.append(self.sign())
        self.finals.sort(key=lambda ballot: ballot.leaf)
        self.superseded.sort(key=lambda ballot: ballot.leaf)

    def sign(self) -> Head:
        """The tree is kept from one head to the next."""
        if not hasattr(self, "tree"):
            self.tree = Tree()
        for entry in self.log[self.tree.size :]:
            whole = isinstance(entry, bytes)
            self.tree.append(entry if whole else entry_hash(canonical_json(entry[1])))
        size, root, at = self.tree.size, self.tree.root, 1_780_000_000_000 + self.tree.size
        statement = head_statement(log=POLL, size=size, root=root, milliseconds=at)
        public = self.key.public_key().public_bytes_raw()
        known = hashlib.sha256(public).hexdigest()[:16]
        return Head(size, root, self.key.sign(statement), known, at)

    def count(self) -> dict[str, Any]:
        cast = Counter(canonical_choices(ballot.choices) for ballot in self.finals)
        ballots = [(json.loads(text), many) for text, many in cast.items()]
        projects = [Project(c, self.costs[c]) for c in sorted(self.lots, key=self.lots.get)]
        election = Election(BUDGET, projects, ballots)
        ties = TieBreak(("votes", "cost", "lot"), self.lots)
        params = self.settings(max(1, BUDGET // (1000 * election.voters)))
        chosen = {k: v for k, v in params.items() if k not in ("ties", "threshold_share")}
        start = time.process_time()
        outcome = equal_shares(election, ties=ties, **chosen)
        self.counting = time.process_time() - start
        simple = {
            "measure": "votes",
            "min_votes": 0,
            "threshold_share": None,
            "stop_at_first_misfit": False,
            "ties": ["votes", "cost", "lot"],
        }
        options = sorted([c, cost, "", 0, self.lots[c]] for c, cost in self.costs.items())
        content = {
            "poll": str(POLL),
            "budget_tenge": BUDGET,
            "options": options,
            "ballots": sorted([text.decode(), many] for text, many in cast.items()),
        }
        other = greedy(election, measure="votes", ties=ties).to_json()
        self.distinct = len(cast)
        return {
            "poll": str(POLL),
            "rule": "equal_shares",
            "params": params,
            "lots": self.lots,
            "budget": BUDGET,
            "added_budget": 0,
            "voters": election.voters,
            "input_hash": hashlib.sha256(canonical_json(content)).hexdigest(),
            "outcome": outcome.to_json(),
            "others": [{"rule": "greedy", "params": simple, "outcome": other}],
        }

    def exchange_file(self) -> Iterator[bytes]:
        yield f"META\nkey;value\nbudget;{BUDGET}\nnum_projects;{PROJECTS}\n".encode()
        yield f"num_votes;{len(self.finals)}\nvote_type;approval\n".encode()
        yield b"PROJECTS\nproject_id;cost\n"
        for code, cost in self.costs.items():
            yield f"{code};{cost}\n".encode()
        yield b"VOTES\nvoter_id;vote;voting_method;district\n"
        order = list(range(len(self.finals)))
        random.Random(3).shuffle(order)
        for number, place in enumerate(order, start=1):
            codes = sorted(self.finals[place].choices, key=lambda code: (len(code), code))
            yield f"{number};{','.join(codes)};online;\n".encode()

    def write(self, folder: Path) -> float:
        """CPU seconds."""
        start = time.process_time()
        parts = prepare_parts(
            folder / "parts",
            ballots=self.finals,
            superseded=self.superseded,
            result=self.result,
            pb=self.exchange_file(),
            verifier=VERIFIER.read_bytes(),
            readme="python verify.py ARCHIVE\n",
        )
        content = result_content(poll=POLL, parts=parts, heads=self.heads)
        self.log.append(("result", content))
        self.heads.append(self.sign())
        assemble(folder / "poll.zip", folder / "parts", log=self.log, heads=self.heads)
        return time.process_time() - start


def bare_hashes(leaves: int) -> float:
    """CPU seconds for three SHA-256 of a ballot's length for every leaf, and a tree over them."""
    start, tree = time.process_time(), Tree()
    for number in range(leaves):
        name = number.to_bytes(16, "big")
        h1 = hashlib.sha256(b"slot/1" + 5 * name).digest()
        h2 = hashlib.sha256(b"choice/1" + 7 * name).digest()
        tree.append(hashlib.sha256(b"\x00" + h1 + h2).digest())
    return time.process_time() - start


def measure(voters: int) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        made = Made(voters)
        writing = made.write(folder)
        size = (folder / "poll.zip").stat().st_size
        parts = sum(part.stat().st_size for part in (folder / "parts").iterdir())
        leaves, raises = len(made.log), made.result["outcome"]["shares"]["raises"]
        print(
            f"\n{voters:,} voters, {leaves:,} leaves, {made.distinct:,} distinct ballots,", end=" "
        )
        print(f"{len(made.heads)} heads; {raises} raises, counted by us in {made.counting:.1f} s")
        print(f"archive {size / 1e6:.0f} MB ({parts / 1e6:.0f} MB unpacked), ", end="")
        print(f"written in {writing:.1f} s")
        del made
        bare = bare_hashes(leaves)
        command = [sys.executable, "-I", "-S", str(VERIFIER), str(folder / "poll.zip")]
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        script = "import sys,runpy,resource;" + _RUN
        done = subprocess.run(
            [sys.executable, "-I", "-S", "-c", script, *command[3:]], capture_output=True, text=True
        )
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode:
        sys.exit(done.stdout[-500:] + done.stderr[-2000:])
    seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    goal = GOALS.get(voters)
    met = "" if goal is None else f"; goal {goal} s: {'met' if seconds < goal else 'MISSED'}"
    print(f"verified in {seconds:.1f} s of CPU, {done.stderr.strip()} MB at most{met}")
    print(f"bare hashes {bare:.1f} s: {seconds / bare:.1f} times")


# Highest resident memory in MB, told by the process itself: of a child ru_maxrss has the parent's.
_RUN = """
sys.argv = sys.argv[1:]
try:
    runpy.run_path(sys.argv[0], run_name="__main__")
finally:
    line = next(x for x in open("/proc/self/status") if x.startswith("VmHWM"))
    sys.stderr.write(str(int(line.split()[1]) // 1024))
"""


def main() -> None:
    for voters in [int(word) for word in sys.argv[1:]] or list(GOALS):
        measure(voters)


if __name__ == "__main__":
    main()
