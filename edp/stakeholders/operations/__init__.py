"""Writes of the room: one function per verb."""

from .answering import (
    answer_invitation,
    bind_seats,
    leave,
    mark_opened,
    seat_who_came,
    show_name,
    withdraw_application,
)
from .importing import ImportReport, import_list
from .inviting import invite, remind, remind_all, withdraw
from .joining import admit, refuse, sign_up
from .nominating import nominate, settle_nomination
from .organisations import find_or_create
from .seats import change_seat, pass_seat

__all__ = [
    "ImportReport",
    "admit",
    "answer_invitation",
    "bind_seats",
    "change_seat",
    "find_or_create",
    "import_list",
    "invite",
    "leave",
    "mark_opened",
    "nominate",
    "pass_seat",
    "refuse",
    "remind",
    "remind_all",
    "seat_who_came",
    "settle_nomination",
    "show_name",
    "sign_up",
    "withdraw",
    "withdraw_application",
]
