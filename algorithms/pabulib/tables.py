"""The sections of a .pb file as tables of text."""

from collections.abc import Mapping
from dataclasses import dataclass

from algorithms.pabulib.plain import Marks, Plain


class Table:
    """A section's columns and its rows, each as long as ``columns``, all text.

    A table of votes may keep the text it was read from and cut it into rows when asked to.
    """

    __slots__ = ("_plain", "_rows", "columns")

    def __init__(self, columns: tuple[str, ...], rows: tuple[tuple[str, ...], ...]) -> None:
        self.columns = columns
        self._rows: tuple[tuple[str, ...], ...] | None = rows
        self._plain: Plain | None = None

    @classmethod
    def of(cls, plain: Plain) -> "Table":
        """The rows of ``plain``, not cut yet."""
        table = cls(plain.columns, ())
        table._rows, table._plain = None, plain
        return table

    @property
    def rows(self) -> tuple[tuple[str, ...], ...]:
        """All rows from top to bottom."""
        if self._rows is None:
            assert self._plain is not None
            self._rows = self._plain.rows()
        return self._rows

    def column(self, name: str) -> tuple[str, ...]:
        """One column from top to bottom; raises KeyError."""
        if name not in self.columns:
            raise KeyError(name)
        place = self.columns.index(name)
        return tuple(row[place] for row in self.rows)

    def marks(self, ids: tuple[str, ...], kind: str) -> Marks | None:
        """The ballots as numbers, of a table read from faultless plain rows; None otherwise."""
        return None if self._plain is None else self._plain.marks(ids, kind)

    def __len__(self) -> int:
        return len(self.rows) if self._plain is None else len(self._plain)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Table):
            return NotImplemented
        return (self.columns, self.rows) == (other.columns, other.rows)

    def __hash__(self) -> int:
        return hash((self.columns, self.rows))

    def __repr__(self) -> str:
        return f"Table(columns={self.columns!r}, rows={self.rows!r})"


@dataclass(frozen=True, slots=True)
class PbFile:
    """An election as the file tells it; ``meta`` keeps its order and every key."""

    meta: Mapping[str, str]
    projects: Table
    votes: Table


def items(text: str) -> list[str]:
    """The items of a list inside a field."""
    return [item.strip() for item in text.split(",")] if text.strip() else []
