"""Every change of final documents, replies and commitments."""

from .handing import hand_over
from .hearing import arrange, ask_to_be_heard, record_heard, withdraw_request
from .keeping import answer_dispute, break_promise, dispute, finish, move_date, report
from .reminding import remind
from .replying import Promise, attach, correct_reply, detach, publish_reply, save_draft
from .sending import send_document
from .writing import (
    add_recommendation,
    change_document,
    change_recommendation,
    drop_document,
    move_recommendation,
    remove_recommendation,
    start_document,
)

__all__ = [
    "Promise",
    "add_recommendation",
    "answer_dispute",
    "arrange",
    "ask_to_be_heard",
    "attach",
    "break_promise",
    "change_document",
    "change_recommendation",
    "correct_reply",
    "detach",
    "dispute",
    "drop_document",
    "finish",
    "hand_over",
    "move_date",
    "move_recommendation",
    "publish_reply",
    "record_heard",
    "remind",
    "remove_recommendation",
    "report",
    "save_draft",
    "send_document",
    "start_document",
    "withdraw_request",
]
