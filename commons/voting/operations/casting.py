"""Put a ballot into the box. The transaction writes no row that bears the voter."""

import secrets
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import NamedTuple
from uuid import UUID, uuid4

from django.db import connection, transaction
from django.db.models import Exists, OuterRef

from algorithms.log import choices_hash, leaf_hash, slot_hash
from commons.people.models import Elector

from .. import keys, locks
from ..enums import BatchStatus, Channel, PollStatus
from ..errors import VotingError
from ..formats import valid
from ..models import Ballot, PaperBallot, Poll, RollEntry
from ..queries import clock, fixed_rules
from .first import area_of_voter, insert_first

PUB_BYTES = 16


@dataclass(frozen=True)
class Receipt:
    """What the voter is given: the leaf, and the signed promise that the log will hold it.

    `signature` (Ed25519 over `receipt_statement`) is empty while the signing key is missing.
    """

    poll: UUID
    leaf: bytes
    version: int
    signature: bytes
    repeated: bool = field(default=False, compare=False)

    @property
    def code(self) -> str:
        return self.leaf.hex()


def cast_ballot(
    *,
    poll: Poll | UUID,
    elector: Elector | UUID,
    choices: Mapping[str, int],
    idempotency_key: UUID,
    nv: bytes,
    channel: Channel = Channel.ONLINE,
) -> Receipt:
    """Cast or change a ballot: {option code: points}, an approval being 1 point; {} is blank.

    Poll and elector may be given by their ids. `nv` are 32 bytes that come from the voter. The same
    key with the same choices returns the first receipt and adds nothing. The caller must not be in
    a transaction that writes anything about the voter. Raises VotingError: ``poll_not_open``,
    ``poll_not_yet_open``, ``poll_over``, ``not_on_roll``, ``voted_on_paper``, ``already_voted``,
    ``key_reused``, ``box_locked``, and what `formats.valid` finds.
    """
    poll_id = poll.pk if isinstance(poll, Poll) else poll
    elector_id = elector.pk if isinstance(elector, Elector) else elector
    try:
        slot = keys.slot_of(keys.poll_key(poll_id), elector_id)
    except keys.KeyMissingError as error:
        raise VotingError("box_locked") from error
    post = _Post(poll_id, slot, choices, idempotency_key, nv, channel)
    ballot, repeated = _at_once(post, elector_id), False
    if ballot is None:
        ballot, repeated = _step_by_step(post, elector_id)
    leaf = bytes(ballot.leaf)
    return Receipt(poll_id, leaf, ballot.version, keys.promise(poll_id, leaf), repeated)


class _Post(NamedTuple):
    """What a voter sent; `slot` stands for the voter."""

    poll: UUID
    slot: bytes
    choices: Mapping[str, int]
    key: UUID
    nv: bytes
    channel: str

    def ballot(self, pub: bytes, version: int) -> Ballot:
        return new_ballot(
            self.poll, self.slot, pub, version, self.choices, self.key, self.nv, self.channel
        )


def _at_once(post: _Post, elector: UUID) -> Ballot | None:
    """A first ballot that nothing speaks against; None says nothing of what does."""
    area = area_of_voter(post.poll, elector)
    if area is None:
        return None
    pub = secrets.token_bytes(PUB_BYTES)
    with suppress(VotingError):
        ballot = post.ballot(pub, 1)
        if insert_first(ballot, pub, area):
            return ballot
    return None


def _step_by_step(post: _Post, elector: UUID) -> tuple[Ballot, bool]:
    """The ballot, and whether it was there before this post."""
    try:
        with transaction.atomic():
            locks.share_poll(post.poll)
            poll = open_now(post.poll)
            version, pub = take_slot(post.poll, post.slot, _area_on_roll(poll, elector))
            if version > 1:
                _first_post_wins(poll, post)
            ballot = post.ballot(pub, version)
            ballot.save(force_insert=True)
    except _RepeatedError as repeat:
        return repeat.ballot, True
    return ballot, False


def open_now(poll_id: UUID) -> Poll:
    """The poll, open by its state and by the clock of the database, not of this server."""
    poll = Poll.objects.annotate(now=clock()).get(pk=poll_id)
    if poll.status == PollStatus.CLOSED or poll.now >= poll.closes_at:
        raise VotingError("poll_over")
    if poll.now < poll.opens_at:
        raise VotingError("poll_not_yet_open")
    if poll.status != PollStatus.OPEN:
        raise VotingError("poll_not_open")
    return poll


def take_slot(poll_id: UUID, slot: bytes, area: str) -> tuple[int, bytes]:
    """The next version of the voter's ballot and the slot's public name; locks the slot."""
    with connection.cursor() as cursor:
        cursor.execute(_TAKE_SLOT, [uuid4(), poll_id, slot, secrets.token_bytes(PUB_BYTES), area])
        version, pub = cursor.fetchone()
    return version, bytes(pub)


def new_ballot(
    poll_id: UUID,
    slot: bytes,
    pub: bytes,
    version: int,
    choices: Mapping[str, int],
    idempotency_key: UUID,
    nv: bytes,
    channel: str,
) -> Ballot:
    """A valid ballot with its hashes, not saved yet."""
    kept = valid(fixed_rules(poll_id), choices)
    n1, n2 = secrets.token_bytes(32), secrets.token_bytes(32)
    h1 = slot_hash(poll=poll_id, pub=pub, version=version, n1=n1)
    h2 = choices_hash(poll=poll_id, choices=kept, n2=n2, nv=nv)
    return Ballot(
        poll_id=poll_id,
        slot=slot,
        version=version,
        idempotency_key=idempotency_key,
        choices=kept,
        channel=channel,
        n1=n1,
        n2=n2,
        nv=nv,
        leaf=leaf_hash(h1, h2),
    )


_TAKE_SLOT = """
    INSERT INTO voting_slot (id, poll_id, slot, pub, area, current) VALUES (%s, %s, %s, %s, %s, 1)
    ON CONFLICT (poll_id, slot) DO UPDATE SET current = voting_slot.current + 1
    RETURNING current, pub
"""


class _RepeatedError(Exception):
    """Undoes the slot's new version: this post was answered before."""

    def __init__(self, ballot: Ballot) -> None:
        self.ballot = ballot


def _area_on_roll(poll: Poll, elector: UUID) -> str:
    paper = PaperBallot.objects.filter(poll=poll, elector=OuterRef("elector")).exclude(
        status=BatchStatus.REFUSED
    )
    entry = (
        RollEntry.objects.filter(poll=poll, elector=elector)
        .annotate(on_paper=Exists(paper))
        .values_list("area", "on_paper")
        .first()
    )
    if entry is None:
        raise VotingError("not_on_roll")
    area, on_paper = entry
    if on_paper:
        raise VotingError("voted_on_paper")
    return area


def _first_post_wins(poll: Poll, post: _Post) -> None:
    """Asked with the slot locked, so that of equal posts only one can find nothing."""
    posted = Ballot.objects.filter(poll=poll, slot=post.slot, idempotency_key=post.key)
    first = posted.first()
    if first is not None:
        if first.choices != {code: points for code, points in post.choices.items() if points}:
            raise VotingError("key_reused")
        raise _RepeatedError(first)
    if not poll.may_change:
        raise VotingError("already_voted")
