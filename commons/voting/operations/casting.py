"""Put a ballot into the box. The transaction writes no row that bears the voter."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
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
from ..queries import clock, rules_of


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
    poll: Poll,
    elector: Elector,
    choices: Mapping[str, int],
    idempotency_key: UUID,
    nv: bytes,
    channel: Channel = Channel.ONLINE,
) -> Receipt:
    """Cast or change a ballot: {option code: points}, an approval being 1 point; {} is blank.

    `nv` are 32 bytes that come from the voter. The same key with the same choices returns the first
    receipt and adds nothing. The caller must not be in a transaction that writes anything about the
    voter. Raises VotingError: ``poll_not_open``, ``poll_not_yet_open``, ``poll_over``,
    ``not_on_roll``, ``voted_on_paper``, ``already_voted``, ``key_reused``, ``box_locked``, and what
    `formats.valid` finds.
    """
    try:
        key = keys.poll_key(poll.pk)
    except keys.KeyMissingError as error:
        raise VotingError("box_locked") from error
    slot = keys.slot_of(key, elector.pk)
    try:
        with transaction.atomic():
            locks.share_poll(poll.pk)
            found = open_now(poll.pk)
            area = _area_on_roll(found, elector)
            version, pub = take_slot(found, slot, area)
            if version > 1:
                _first_post_wins(found, slot, idempotency_key, choices)
            ballot = new_ballot(found, slot, pub, version, choices, idempotency_key, nv, channel)
            ballot.save(force_insert=True)
    except _RepeatedError as repeat:
        return _receipt(repeat.ballot, repeated=True)
    return _receipt(ballot)


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


def take_slot(poll: Poll, slot: bytes, area: str) -> tuple[int, bytes]:
    """The next version of the voter's ballot and the slot's public name; locks the slot."""
    with connection.cursor() as cursor:
        cursor.execute(_TAKE_SLOT, [uuid4(), poll.pk, slot, secrets.token_bytes(16), area])
        version, pub = cursor.fetchone()
    return version, bytes(pub)


def new_ballot(
    poll: Poll,
    slot: bytes,
    pub: bytes,
    version: int,
    choices: Mapping[str, int],
    idempotency_key: UUID,
    nv: bytes,
    channel: str,
) -> Ballot:
    """A valid ballot with its hashes, not saved yet."""
    kept = valid(rules_of(poll), choices)
    n1, n2 = secrets.token_bytes(32), secrets.token_bytes(32)
    h1 = slot_hash(poll=poll.pk, pub=pub, version=version, n1=n1)
    h2 = choices_hash(poll=poll.pk, choices=kept, n2=n2, nv=nv)
    return Ballot(
        poll=poll,
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


def _area_on_roll(poll: Poll, elector: Elector) -> str:
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


def _first_post_wins(
    poll: Poll, slot: bytes, idempotency_key: UUID, choices: Mapping[str, int]
) -> None:
    """Asked with the slot locked, so that of equal posts only one can find nothing."""
    first = Ballot.objects.filter(poll=poll, slot=slot, idempotency_key=idempotency_key).first()
    if first is not None:
        if first.choices != {code: points for code, points in choices.items() if points}:
            raise VotingError("key_reused")
        raise _RepeatedError(first)
    if not poll.may_change:
        raise VotingError("already_voted")


def _receipt(ballot: Ballot, *, repeated: bool = False) -> Receipt:
    leaf = bytes(ballot.leaf)
    signature = keys.promise(ballot.poll_id, leaf)
    return Receipt(ballot.poll_id, leaf, ballot.version, signature, repeated)
