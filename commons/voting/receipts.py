"""What the box and its log say about one receipt. Only whoever holds the receipt can ask."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from algorithms.log import receipt_statement
from algorithms.log.merkle import node_hash

from . import keys
from .enums import LeafKind, PollStatus, PublicationStatus
from .formats import Choices
from .models import Ballot, LogHead, Poll, Publication, Slot
from .queries import latest_head, position_of

# What a receipt promises.
LOGGED_WITHIN = timedelta(hours=24)


@dataclass(frozen=True)
class Step:
    """Two hashes put together: `sibling` stands on the given side of what we had."""

    sibling: bytes
    is_left: bool
    made: bytes


@dataclass(frozen=True)
class Standing:
    """`code`: logged, unsigned (in the log, no head covers it yet), waiting, left_out, unknown.

    `since` is the first head that covers the leaf, `head` the last one. `due_at`: until when a
    ballot that waits will be in the log.
    """

    code: str
    index: int | None = None
    since: LogHead | None = None
    head: LogHead | None = None
    due_at: datetime | None = None

    @property
    def place(self) -> int:
        """Counted from 1, as people count."""
        return (self.index or 0) + 1


@dataclass(frozen=True)
class Opened:
    """What a published ballot says. The choices of a version that was replaced stay secret."""

    choices: Choices
    version: int
    is_final: bool


def standing(poll: Poll, leaf: bytes, at: datetime) -> Standing:
    """Where the ballot of a receipt is, in three queries at most."""
    index = position_of(poll, leaf)
    if index is not None:
        return _logged(poll, index)
    if not Ballot.objects.filter(poll=poll, leaf=leaf).exists():
        return Standing("unknown")
    if poll.status == PollStatus.CLOSED:
        return Standing("left_out")
    return Standing("waiting", due_at=_due_at(poll, at))


def is_promised(poll: Poll, leaf: bytes, signature: bytes) -> bool:
    """The signature is that of the key which leaf 0 of the poll names, over this very promise."""
    public = log_key(poll)
    statement = receipt_statement(log=poll.pk, leaf=leaf)
    return public is not None and keys.verify(public, signature, statement)


def log_key(poll: Poll) -> bytes | None:
    """The public key that signs this log, as announced before voting; None before that."""
    setup = poll.leaves.filter(index=0, kind=LeafKind.SETUP).values_list("content", flat=True)
    content = setup.first()
    return bytes.fromhex(content["log_key"]) if content else None


def opened(poll: Poll, leaf: bytes) -> Opened | None:
    """The ballot as the publication shows it to everybody; None before the publication."""
    done = Publication.objects.filter(poll=poll, status=PublicationStatus.DONE)
    ballot = Ballot.objects.filter(poll=poll, leaf=leaf).first()
    if ballot is None or not done.exists():
        return None
    last = Slot.objects.values_list("current", flat=True).get(poll=poll, slot=ballot.slot)
    is_final = ballot.version == last
    return Opened(ballot.choices if is_final else {}, ballot.version, is_final)


def steps(leaf: bytes, index: int, size: int, proof: Sequence[bytes]) -> list[Step]:
    """The way from a leaf to the root (RFC 9162, 2.1.3.2), one hash after the other."""
    position, last, node, found = index, size - 1, leaf, []
    for sibling in proof:
        is_left = bool(position & 1) or position == last
        node = node_hash(sibling, node) if is_left else node_hash(node, sibling)
        found.append(Step(sibling, is_left, node))
        while is_left and not position & 1 and position:
            position, last = position >> 1, last >> 1
        position, last = position >> 1, last >> 1
    return found


def _logged(poll: Poll, index: int) -> Standing:
    since = poll.heads.filter(size__gt=index).order_by("size").first()
    head = latest_head(poll)
    if since is None or head is None:
        return Standing("unsigned", index=index)
    return Standing("logged", index, since, head)


def _due_at(poll: Poll, at: datetime) -> datetime:
    """Nobody notes when a ballot was cast, so the promise counts from now at the latest."""
    return min(poll.closes_at, (poll.pending_since or at) + LOGGED_WITHIN)
