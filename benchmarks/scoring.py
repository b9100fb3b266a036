"""Robustness of a ranking (SMAA) against looping pymcdm over the same weight vectors.

Run `.venv/bin/python benchmarks/scoring.py`. CPU time of the process, so that other load counts
little; the peer runs on fewer vectors and is scaled up, since its time is the same for each.
"""

import platform
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
from pymcdm.helpers import rankdata
from pymcdm.methods import WSM
from pymcdm.normalizations import minmax_normalization

sys.path.insert(0, str(Path(__file__).parents[1]))

from algorithms.mcda import (
    assign,
    min_max,
    pairwise_winning,
    smaa,
    uniform_weights,
    weighted_sum,
)

ALTERNATIVES, CRITERIA, DRAWS = 60, 22, 100_000
PEER_DRAWS, ROUNDS = 1_000, 9
GOAL_SECONDS, GOAL_RATIO = 0.3, 100


def documented(matrix: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """Rank acceptabilities as pymcdm's manual would have it: one call and one rankdata a vector."""
    method, types = WSM(minmax_normalization), np.ones(matrix.shape[1])
    everyone = np.arange(len(matrix))
    places = np.zeros((len(matrix), len(matrix)))
    for vector in weights:
        ranks = rankdata(method(matrix, vector, types), reverse=True)
        places[everyone, ranks.astype(int) - 1] += 1
    return places / len(weights)


def stripped(values: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """The same as fast as pymcdm allows: values normalised before, no checks, ranks by NumPy."""
    method, types = WSM(lambda column, cost=False: column), np.ones(values.shape[1])
    places = np.zeros((len(values), len(values)))
    everyone = np.arange(len(values))
    for vector in weights:
        scores = method(values, vector, types, validation=False)
        places[np.argsort(-scores), everyone] += 1
    return places / len(weights)


def cpu_seconds(run: Callable[[], object], rounds: int = ROUNDS) -> list[float]:
    run()  # the first call pays for imports and caches
    seconds = []
    for _ in range(rounds):
        start = time.process_time()
        run()
        seconds.append(time.process_time() - start)
    return seconds


def report(name: str, seconds: list[float], scale: float = 1.0) -> float:
    median = statistics.median(seconds) * scale
    low, high = min(seconds) * scale, max(seconds) * scale
    print(f"{name:<58}{median:>9.3f} s  ({low:.3f} to {high:.3f})")
    return median


def main() -> None:
    matrix = np.random.default_rng(1).random((ALTERNATIVES, CRITERIA)) * 9 + 1
    directions = ["benefit"] * CRITERIA
    values = min_max(matrix, directions)
    weights = uniform_weights(CRITERIA, draws=DRAWS, seed=1)
    few = weights[:PEER_DRAWS].astype(float)
    few /= few.sum(axis=1, keepdims=True)

    ours = smaa(values, few).acceptability
    for theirs in (documented(matrix, few), stripped(values, few)):
        # One draw within float32 of a tie may differ.
        assert np.abs(theirs - ours).max() < 1.5 / PEER_DRAWS

    print(f"{platform.machine()}, Python {platform.python_version()}, NumPy {np.__version__}")
    print(
        f"{ALTERNATIVES} alternatives x {CRITERIA} criteria x {DRAWS:,} weight vectors, CPU time:"
    )

    def robustness() -> object:
        return smaa(values, uniform_weights(CRITERIA, draws=DRAWS, seed=1))

    own = report("birge: draw weights, acceptabilities, central weights", cpu_seconds(robustness))
    report(
        "birge: pairwise winning indices", cpu_seconds(lambda: pairwise_winning(values, weights))
    )
    scale = DRAWS / PEER_DRAWS
    note = f"pymcdm WSM, {PEER_DRAWS:,} vectors scaled by {scale:.0f}"
    usual = report(f"{note}, as documented", cpu_seconds(lambda: documented(matrix, few), 5), scale)
    least = report(f"{note}, stripped", cpu_seconds(lambda: stripped(values, few), 5), scale)
    print(f"ratio: {usual / own:.0f} as documented, {least / own:.0f} stripped")
    met = own <= GOAL_SECONDS and usual / own >= GOAL_RATIO
    print(f"goal: at most {GOAL_SECONDS} s and {GOAL_RATIO} times: {'met' if met else 'MISSED'}")

    print("\nBeside it:")
    report(
        "birge: weighted sum, 60 x 22", cpu_seconds(lambda: weighted_sum(values, [1] * CRITERIA))
    )
    report("birge: assign 24 evaluators to 60 items", cpu_seconds(lambda: assigned(24, 60)))
    report("birge: assign 100 evaluators to 500 items", cpu_seconds(lambda: assigned(100, 500), 5))


def assigned(evaluators: int, items: int) -> object:
    conflict = np.random.default_rng(1).random((evaluators, items)) < 0.08
    forbidden = [(int(e), int(i)) for e, i in np.argwhere(conflict)]
    return assign(range(evaluators), range(items), forbidden=forbidden)


if __name__ == "__main__":
    main()
