"""What can be done with a round and its projects; each verb is one transaction."""

from .announcing import amend, announce
from .appeals import decide_appeal, file_appeal
from .approving import approve_and_take, approve_step, audit_roll, take_step, withdraw_approval
from .balloting import (
    close_voting,
    enrol_late,
    exclude_mutually,
    fix_ballot,
    open_voting,
    unfix_ballot,
)
from .copying import copy_round
from .counting import count, publish_result, settle_count
from .reviewing import (
    assign,
    follow_proposal,
    lapse_correction,
    review,
    send_to_review,
    set_envelope,
    submit_correction,
)
from .setup import Changes, change_rules, create_round, sync_call

__all__ = [
    "Changes",
    "amend",
    "announce",
    "approve_and_take",
    "approve_step",
    "assign",
    "audit_roll",
    "change_rules",
    "close_voting",
    "copy_round",
    "count",
    "create_round",
    "decide_appeal",
    "enrol_late",
    "exclude_mutually",
    "file_appeal",
    "fix_ballot",
    "follow_proposal",
    "lapse_correction",
    "open_voting",
    "publish_result",
    "review",
    "send_to_review",
    "set_envelope",
    "settle_count",
    "submit_correction",
    "sync_call",
    "take_step",
    "unfix_ballot",
    "withdraw_approval",
]
