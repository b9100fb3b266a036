"""The Pabulib exchange format (.pb): read, check, write and turn into an election.

Stolicki, Szufa and Talmon (2020), "Pabulib: A Participatory Budgeting Library", format of
pabulib.org. UTF-8 with or without a byte order mark; three sections of ``;`` separated values with
CSV quoting; lists inside a field are separated by ``,``. Every value stays the text that it was:
unknown META keys, extra columns, their order, decimal commas and leading zeros survive a round
trip. Only what carries nothing is lost: byte order mark, line ends, blank lines, needless quotes.
"""

from algorithms.pabulib.elections import Converted, number, to_election
from algorithms.pabulib.faults import PabulibError, Problem
from algorithms.pabulib.reading import REQUIRED_META, VOTE_TYPES, read
from algorithms.pabulib.tables import PbFile, Table
from algorithms.pabulib.writing import write

__all__ = [
    "REQUIRED_META",
    "VOTE_TYPES",
    "Converted",
    "PabulibError",
    "PbFile",
    "Problem",
    "Table",
    "number",
    "read",
    "to_election",
    "write",
]
