"""Writes of petitions, each one transaction."""

from .appealing import appeal, decide_appeal
from .considering import answer, name_handler
from .following import follow_proposal
from .paper import confirm_batch, enter_batch, refuse_batch
from .signing import sign, take_back
from .sweeping import sweep
from .writing import call_for, save_petition, start_petition, submit_petition

__all__ = [
    "answer",
    "appeal",
    "call_for",
    "confirm_batch",
    "decide_appeal",
    "enter_batch",
    "follow_proposal",
    "name_handler",
    "refuse_batch",
    "save_petition",
    "sign",
    "start_petition",
    "submit_petition",
    "sweep",
    "take_back",
]
