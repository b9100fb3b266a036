"""Check the box against the roll: every slot must derive from one person on it.

Whoever has K_poll can tell whose a slot is, so two moderators ask for the check together, the act
stays on record, and only numbers leave it.
"""

import logging
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef

from commons.audit.operations import record
from commons.people.models import Person

from .. import keys
from ..enums import LeafKind, PollStatus
from ..errors import VotingError
from ..models import Ballot, LogLeaf, Poll, RollEntry, Slot
from ..queries import is_imported, leaf_of
from . import sealing
from .roll import roll_root

log = logging.getLogger(__name__)

NEEDED = 2


@transaction.atomic
def audit_slots(*, poll: Poll, approved_by: Sequence[Person], at: datetime) -> LogLeaf:
    """Append what was found as a leaf, in public, and sign the head. May be done again.

    The leaf says: ``slots`` and ``roll`` (how many), ``foreign`` (slots of nobody on the roll),
    ``missing_pub`` (ballots without a slot), ``as_closed`` (the roll is that of the close). Each
    person has one slot and each slot one person, because both are unique in the poll.
    Raises VotingError: ``audit_needs_two``, ``poll_not_closed``, ``no_roll``, ``key_destroyed``,
    ``box_locked``.
    """
    people = sorted({person.pk for person in approved_by})
    if len(people) < NEEDED:
        raise VotingError("audit_needs_two")
    poll = Poll.objects.select_related("akimat").get(pk=poll.pk)
    key = _key(poll)
    content = _found(poll, key) | {"approvals": len(people)}
    # With its hour, for two checks may find the same, and no leaf stands in a log twice.
    leaf = sealing.log_content(poll, LeafKind.AUDIT, content | {"at": at.isoformat()})
    sealing.sign_head(poll, at)
    record(
        verb="roll_audited",
        subject=poll,
        at=at,
        actor=approved_by[-1],
        akimat=poll.akimat,
        approved_by=people,
        **content,
    )
    if content["foreign"] or content["missing_pub"] or not content["as_closed"]:
        log.critical("The box of poll %s does not fit its roll: %s", poll.pk, content)
    return leaf


def _key(poll: Poll) -> bytes:
    if poll.status != PollStatus.CLOSED:
        raise VotingError("poll_not_closed")
    if is_imported(poll):
        raise VotingError("no_roll")
    if poll.key_destroyed_at:
        raise VotingError("key_destroyed")
    try:
        return keys.poll_key(poll.pk)
    except keys.KeyMissingError as error:
        raise VotingError("box_locked") from error


def _found(poll: Poll, key: bytes) -> dict[str, Any]:
    slots = {bytes(slot) for slot in poll.slots.values_list("slot", flat=True).iterator(5000)}
    total, roll = len(slots), roll_root(poll)
    electors = RollEntry.objects.filter(poll=poll).values_list("elector_id", flat=True)
    for elector in electors.iterator(5000):
        slots.discard(keys.slot_of(key, elector))
    return {
        "poll": str(poll.pk),
        "slots": total,
        "roll": roll["roll"],
        "foreign": len(slots),
        "missing_pub": _without_slot(poll),
        "as_closed": roll == _roll_at_close(poll),
    }


def _without_slot(poll: Poll) -> int:
    slot = Slot.objects.filter(poll=OuterRef("poll"), slot=OuterRef("slot"))
    return Ballot.objects.filter(poll=poll).exclude(Exists(slot)).count()


def _roll_at_close(poll: Poll) -> dict[str, Any]:
    close = leaf_of(poll, LeafKind.CLOSE)
    said = (close and close.content) or {}
    return {name: said.get(name) for name in ("roll", "roll_late", "roll_root")}
