"""The lottery is computed here, and taken up again where a worker died."""

from datetime import datetime, timedelta
from functools import partial
from typing import Any

from celery import shared_task
from django.db import transaction
from django.utils import timezone

from algorithms.sortition import SortitionError

from . import operations, pool
from .enums import DrawStatus
from .models import Draw

# Nothing heard for so long: the worker is gone. Progress is told at most once a second.
SILENCE = timedelta(minutes=10)
EVERY = timedelta(seconds=1)


@shared_task(name="consultations.draws.compute")  # type: ignore[untyped-decorator]
def compute_draw(pk: int) -> str:
    """Compute and publish; delivered twice, the second finds nothing to do at its end."""
    draw = Draw.objects.select_related("formation__council__akimat__territory").get(pk=pk)
    if draw.status != DrawStatus.COMPUTING:
        return draw.status
    told: list[datetime] = []

    def progress(done: int, total: int, code: str) -> None:
        now = timezone.now()
        if not told or now - told[-1] >= EVERY:
            told[:] = [now]
            operations.hear(draw=draw, done=done, total=total, code=code, at=now)

    try:
        content = operations.compute(draw=draw, at=timezone.now(), progress=progress)
    except SortitionError as error:
        params: dict[str, Any] = dict(error.params)
        operations.fail(draw=draw, code=error.code, params=params, at=timezone.now())
        return error.code
    people, _homes = pool.pool_of(draw)
    held = operations.publish(
        draw=draw, content=content, people=len(people.people), at=timezone.now()
    )
    return held.status


@shared_task(name="consultations.draws.sweep")  # type: ignore[untyped-decorator]
def sweep_draws() -> int:
    """Start draws anew of which nothing was heard for ten minutes."""
    at = timezone.now()
    silent = Draw.objects.filter(status=DrawStatus.COMPUTING, heard_at__lt=at - SILENCE)
    started = 0
    for draw in silent.order_by("pk"):
        if operations.restart(draw=draw, at=at):
            transaction.on_commit(partial(compute_draw.delay, draw.pk), robust=True)
            started += 1
    return started
