"""What one voter may know of their own ballots."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q

from commons.people.models import Elector

from .. import keys
from ..enums import BatchStatus
from ..errors import VotingError
from ..formats import Choices
from ..models import Ballot, PaperBallot, Poll, RollEntry


def may_vote(poll: Poll, elector: Elector) -> bool:
    """On the roll; whether voting is open is another question."""
    return RollEntry.objects.filter(poll=poll, elector=elector).exists()


def polls_of(elector: Elector, polls: Iterable[UUID]) -> set[UUID]:
    """Those of the polls on whose roll the elector stands."""
    entries = RollEntry.objects.filter(elector=elector, poll__in=list(polls))
    return set(entries.values_list("poll_id", flat=True))


@dataclass(frozen=True)
class OwnBallot:
    """A voter's ballot as it stands in the box; `signature` as in a receipt."""

    choices: Choices
    version: int
    leaf: bytes
    channel: str
    signature: bytes

    @property
    def code(self) -> str:
        return self.leaf.hex()


def own_ballot(poll: Poll, elector: Elector) -> OwnBallot | None:
    """The voter's last version. Raises VotingError as `own_ballots`."""
    return own_ballots([poll.pk], elector).get(poll.pk)


def own_ballots(polls: Iterable[UUID], elector: Elector) -> dict[UUID, OwnBallot]:
    """In one query, by poll; for the voter's own eyes only.

    Raises VotingError ``box_locked`` where the key of one of the polls is missing, and
    ``key_destroyed`` where it was destroyed: then nobody can tell any more whose a ballot is.
    """
    polls = list(polls)
    try:
        slots = {poll: keys.slot_of(keys.poll_key(poll), elector.pk) for poll in polls}
    except keys.KeyMissingError as error:
        gone = Poll.objects.filter(pk__in=polls, key_destroyed_at__isnull=False).exists()
        raise VotingError("key_destroyed" if gone else "box_locked") from error
    mine = Q(pk__in=[])
    for poll, slot in slots.items():
        mine |= Q(poll=poll, slot=slot)
    found = {}
    for ballot in Ballot.objects.filter(mine).order_by("version"):
        leaf = bytes(ballot.leaf)
        promise = keys.promise(ballot.poll_id, leaf)
        found[ballot.poll_id] = OwnBallot(
            ballot.choices, ballot.version, leaf, ballot.channel, promise
        )
    return found


def paper_ballots_of(polls: Iterable[UUID], elector: Elector) -> set[UUID]:
    """Polls in which a paper ballot of the elector stands, so that they cannot vote online."""
    standing = PaperBallot.objects.filter(poll__in=list(polls), elector=elector).exclude(
        status=BatchStatus.REFUSED
    )
    return set(standing.values_list("poll_id", flat=True))
