"""Every way of changing an evaluation, the commission and what it decides."""

from .commission import change_member, remove_member, seat_member
from .deciding import (
    decide,
    decide_together,
    discard_resolution,
    fill_in_as_recommended,
    give_reason,
    prepare_resolution,
    publish_resolution,
    set_sitting,
)
from .figures import enter_figures, import_figures
from .preparing import (
    create_evaluation,
    discard_evaluation,
    invite_evaluator,
    put_forward,
    seat_stakeholders,
    withdraw,
)
from .running import close_evaluation, open_evaluation

__all__ = [
    "change_member",
    "close_evaluation",
    "create_evaluation",
    "decide",
    "decide_together",
    "discard_evaluation",
    "discard_resolution",
    "enter_figures",
    "fill_in_as_recommended",
    "give_reason",
    "import_figures",
    "invite_evaluator",
    "open_evaluation",
    "prepare_resolution",
    "publish_resolution",
    "put_forward",
    "remove_member",
    "seat_member",
    "seat_stakeholders",
    "set_sitting",
    "withdraw",
]
