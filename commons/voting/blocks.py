"""The roots of a log's complete blocks of 256 leaves, kept so that no read needs all the leaves."""

from collections.abc import Iterator
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from algorithms.log import BLOCK, Tree

from . import locks
from .models import LogBlock, LogLeaf

# Blocks per INSERT: 2,000 stand for half a million leaves.
AT_ONCE = 2000


def size_of(poll: UUID) -> int:
    """How many leaves the log has."""
    last: int | None = LogLeaf.objects.filter(poll=poll).aggregate(last=Max("index"))["last"]
    return 0 if last is None else last + 1


def roots(poll: UUID, count: int) -> list[bytes]:
    """Of the first `count` blocks, which must be complete.

    A log that was written before blocks were kept gets them here, once.
    """
    found = _kept(poll, count)
    if len(found) < count:
        with transaction.atomic():
            complete(poll, count * BLOCK)
        found = _kept(poll, count)
    return found


def complete(poll: UUID, size: int) -> None:
    """Keep the root of every complete block among the first `size` leaves. In a transaction."""
    locks.hold_log(poll)
    last: int | None = LogBlock.objects.filter(poll=poll).aggregate(last=Max("index"))["last"]
    first = 0 if last is None else last + 1
    if first >= size // BLOCK:
        return
    tree = Tree()
    new: list[LogBlock] = []
    for number, leaf in enumerate(_leaves(poll, first * BLOCK, size // BLOCK * BLOCK), start=1):
        tree.append(leaf)
        if number % BLOCK == 0:
            new.append(LogBlock(poll_id=poll, index=first + len(new), hash=tree.root))
            tree = Tree()
    LogBlock.objects.bulk_create(new, batch_size=AT_ONCE)


def leaves(poll: UUID, start: int, stop: int) -> list[bytes]:
    """The hashes of the leaves from `start` to `stop` - 1, in order."""
    return list(_leaves(poll, start, stop))


def _leaves(poll: UUID, start: int, stop: int) -> Iterator[bytes]:
    found = LogLeaf.objects.filter(poll=poll, index__gte=start, index__lt=stop).order_by("index")
    return map(bytes, found.values_list("hash", flat=True).iterator(chunk_size=10_000))


def _kept(poll: UUID, count: int) -> list[bytes]:
    found = LogBlock.objects.filter(poll=poll, index__lt=count).order_by("index")
    return [bytes(root) for root in found.values_list("hash", flat=True)]
