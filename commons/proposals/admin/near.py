"""Similar proposals for a page of the queue, in one query, however many rows it has."""

from collections.abc import Iterable

from django.db import connection

# As alike as `queries.SIMILAR` wants titles to be, a little stricter: the queue shows hints only.
LIKE = 0.35
MOST = 3

_SQL = """
SELECT mine.id, other.id, other.title, other.status
FROM proposals_proposal mine
CROSS JOIN LATERAL (
    SELECT p.id, p.title, p.status, similarity(p.title, mine.title) AS alike
    FROM proposals_proposal p
    WHERE p.call_id = mine.call_id AND p.id <> mine.id
      AND p.status IN ('submitted', 'returned', 'published')
      AND similarity(p.title, mine.title) >= %s
    ORDER BY alike DESC, p.id
    LIMIT %s
) other
WHERE mine.id = ANY(%s)
ORDER BY mine.id, other.alike DESC, other.id
"""


def similar_to(ids: Iterable[int]) -> dict[int, list[tuple[int, str, str]]]:
    """For each proposal those of its call with a similar title: (key, title, state)."""
    found: dict[int, list[tuple[int, str, str]]] = {}
    with connection.cursor() as cursor:
        cursor.execute(_SQL, [LIKE, MOST, list(ids)])
        for mine, other, title, status in cursor.fetchall():
            found.setdefault(mine, []).append((other, title, status))
    return found
