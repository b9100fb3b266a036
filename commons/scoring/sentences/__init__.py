"""A result in words that a citizen can follow. Every function answers in the reader's language.

What is scored is called a candidate here: this app does not know what it is.
"""

from .agreement import agreement, disagreement, marker, markers
from .phrases import hundredths
from .places import compared, keeps, of_hundred, place, summary, undecided, undecided_pair, why
from .rules import aggregation, consistency, method, recomputing, robustness, severity
from .weights import central, to_be_first

__all__ = [
    "aggregation",
    "agreement",
    "central",
    "compared",
    "consistency",
    "disagreement",
    "hundredths",
    "keeps",
    "marker",
    "markers",
    "method",
    "of_hundred",
    "place",
    "recomputing",
    "robustness",
    "severity",
    "summary",
    "to_be_first",
    "undecided",
    "undecided_pair",
    "why",
]
