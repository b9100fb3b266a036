"""Similar proposals among 100,000: hashed 4-grams against the nearest neighbours of pg_trgm.

Run `.venv/bin/python -m benchmarks.similar` with DATABASE_URL of a PostgreSQL with pg_trgm, or
without it on the embedded one. Titles are made up; each question is a title as somebody else words
it: other words, other endings, another order, a slip. Found means: its own title is among five.
"""

import os
import statistics
import sys
import time
from collections import defaultdict
from collections.abc import Callable

import numpy as np
import psycopg

from algorithms.similarity import Index, nearest
from benchmarks.made_up_proposals import MadeUp, proposals
from commons.proposals.plain_words import words

COUNT, ASKED, ASKED_OF_PEER = 100_000, 1_500, 60
GOAL_MS, GOAL_RECALL, GOAL_RATIO = 10.0, 0.95, 50


def plain(text: str) -> str:
    return " ".join(words(text))


def ours(texts: list[str]) -> Callable[[str], list[int]]:
    index = Index(texts)
    return lambda text: [near.position for near in nearest(index.likeness(text), 5)]


def peer(texts: list[str], link: psycopg.Connection) -> Callable[[str], list[int]]:
    """A table of its own with a GiST index, asked by distance, as the manual of pg_trgm has it."""
    link.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
    link.execute("CREATE TEMPORARY TABLE titles (position int, title text)")
    with link.cursor() as cursor, cursor.copy("COPY titles FROM STDIN") as copy:
        for row in enumerate(texts):
            copy.write_row(row)
    link.execute("CREATE INDEX ON titles USING gist (title gist_trgm_ops(siglen=64))")
    link.execute("ANALYZE titles")
    nearest_five = "SELECT position FROM titles ORDER BY title <-> %s LIMIT 5"
    return lambda text: [row[0] for row in link.execute(nearest_five, [text]).fetchall()]


def ask(
    find: Callable[[str], list[int]], made: list[MadeUp], asked: list[int]
) -> tuple[list[float], dict[str, float]]:
    """Milliseconds of wall time of each question, and recall at five by language."""
    times, found = [], defaultdict(list)
    for position in asked:
        text = plain(made[position].altered)
        start = time.perf_counter()
        five = find(text)
        times.append(1000 * (time.perf_counter() - start))
        found[made[position].language].append(position in five)
    return times, {language: statistics.mean(hits) for language, hits in sorted(found.items())}


def main() -> int:
    made = proposals(COUNT, seed=7)
    texts = [plain(one.title) for one in made]
    start = time.perf_counter()
    find = ours(texts)
    built = time.perf_counter() - start
    asked = list(np.random.default_rng(11).permutation(COUNT)[:ASKED])
    times, recall = ask(find, made, [int(a) for a in asked])
    url = os.environ.get("DATABASE_URL")
    if not url:
        from demo.postgres import ensure_running

        url = ensure_running()
    with psycopg.connect(url) as link:
        theirs, their_recall = ask(peer(texts, link), made, [int(a) for a in asked[:ASKED_OF_PEER]])
    p95 = float(np.percentile(times, 95))
    ratio = statistics.median(theirs) / statistics.median(times)
    print(f"{COUNT:,} titles, indexed in {built:.1f} s")
    print(f"birge    median {statistics.median(times):6.2f} ms, p95 {p95:6.2f} ms, recall {recall}")
    print(
        f"pg_trgm  median {statistics.median(theirs):6.2f} ms,"
        f" p95 {float(np.percentile(theirs, 95)):6.2f} ms, recall {their_recall}"
    )
    print(f"ratio of medians {ratio:.0f} (goal {GOAL_RATIO}), p95 goal {GOAL_MS} ms")
    kept = p95 <= GOAL_MS and min(recall.values()) >= GOAL_RECALL and ratio >= GOAL_RATIO
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())
