"""What the log says of the roll: how many stand on it, and a root that hides who."""

import logging
from typing import Any

from algorithms.log import entry_hash, root

from .. import keys
from ..models import Poll

log = logging.getLogger(__name__)


def roll_root(poll: Poll) -> dict[str, Any]:
    """The Merkle root over `"roll/1" | slot 32 | area 9` of every entry, sorted by slot.

    With K_poll an audit can recompute it from the roll; without, it tells nothing of anybody.
    Where K_poll is lost the root is empty, and a poll can still be closed.
    """
    counts = {"roll": poll.roll.count(), "roll_late": poll.roll.filter(at_opening=False).count()}
    try:
        key = keys.poll_key(poll.pk)
    except keys.KeyMissingError:
        log.critical("The key of poll %s is not there: its log has no root of the roll.", poll.pk)
        return {**counts, "roll_root": ""}
    entries = sorted(
        (keys.slot_of(key, elector), area)
        for elector, area in poll.roll.values_list("elector_id", "area").iterator(5000)
    )
    leaves = (entry_hash(b"roll/1" + slot + area.ljust(9).encode()) for slot, area in entries)
    return {**counts, "roll_root": root(leaves).hex()}
