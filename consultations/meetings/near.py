"""What is decided near somebody: rows from every part, about a territory and those above it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from commons.territories.models import Akimat, Territory


@dataclass(frozen=True)
class Row:
    """A line of the list. `until` is the day when it happens or until which one can take part;
    rows without a day come last."""

    url: str
    title: str
    what: str  # its kind, such as "public hearing"
    until: date | None = None
    place: str = ""  # the name of the territory that it is about; empty: the whole akimat
    language: str = ""  # of the title, where it is what somebody wrote
    act: str = ""  # what can be done there, such as "Sign up to speak"


# The akimat; the chosen territory with all above it, empty for the whole akimat; the moment.
Reader = Callable[[Akimat, Sequence[Territory], datetime], Sequence[Row]]
_readers: dict[str, Reader] = {}


def register(key: str, read: Reader) -> None:
    """Add a part's rows; the same key again replaces it."""
    _readers[key] = read


def rows(akimat: Akimat, territories: Sequence[Territory], at: datetime) -> list[Row]:
    """All rows, the soonest first."""
    found = [
        row for _key, read in sorted(_readers.items()) for row in read(akimat, territories, at)
    ]
    return sorted(found, key=lambda row: (row.until or date.max, row.what, row.title))
