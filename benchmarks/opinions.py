"""Opinion groups against red-dwarf: the same groups, CPU time and peak memory.

Run `uv run --group peers python -m benchmarks.opinions`. Each of the two works in a process of its
own, so that its memory is its own, and on one thread, so that threads of BLAS that wait by spinning
count for neither. CPU time is of one call, from votes as each takes them, once a first call has
paid for imports. Votes of red-dwarf are dictionaries: that is its interface.
"""

import csv
import json
import os
import platform
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

# NumPy is imported where it is used: the process that only compares needs none.

DATA = Path(__file__).parents[2] / "shared/data/polis/large_american-assembly.bowling-green"
ROUNDS = 5
ALONE = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "PYTHONWARNINGS": "ignore"}
GOALS = {"2,000 x 900": (5, 2), "10,000 x 300": (4, 2)}  # times the CPU time, times the memory


def conversation(name: str) -> tuple[Any, list[int]]:
    """Matrix of votes, and the statements moderated out."""
    if name == "10,000 x 300":
        return made(10_000, 300, 0.3), []
    if not DATA.is_dir():
        return made(2_000, 900, 0.12), []
    import numpy as np

    with (DATA / "participants-votes.csv").open() as file:
        rows = sorted(list(csv.reader(file))[1:], key=lambda row: int(row[0]))
    matrix = np.array([[int(c) if c else -128 for c in row[6:]] for row in rows], dtype=np.int8)
    recorded = json.loads((DATA / "reference_reddwarf_0.4.0.json").read_text())
    return matrix, recorded["params"]["mod_out"]


def made(people: int, statements: int, density: float) -> Any:
    """Three camps with noise; who votes much and what is seen much differ as in life."""
    import numpy as np

    random = np.random.default_rng(1)
    views = random.uniform(-1, 1, (3, statements))[random.integers(0, 3, people)]
    votes = np.sign(np.round(views + random.normal(0, 0.6, views.shape))).astype(np.int8)
    seen = density * random.exponential(1, (people, 1)) * random.exponential(1, statements)
    return np.where(random.random(votes.shape) < seen, votes, -128).astype(np.int8)


def ours(matrix: Any, moderated_out: list[int]) -> Callable[[], list[int]]:
    from algorithms.opinions import from_matrix, groups

    return lambda: groups(from_matrix(matrix), moderated_out=moderated_out).labels.tolist()


def peer(matrix: Any, moderated_out: list[int]) -> Callable[[], list[int]]:
    import numpy as np
    from reddwarf.implementations.polis import run_pipeline

    who, what = (axis.tolist() for axis in np.nonzero(matrix != -128))
    votes = [
        {"participant_id": p, "statement_id": s, "vote": int(matrix[p, s])}
        for p, s in zip(who, what, strict=True)
    ]

    def run() -> list[int]:
        result = run_pipeline(votes=votes, mod_out_statement_ids=moderated_out, random_state=42)
        labels = result.participants_df["cluster_id"].fillna(-1).to_dict()
        return [int(labels.get(p, -1)) for p in range(len(matrix))]

    return run


def measure(which: str, name: str) -> None:
    """What a process prints of itself: CPU seconds, memory in MB, labels, votes."""
    matrix, moderated_out = conversation(name)
    run = {"birge": ours, "red-dwarf": peer}[which](matrix, moderated_out)
    before, labels, seconds = peak(), run(), []
    for _ in range(ROUNDS):
        start = time.process_time()
        run()
        seconds.append(time.process_time() - start)
    shape, votes = matrix.shape, int((matrix != -128).sum())
    memory = {"before": before, "memory": peak()}
    told = memory | {"seconds": seconds, "labels": labels, "shape": shape, "votes": votes}
    print(json.dumps(told))


def peak() -> float:
    """Highest resident memory in MB. Not ru_maxrss, which keeps that of the process before exec."""
    status = Path("/proc/self/status").read_text()
    line = next(line for line in status.splitlines() if line.startswith("VmHWM"))
    return int(line.split()[1]) / 1024


def numbered(labels: list[int]) -> list[int]:
    """Groups numbered in the order in which they appear."""
    order = list(dict.fromkeys(label for label in labels if label >= 0))
    return [order.index(label) if label >= 0 else -1 for label in labels]


def main() -> None:
    print(f"{platform.machine()}, Python {platform.python_version()}; CPU time of one call")
    for name, (faster, lighter) in GOALS.items():
        told = {}
        for which in ("birge", "red-dwarf"):
            command = [sys.executable, "-m", "benchmarks.opinions", which, name]
            told[which] = json.loads(
                subprocess.check_output(command, env=os.environ | ALONE).splitlines()[-1]
            )
        own, other = told["birge"], told["red-dwarf"]
        assert numbered(own["labels"]) == numbered(other["labels"]), "the groups differ"
        (people, statements), votes = own["shape"], own["votes"]
        print(f"\n{people:,} participants x {statements} statements, {votes:,} votes,", end=" ")
        print(f"{max(own['labels']) + 1} groups, the same in both")
        for which, result in told.items():
            low, high = min(result["seconds"]), max(result["seconds"])
            median = statistics.median(result["seconds"])
            print(f"{which:<12}{median:>8.3f} s  ({low:.3f} to {high:.3f})", end="")
            print(f"{result['memory']:>8.0f} MB at most,", end=" ")
            print(f"{result['before']:.0f} MB with the votes before it began")
        speed = statistics.median(other["seconds"]) / statistics.median(own["seconds"])
        memory = other["memory"] / own["memory"]
        print(f"ratio: {speed:.1f} times the time, {memory:.1f} times the memory;", end=" ")
        met = speed >= faster and memory >= lighter
        print(f"goal {faster} and {lighter}: {'met' if met else 'MISSED'}")


if __name__ == "__main__":
    measure(*sys.argv[1:]) if len(sys.argv) == 3 else main()
