"""Writes of what comes before a meeting, one verb each."""

from .agenda import (
    accept_item,
    decline_item,
    propose_item,
    set_agenda,
    support_item,
    take_support_back,
    withdraw_proposal,
)
from .announcing import announce_meeting, cancel_meeting
from .papers import add_paper, move_paper, remove_paper
from .preparing import change_meeting, create_meeting, discard_meeting
from .registering import cancel_registration, enter, register
from .reminding import forget, remind
from .requesting import answer_request, request_hearing

__all__ = [
    "accept_item",
    "add_paper",
    "announce_meeting",
    "answer_request",
    "cancel_meeting",
    "cancel_registration",
    "change_meeting",
    "create_meeting",
    "decline_item",
    "discard_meeting",
    "enter",
    "forget",
    "move_paper",
    "propose_item",
    "register",
    "remind",
    "remove_paper",
    "request_hearing",
    "set_agenda",
    "support_item",
    "take_support_back",
    "withdraw_proposal",
]
