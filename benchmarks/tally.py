"""Counting elections: ours against pabutools, on every public election of ../shared/data/pabulib.

Run `uv run python -m benchmarks.tally`. `--quick` leaves out what takes the peer more than a few
seconds and is not kept; `--only TEXT` takes the files whose name has it, `--rule RULE` only that;
`--limit SECONDS` stops a run of the peer; `--keep FILE` keeps what the peer took, which all in all
is an hour, and uses what is there already; `--write` puts the tables into docs/performance.md.

The peer runs in its exact mode (gmpy2), on its plain and on its grouped profile; the faster counts.
Both sides start from the election in memory, made from the same file, and end with the winners in
order, which must be the same; ours makes its whole trace as well. The peer is spared the projects
that nobody voted for or that cost more than the budget. CPU time of a process of its own, the
median of five, or of as many as fit in ten seconds; memory is that process's peak.
"""

import argparse
import json
import os
import platform
import resource
import signal
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

DATA = Path(__file__).parents[2] / "shared" / "data" / "pabulib"
PAGE = Path(__file__).parents[1] / "docs" / "performance.md"
PURE = "BIRGE_WITHOUT_KERNEL"
ENOUGH = 10.0  # seconds after which a run is not repeated
POINTED = ("ordinal", "cumulative", "scoring")
RULES = {
    "equal shares": "Equal Shares, cost utility",
    "equal shares, points": "Equal Shares, points",
    "phragmén": "Phragmén",
    "greedy": "Greedy",
    "file": "From file to result, Equal Shares",
    "add1": "Equal Shares with Add1",
}
GOALS = {"equal shares": 50, "add1": 100, "phragmén": 200, "file": 60}
LARGE, LARGE_GOAL, LARGEST_GOAL = 10_000, 300, 500
SHARE_OF_MEMORY = 0.25


class Measured(NamedTuple):
    """Median CPU seconds (``more`` than that where the limit stopped it), peak MB, winners."""

    seconds: float
    more: bool
    megabytes: float
    selected: tuple[str, ...] | None


class TooLongError(Exception):
    """The limit of CPU time is over."""


# ---- in a process of its own ----


def ours(path: Path, rule: str) -> Callable[[], Any]:
    from algorithms import pabulib
    from algorithms.allocation import TieBreak, equal_shares, greedy, phragmen

    ties = TieBreak.by_id()
    if rule == "file":

        def from_file() -> Any:
            pb = pabulib.read(path)
            utility = "score" if pb.meta["vote_type"] == "cumulative" else "cost"
            return equal_shares(pabulib.to_election(pb).election, utility=utility, ties=ties)

        return from_file
    election, scale = pabulib.to_election(pabulib.read(path))
    runs: dict[str, Callable[[], Any]] = {
        "equal shares": lambda: equal_shares(election, ties=ties),
        "equal shares, points": lambda: equal_shares(election, utility="score", ties=ties),
        "add1": lambda: equal_shares(election, completion="add1", step=scale, ties=ties),
        "phragmén": lambda: phragmen(election, ties=ties),
        "greedy": lambda: greedy(election, ties=ties),
    }
    return runs[rule]


def theirs(path: Path, rule: str, grouped: bool) -> Callable[[], Any]:
    import pabutools.election as pe
    from pabutools.rules import (
        greedy_utilitarian_welfare,
        method_of_equal_shares,
        sequential_phragmen,
    )
    from pabutools.tiebreaking import lexico_tie_breaking

    by_id = {"tie_breaking": lexico_tie_breaking}

    def shares(instance: Any, profile: Any, satisfaction: Any, **more: Any) -> Any:
        return method_of_equal_shares(instance, profile, satisfaction, **by_id, **more)

    if rule == "file":

        def from_file() -> Any:
            instance, profile = pe.parse_pabulib(str(path))
            approval = isinstance(profile, pe.ApprovalProfile)
            satisfaction = pe.Cost_Sat if approval else pe.Additive_Cardinal_Sat
            return shares(instance, profile.as_multiprofile() if grouped else profile, satisfaction)

        return from_file
    instance, profile, scale = in_memory(path, rule == "equal shares, points")
    if grouped:
        profile = profile.as_multiprofile()
    cost = pe.Cost_Sat
    runs: dict[str, Callable[[], Any]] = {
        "equal shares": lambda: shares(instance, profile, cost),
        "equal shares, points": lambda: shares(instance, profile, pe.Additive_Cardinal_Sat),
        "add1": lambda: shares(instance, profile, cost, voter_budget_increment=scale),
        "phragmén": lambda: sequential_phragmen(instance, profile, **by_id),
        "greedy": lambda: greedy_utilitarian_welfare(instance, profile, cost, **by_id),
    }
    return runs[rule]


