"""The lottery is computed in the background, tells how far it is, and is published."""

import hashlib
from datetime import datetime
from typing import Any

from django.db import transaction

from algorithms.sortition import archive, archive_bytes, leximin, lottery, maximin

from .. import notices, pool
from ..enums import DrawStatus, Fairness
from ..models import Draw
from .locking import locked, move, record

S = DrawStatus


def compute(*, draw: Draw, at: datetime, progress: Any) -> bytes:
    """The archive to publish: long, and without a lock. Raises SortitionError."""
    people, households = pool.pool_of(draw)
    chances = leximin if draw.fairness == Fairness.LEXIMIN else maximin
    found = chances(
        people,
        pool.quotas_of(draw),
        draw.formation.seats,
        households=households,
        progress=progress,
    )
    panels = lottery(found, progress=progress)
    return archive_bytes(archive(panels, households))


@transaction.atomic
def publish(*, draw: Draw, content: bytes, people: int, at: datetime) -> Draw:
    """Keep the archive and its hash; from here on nothing of it changes. A second delivery of the
    same work finds the state changed and does nothing."""
    held = locked(draw)
    if held.status != S.COMPUTING:
        return held
    move(held, S.PUBLISHED)
    held.archive = content.decode()
    held.archive_hash = hashlib.sha256(content).hexdigest()
    held.pool_size = people
    held.published_at = at
    held.save()
    record("draw_published", held, None, at, archive=held.archive_hash, people=people)
    notices.tell_published(held, at)
    return held


def hear(*, draw: Draw, done: int, total: int, code: str, at: datetime) -> None:
    """How far it is: a plain update, so that the page sees it while the work goes on."""
    Draw.objects.filter(pk=draw.pk, status=S.COMPUTING).update(
        step=done, steps=total, step_code=code[:20], heard_at=at
    )


@transaction.atomic
def fail(*, draw: Draw, code: str, params: dict[str, Any], at: datetime) -> None:
    """Back to the quotas, with what was wrong."""
    held = locked(draw)
    if held.status != S.COMPUTING:
        return
    move(held, S.PREPARING)
    held.failure = {"code": code, "params": {name: str(value) for name, value in params.items()}}
    held.save()
    record("draw_failed", held, None, at, code=code)


@transaction.atomic
def restart(*, draw: Draw, at: datetime) -> bool:
    """Take up work of which nothing was heard for long. Returns whether it was."""
    held = locked(draw)
    if held.status != S.COMPUTING:
        return False
    held.heard_at = at
    held.save(update_fields=["heard_at"])
    return True
