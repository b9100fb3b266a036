"""The public log of a poll. Every read is bounded: a block of leaves, never the whole log."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from algorithms.log import BLOCK, consistency_proof_of, inclusion_proof_of

from .. import blocks
from ..enums import LeafKind, PollStatus
from ..models import LogHead, LogLeaf, PaperBallot, Poll


def heads(poll: Poll) -> QuerySet[LogHead]:
    """Signed heads by size, the oldest first."""
    return poll.heads.order_by("size")


def latest_head(poll: Poll) -> LogHead | None:
    return poll.heads.order_by("-size").first()


def log_entries(poll: Poll, start: int = 0, stop: int | None = None) -> QuerySet[LogLeaf]:
    """Leaves by index from `start` to `stop` - 1; without `stop` slice what you read."""
    found = poll.leaves.filter(index__gte=start).order_by("index")
    return found if stop is None else found.filter(index__lt=stop)


def log_size(poll: Poll) -> int:
    """Leaves in the log, signed or not."""
    return blocks.size_of(poll.pk)


def leaf_of(poll: Poll, kind: LeafKind) -> LogLeaf | None:
    """The first leaf of a kind whose content is public."""
    return poll.leaves.filter(kind=kind, content__isnull=False).order_by("index").first()


def is_imported(poll: Poll) -> bool:
    """Held elsewhere and put into the box in bulk, as leaf 0 says: it has no roll here."""
    setup = leaf_of(poll, LeafKind.SETUP)
    content = (setup and setup.content) or {}
    return content.get("round", {}).get("imported") is True


def position_of(poll: Poll, leaf: bytes) -> int | None:
    """The index of a leaf, None where the log does not hold it."""
    return poll.leaves.filter(hash=leaf).values_list("index", flat=True).first()


def inclusion(poll: Poll, index: int, head: LogHead) -> list[bytes]:
    """The proof that the leaf at `index` is under `head` (RFC 9162, 2.1.3.1), leaf upwards.

    Raises IndexError where the head is older than the leaf.
    """
    if not 0 <= index < head.size:
        raise IndexError(index)
    return inclusion_proof_of(index, head.size, _blocks(poll, head.size), _reader(poll, head.size))


def consistency(poll: Poll, old: int, new: int) -> list[bytes]:
    """The proof that the log of size `new` begins with that of size `old` (RFC 9162, 2.1.4.1).

    Raises IndexError unless 0 < old <= new <= the size of the log.
    """
    if not 0 < old <= new <= log_size(poll):
        raise IndexError(old, new)
    return consistency_proof_of(old, new, _blocks(poll, new), _reader(poll, new))


@dataclass(frozen=True)
class Inclusion:
    """Where a leaf stands, and the proof that it does under `head`, whose size is `size`."""

    index: int
    size: int
    proof: list[bytes]
    head: LogHead


def inclusion_of(poll: Poll, leaf: bytes) -> Inclusion | None:
    """Under the latest head; None where the leaf is not in the log or no head covers it yet."""
    index, head = position_of(poll, leaf), latest_head(poll)
    if index is None or head is None or index >= head.size:
        return None
    return Inclusion(index, head.size, inclusion(poll, index, head), head)


def is_sealed(poll: Poll) -> bool:
    """A signed head covers the whole log."""
    size = log_size(poll)
    return size > 0 and poll.heads.filter(size=size).exists()


def unsealed_polls() -> QuerySet[Poll]:
    """Open polls, and closed ones whose log is not signed to its end or whose papers lie about."""
    papers = PaperBallot.objects.filter(poll=OuterRef("pk")).exclude(choices="")
    return (
        Poll.objects.annotate(
            logged=Coalesce(_last(LogLeaf.objects.all(), "index") + 1, 0),
            signed=Coalesce(_last(LogHead.objects.all(), "size"), 0),
            papers=Exists(papers),
        )
        .filter(
            Q(status=PollStatus.OPEN)
            | Q(status=PollStatus.CLOSED) & (Q(logged__gt=F("signed")) | Q(papers=True))
        )
        .order_by("pk")
    )


def _last(rows: QuerySet[LogLeaf] | QuerySet[LogHead], field: str) -> Subquery:
    """By the index of its own: joined, leaves and heads would multiply."""
    mine = rows.filter(poll=OuterRef("pk")).order_by(f"-{field}")
    return Subquery(mine.values(field)[:1])


def _blocks(poll: Poll, size: int) -> list[bytes]:
    return blocks.roots(poll.pk, size // BLOCK)


def _reader(poll: Poll, size: int) -> Callable[[int], list[bytes]]:
    return lambda number: blocks.leaves(poll.pk, number * BLOCK, min(number * BLOCK + BLOCK, size))