def in_memory(path: Path, points: bool) -> tuple[Any, Any, int]:
    """The peer's instance and plain profile of the same election."""
    import pabutools.election as pe

    from algorithms import pabulib

    election, scale = pabulib.to_election(pabulib.read(path))
    kept = {
        c: pe.Project(p.id, p.cost)
        for c, p in enumerate(election.projects)
        if p.cost <= election.budget and election.votes[p.id]
    }
    instance = pe.Instance(kept.values(), budget_limit=election.budget)
    ballots: list[Any] = []
    for row, many in election.ballots:
        marked = {kept[c]: n for c, n in row if c in kept}
        for _ in range(many):
            ballots.append(pe.CardinalBallot(marked) if points else pe.ApprovalBallot(marked))
    kind = pe.CardinalProfile if points else pe.ApprovalProfile
    return instance, kind(ballots, instance=instance), scale


def child(side: str, rule: str, path: Path, limit: float) -> dict[str, Any]:
    """What one side takes; run by ``measure``."""
    run = ours(path, rule) if side == "ours" else theirs(path, rule, side == "grouped")
    taken: list[float] = []
    selected: Any = None
    outcome: Any = None

    def stop(*_: Any) -> None:
        if time.process_time() > limit:
            raise TooLongError

    signal.signal(signal.SIGALRM, stop)  # a timer of CPU time would make the clock coarse
    signal.setitimer(signal.ITIMER_REAL, 1.0, 1.0)
    try:
        while len(taken) < 5 and (len(taken) < 1 or sum(taken) < ENOUGH):
            start = time.process_time()
            outcome = run()
            taken.append(time.process_time() - start)
    except TooLongError:  # before the first end: it took more; later: what was seen stands
        taken = taken or [limit]
    signal.setitimer(signal.ITIMER_REAL, 0)
    if outcome is not None:
        selected = outcome.selected if side == "ours" else [p.name for p in outcome]
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {
        "seconds": statistics.median(taken),
        "more": selected is None,
        "megabytes": peak,
        "selected": selected,
    }


# ---- outside ----


def measure(side: str, rule: str, path: Path, limit: float) -> Measured:
    surroundings = {k: v for k, v in os.environ.items() if k != PURE}
    if side == "ours without kernel":
        surroundings[PURE] = "1"
    command = [sys.executable, "-m", "benchmarks.tally", "--child", side.split(" ")[0], rule,
               str(path), str(limit)]  # fmt: skip
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=surroundings)
    told = json.loads(done.stdout)
    selected = tuple(told["selected"]) if told["selected"] is not None else None
    return Measured(told["seconds"], told["more"], told["megabytes"], selected)


def heads(path: Path) -> dict[str, str]:
    with path.open(encoding="utf-8-sig") as file:
        rows = (line.rstrip("\n").split(";", 1) for line in file)
        found: dict[str, str] = {}
        for row in rows:
            if row[0] == "PROJECTS":
                return found
            found[row[0]] = row[-1]
    return found


def rules_of(kind: str) -> Iterator[str]:
    for rule in RULES:
        if rule == "equal shares, points" and kind not in POINTED:
            continue
        if rule == "file" and kind == "ordinal":  # the peer knows no such utility
            continue
        yield rule


class Kept:
    """What the peer took, the faster of its two profiles, by rule and election."""

    def __init__(self, file: Path | None) -> None:
        self._file = file
        self._known = json.loads(file.read_text()) if file and file.exists() else {}

    def has(self, rule: str, path: Path) -> bool:
        return f"{rule}, {path.stem}" in self._known

    def measure(self, rule: str, path: Path, limit: float) -> Measured:
        name = f"{rule}, {path.stem}"
        if name not in self._known:
            plain = measure("plain", rule, path, limit)
            # The second needs no more time than the first took: then it is not the faster one.
            grouped = measure("grouped", rule, path, limit if plain.more else plain.seconds * 1.5)
            self._known[name] = min(plain, grouped, key=lambda m: (m.more, m.seconds))
            if self._file:
                self._file.write_text(json.dumps(self._known))
        seconds, more, megabytes, selected = self._known[name]
        return Measured(seconds, more, megabytes, tuple(selected) if selected else None)


class Line(NamedTuple):
    """One rule on one election."""

    file: str
    voters: int
    projects: int
    rule: str
    ours: Measured
    pure: Measured
    peer: Measured | None
    recorded: float | None

    @property
    def ratio(self) -> float:
        return self.peer.seconds / self.ours.seconds if self.peer else 0.0


def recorded(path: Path, rule: str) -> float | None:
    """The CPU seconds that the data's authors noted for the peer, for comparison only."""
    names = {"equal shares": "mes", "add1": "mes-add1", "phragmén": "phragmen"}
    outcomes = json.loads((DATA / "reference" / f"{path.stem}.json").read_text())["outcomes"]
    for outcome in outcomes:
        known: float | None = outcome.get("pabutools_rule_cpu_s")
        fits = outcome["rule"] == names.get(rule) and outcome["utility"] in ("Cost_Sat", "none")
        if known and fits:
            return known
    return None


