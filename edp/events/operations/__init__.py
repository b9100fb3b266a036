"""Writes of events, one verb each."""

from .attending import add_walk_in, import_attendance, mark_attendance
from .noting import change_note, remove_note, restore_note, write_note
from .planning import (
    cancel_event,
    change_event,
    create_event,
    discard_event,
    make_groups,
    publish_event,
    set_agenda,
)
from .registering import cancel_registration, register
from .reminding import remind
from .reporting import make_pdf, order_pdf, publish_report, save_report

__all__ = [
    "add_walk_in",
    "cancel_event",
    "cancel_registration",
    "change_event",
    "change_note",
    "create_event",
    "discard_event",
    "import_attendance",
    "make_groups",
    "make_pdf",
    "mark_attendance",
    "order_pdf",
    "publish_event",
    "publish_report",
    "register",
    "remind",
    "remove_note",
    "restore_note",
    "save_report",
    "set_agenda",
    "write_note",
]
