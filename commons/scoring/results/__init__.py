"""The result of a scoring: computed once at the close, kept whole, recomputable by anybody."""

from .computing import compute
from .shapes import (
    Agreement,
    Cell,
    CriterionResult,
    Marker,
    Pair,
    Result,
    Standing,
    Tipping,
    Unranked,
)
from .whatif import WhatIf, what_if

__all__ = [
    "Agreement",
    "Cell",
    "CriterionResult",
    "Marker",
    "Pair",
    "Result",
    "Standing",
    "Tipping",
    "Unranked",
    "WhatIf",
    "compute",
    "what_if",
]