def line(path: Path, rule: str, quick: bool, limit: float, kept: Kept) -> Line:
    head = heads(path)
    voters, projects = int(head["num_votes"]), int(head["num_projects"])
    mine, pure = (measure(side, rule, path, limit) for side in ("ours", "ours without kernel"))
    assert same(rule, mine, pure), (path, rule)
    slow = voters > LARGE or rule == "add1"
    left_out = quick and slow and not kept.has(rule, path)
    peer = None if left_out else kept.measure(rule, path, limit)
    assert peer is None or same(rule, mine, peer), (path, rule)
    return Line(path.stem, voters, projects, rule, mine, pure, peer, recorded(path, rule))


def same(rule: str, mine: Measured, other: Measured) -> bool:
    """Whether the winners are the same; the peer tells their order only for Equal Shares."""
    assert mine.selected is not None
    if other.selected is None:
        return True
    if rule in ("phragmén", "greedy"):
        return sorted(mine.selected) == sorted(other.selected)
    return mine.selected == other.selected


def goal(row: Line) -> int:
    if row.rule == "equal shares" and row.voters > LARGE:
        largest = max(DATA.glob("public/*.pb"), key=lambda path: path.stat().st_size)
        return LARGEST_GOAL if row.file == largest.stem else LARGE_GOAL
    return GOALS.get(row.rule, 0)


def table(rows: list[Line]) -> list[str]:
    """One rule's lines, as Markdown."""
    text = [
        "| election | voters × projects | birge | without kernel | pabutools | ratio "
        "| recorded | memory | pabutools |",
        "|---|---|---|---|---|---|---|---|---|",
    ]
    for r in rows:
        peer = ratio = memory = ""
        if r.peer:
            more = "> " if r.peer.more else ""
            peer = f"{more}{seconds(r.peer.seconds)}"
            ratio = f"{more}{r.ratio:,.0f} times"
            memory = f"{more}{r.peer.megabytes:,.0f} MB"
        text.append(
            f"| {r.file.replace('_', ' ')} | {r.voters:,} × {r.projects} "
            f"| {seconds(r.ours.seconds)} | {seconds(r.pure.seconds)} | {peer} | {ratio} "
            f"| {seconds(r.recorded) if r.recorded else ''} "
            f"| {r.ours.megabytes:,.0f} MB | {memory} |"
        )
    return text


def seconds(value: float) -> str:
    return f"{value * 1000:.3g} ms" if value < 1 else f"{value:.3g} s"


def write(tables: dict[str, list[str]]) -> None:
    """Puts the tables between the marks of the page's section."""
    page = PAGE.read_text()
    start, end = "<!-- tally: tables -->", "<!-- tally: end -->"
    before, rest = page.split(start)
    _, after = rest.split(end)
    parts = [f"### {RULES[rule]}\n\n" + "\n".join(lines) for rule, lines in tables.items()]
    PAGE.write_text(f"{before}{start}\n\n" + "\n\n".join(parts) + f"\n\n{end}{after}")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--only", default="")
    parser.add_argument("--rule", choices=RULES, action="append")
    parser.add_argument("--limit", type=float, default=300.0)
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--child", nargs=4)
    given = parser.parse_args()
    if given.child:
        side, rule, path, limit = given.child
        print(json.dumps(child(side, rule, Path(path), float(limit))))
        return 0
    paths = sorted(p for p in DATA.glob("public/*.pb") if given.only in p.stem)
    print(f"Python {platform.python_version()}, {platform.machine()}; CPU seconds, peak MB")
    rows: dict[str, list[Line]] = {rule: [] for rule in given.rule or RULES}
    kept = Kept(given.keep)
    for rule in rows:
        for path in paths:
            if rule in rules_of(heads(path)["vote_type"]):
                rows[rule].append(line(path, rule, given.quick, given.limit, kept))
                print(f"{rule}: {table(rows[rule][-1:])[-1]}", flush=True)
    tables = {rule: table(lines) for rule, lines in rows.items() if lines}
    for rule, lines in tables.items():
        print(f"\n{RULES[rule]}\n" + "\n".join(lines))
    if given.write:
        write(tables)
    return report([r for lines in rows.values() for r in lines])


def report(rows: list[Line]) -> int:
    missed = [
        f"{r.rule} on {r.file}: {r.ratio:.0f} of {goal(r)} times"
        for r in rows
        if r.peer and r.ratio < goal(r)
    ]
    missed += [
        f"memory, {r.rule} on {r.file}: {r.ours.megabytes:.0f} of {r.peer.megabytes:.0f} MB"
        for r in rows
        if r.peer and r.ours.megabytes > r.peer.megabytes * SHARE_OF_MEMORY
    ]
    print("\nmissed:\n" + "\n".join(missed) if missed else "\nevery goal is met")
    return bool(missed)


if __name__ == "__main__":
    sys.exit(main())
