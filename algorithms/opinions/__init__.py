"""Opinion groups: who votes alike on statements, what tells groups apart and what unites them.

The method is that of Polis; ``docs/opinions.md`` tells it in words.
"""

from algorithms.opinions.errors import OpinionsError
from algorithms.opinions.grouping import groups
from algorithms.opinions.picture import Cell, Outline, Picture, picture
from algorithms.opinions.projection import Projection
from algorithms.opinions.result import Missing, Opinions
from algorithms.opinions.selection import Chosen, Direction, Divided, Shared
from algorithms.opinions.statistics import Side
from algorithms.opinions.votes import UNSEEN, Votes, from_matrix, from_records

__all__ = [
    "UNSEEN",
    "Cell",
    "Chosen",
    "Direction",
    "Divided",
    "Missing",
    "Opinions",
    "OpinionsError",
    "Outline",
    "Picture",
    "Projection",
    "Shared",
    "Side",
    "Votes",
    "from_matrix",
    "from_records",
    "groups",
    "picture",
]
