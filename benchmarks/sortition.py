"""Draws: chances against sortition-algorithms, and against the LEXIMIN that Gurobi found.

Run `uv run --group peers python -m benchmarks.sortition`, with the data in ../shared/data;
`--quick` leaves out the peer. CPU time of the process, so that other load counts little. One run
each: the work is deterministic, and the peer needs minutes.
"""

import csv
import json
import logging
import platform
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from algorithms.sortition import (
    Distribution,
    archive,
    check,
    leximin,
    lottery,
    maximin,
    read_people,
    read_quotas,
)

DATA = Path(__file__).parents[2] / "shared" / "data" / "sortition"
SIZES = {"small150": 22, "geneva_30": 30, "mid_500_40": 40, "sfe_like_110": 110}
AGAINST_PEER = ("small150", "geneva_30", "mid_500_40")
GOAL_RATIO, RATIO_ON = 10, ("geneva_30", "mid_500_40")
SAME_LEAST, SAME_LEXIMIN, GOAL_SECONDS = 1e-4, 5e-4, 20 * 60


def timed(run: Callable[[], Any]) -> tuple[float, Any]:
    start = time.process_time()
    result = run()
    return time.process_time() - start, result


def texts(name: str) -> tuple[str, str]:
    return (DATA / name / "features.csv").read_text(), (DATA / name / "people.csv").read_text()


def ours(method: Callable[..., Distribution], name: str) -> tuple[float, Distribution]:
    features, people = texts(name)
    quotas = read_quotas(features)
    pool, _ = read_people(people, quotas)
    return timed(lambda: method(pool, quotas, SIZES[name]))


def peer_maximin(name: str) -> tuple[float, float]:
    """CPU seconds and the least chance of the library with its default solver."""
    from sortition_algorithms.adapters import CSVStringDataSource, SelectionData
    from sortition_algorithms.committee_generation import find_distribution_maximin
    from sortition_algorithms.settings import Settings

    logging.disable(logging.INFO)
    select = SelectionData(CSVStringDataSource(*texts(name)))
    features, _ = select.load_features(SIZES[name])
    people, _ = select.load_people(Settings(id_column="id", columns_to_keep=[]), features)
    seconds, (panels, weights, _) = timed(
        lambda: find_distribution_maximin(features, people, SIZES[name], [])
    )
    chances = dict.fromkeys(people, 0.0)
    for panel, weight in zip(panels, weights, strict=True):
        for person in panel:
            chances[person] += weight
    return seconds, min(chances.values())


def furthest(found: Distribution, reference: dict[str, float]) -> float:
    return max(abs(found.chances[person] - chance) for person, chance in reference.items())


def reference(name: str) -> dict[str, float]:
    """Chances under LEXIMIN by id: Gurobi's where recorded, else those of a prototype."""
    gurobi = DATA / name / "leximin_reference_gurobi.json"
    if gurobi.exists():
        with (DATA / name / "people.csv").open() as file:
            ids = [row["id"] for row in csv.DictReader(file)]
        return {ids[int(i)]: p for i, p in json.loads(gurobi.read_text())["marginals"].items()}
    recorded = DATA / name / "proto_leximin.json"
    if not recorded.exists():
        return {}
    content = json.loads(recorded.read_text())
    return dict(zip(content["ids"], content["p"], strict=True))


def main(arguments: list[str]) -> int:
    print(f"Python {platform.python_version()}, {platform.machine()}; CPU seconds")
    missed = []
    for name in SIZES:
        seconds, found = ours(maximin, name)
        line = f"maximin {name:13} {seconds:7.2f} s, least {found.least:.6f} of {found.bound:.6f}"
        if name in AGAINST_PEER and "--quick" not in arguments:
            peer_seconds, least = peer_maximin(name)
            ratio = peer_seconds / seconds
            line += f"; library {peer_seconds:7.2f} s, least {least:.6f}: {ratio:.1f} times"
            if abs(least - found.least) > SAME_LEAST or (name in RATIO_ON and ratio < GOAL_RATIO):
                missed.append(f"maximin {name}")
        print(line, flush=True)
    for name in SIZES:
        seconds, found = ours(leximin, name)
        rounding, drawn = timed(lambda found=found: lottery(found))
        check(archive(drawn))
        line = f"LEXIMIN {name:13} {seconds:7.2f} s, least {found.least:.6f}"
        known = reference(name)
        if known:
            off = furthest(found, known)
            line += f", at most {off:.6f} from the reference"
            if off > SAME_LEXIMIN:
                missed.append(f"LEXIMIN {name}")
        if seconds > GOAL_SECONDS:
            missed.append(f"LEXIMIN {name}: time")
        line += f"; 1,000 panels {rounding:.2f} s, at most {drawn.deviation:.3f} panels off"
        print(line, flush=True)
    print(f"missed: {', '.join(missed)}" if missed else "every goal is met")
    return bool(missed)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
