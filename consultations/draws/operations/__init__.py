"""Writes of draws."""

from .computing import compute, fail, hear, publish, restart
from .drawing import draw_panel, replace, reveal, seat
from .preparing import (
    apply_change,
    create,
    quotas_from_census,
    set_features,
    set_quotas,
    set_seed,
    start,
    take_back,
)

__all__ = [
    "apply_change",
    "compute",
    "create",
    "draw_panel",
    "fail",
    "hear",
    "publish",
    "quotas_from_census",
    "replace",
    "restart",
    "reveal",
    "seat",
    "set_features",
    "set_quotas",
    "set_seed",
    "start",
    "take_back",
]
