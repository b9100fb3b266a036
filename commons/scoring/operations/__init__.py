"""Everything that can be done with a scorecard."""

from .alternatives import (
    add_alternative,
    change_alternative,
    clear_figure,
    enter_figure,
    enter_figures,
    remove_alternative,
)
from .assigning import assign
from .cards import change_scorecard, create_scorecard, discard_scorecard, extend_scoring
from .closing import close_scoring
from .criteria import add_criterion, change_criterion, remove_criterion, set_anchors, set_areas
from .opening import faults, open_scoring
from .reminding import remind
from .seats import change_seat, declare_conflict, seat_evaluator, unseat_evaluator
from .sheets import save_sheet, submit_sheet
from .weighting import set_comparisons, set_swing, set_weights

__all__ = [
    "add_alternative",
    "add_criterion",
    "assign",
    "change_alternative",
    "change_criterion",
    "change_scorecard",
    "change_seat",
    "clear_figure",
    "close_scoring",
    "create_scorecard",
    "declare_conflict",
    "discard_scorecard",
    "enter_figure",
    "enter_figures",
    "extend_scoring",
    "faults",
    "open_scoring",
    "remind",
    "remove_alternative",
    "remove_criterion",
    "save_sheet",
    "seat_evaluator",
    "set_anchors",
    "set_areas",
    "set_comparisons",
    "set_swing",
    "set_weights",
    "submit_sheet",
    "unseat_evaluator",
]
