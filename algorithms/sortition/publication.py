"""What is published before a draw, in a form that has only one spelling."""

from typing import Any

from algorithms.sortition.lotteries import Lottery
from algorithms.sortition.pool import Households
from algorithms.sortition.repeat_draw import FORMAT, canonical, hashes


def archive(drawn: Lottery, households: Households | None = None) -> dict[str, Any]:
    """Pool, quotas, panels, chances and hashes; ``archive_bytes`` writes it.

    No names: people are their ids, and households numbers in the order of ids, given only where
    two people of the pool share one.
    """
    problem = drawn.distribution.programme
    panels = [list(panel) for panel in drawn.panels]
    pool = {
        "features": list(problem.pool.features),
        "people": [[person, *values] for person, values in problem.pool.people],
        "households": _numbers(problem.pool.ids, households or {}),
    }
    quotas = {
        "rows": [[q.feature, q.value, q.min, q.max] for q in problem.quotas.rows],
        "size": problem.size,
    }
    return {
        "format": FORMAT,
        "pool": pool,
        "quotas": quotas,
        "panels": panels,
        "chances": drawn.counts,
        "hashes": hashes(pool, quotas, panels),
    }


def archive_bytes(content: dict[str, Any]) -> bytes:
    """The file to publish: canonical JSON, no line end."""
    return canonical(content)


def _numbers(ids: tuple[str, ...], households: Households) -> dict[str, int]:
    keys = [households[person] for person in ids if households.get(person)]
    shared = list(dict.fromkeys(key for key in keys if keys.count(key) > 1))
    number = {key: place for place, key in enumerate(shared, start=1)}
    return {p: number[households[p]] for p in ids if households.get(p) in number}
