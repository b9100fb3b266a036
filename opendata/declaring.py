"""A dataset is declared once; the addresses, tables, pages and schema all come from that."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from datetime import date as day
from decimal import Decimal
from enum import Enum
from typing import Any

from django.db.models import Choices, Model, QuerySet
from django.db.models import Field as Column
from django.utils.functional import Promise

from commons.interface.official import LANGUAGES
from commons.territories.models import Akimat

Words = str | Promise
Rows = Callable[[Akimat | None], QuerySet[Any]]


class Kind(Enum):
    """What a field holds. TEXTS: one text in the three languages; STRINGS: several codes."""

    STRING = "string"
    INTEGER = "integer"
    NUMBER = "number"
    BOOLEAN = "boolean"
    DATE = "date"
    MOMENT = "date-time"
    UUID = "uuid"
    ADDRESS = "uri"
    TEXTS = "texts"
    STRINGS = "strings"


@dataclass(frozen=True)
class Field:
    """`read` gets the row. `unit` is of a number. `codes` lists the values that a text may have."""

    name: str
    kind: Kind
    about: Words
    read: Callable[[Any], Any]
    unit: Words = ""
    codes: type[Choices] | None = None
    nullable: bool = False

    def value(self, row: Any) -> Any:
        """As JSON holds it."""
        return _plain(self.read(row))

    @property
    def columns(self) -> tuple[str, ...]:
        """Of a table: a text in three languages takes three."""
        if self.kind is Kind.TEXTS:
            return tuple(f"{self.name}_{code}" for code in LANGUAGES)
        return (self.name,)

    def cells(self, row: Any) -> list[Any]:
        """The value in the columns of a table."""
        value = self.value(row)
        if self.kind is Kind.TEXTS:
            return [value[code] for code in LANGUAGES]
        if self.kind is Kind.STRINGS:
            return [";".join(value)]
        return [str(value).lower() if isinstance(value, bool) else value]


@dataclass(frozen=True)
class Dataset:
    """A public table.

    `rows` answers for an akimat, or for all active ones; only what everybody may see. Pages go by
    the primary key. `round` is the path to the key of a round, `since` that to a day or a moment,
    for the filters of these names. `prepare` gets the rows of a page before they are read, to fetch
    what no join brings.
    """

    name: str
    title: Words
    about: Words
    group: str
    fields: tuple[Field, ...]
    rows: Rows
    round: str = ""
    since: str = ""
    prepare: Callable[[list[Any]], None] | None = None

    @property
    def model(self) -> type[Model]:
        return self.rows(None).model

    @property
    def key(self) -> "Column[Any, Any]":
        return self.model._meta.pk

    @property
    def filters(self) -> tuple[str, ...]:
        return ("akimat", *(["round"] if self.round else []), *(["since"] if self.since else []))

    @property
    def columns(self) -> list[str]:
        return [column for field in self.fields for column in field.columns]

    def ready(self, rows: list[Any]) -> list[Any]:
        """The same rows, with what `prepare` adds."""
        if self.prepare and rows:
            self.prepare(rows)
        return rows

    def to_json(self, row: Any) -> dict[str, Any]:
        return {field.name: field.value(row) for field in self.fields}

    def cells(self, row: Any) -> list[Any]:
        return [cell for field in self.fields for cell in field.cells(row)]


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, bytes | memoryview):
        return bytes(value).hex()
    if isinstance(value, datetime):
        return f"{value.astimezone(UTC).replace(tzinfo=None).isoformat(timespec='seconds')}Z"
    return value.isoformat() if isinstance(value, day) else value


# --- ways to read a row ---


def at(path: str) -> Callable[[Any], Any]:
    """What stands at the end of a dotted path; None where the path breaks off."""
    names = path.split(".")

    def read(row: Any) -> Any:
        for name in names:
            row = getattr(row, name, None)
            if row is None:
                return None
        return row

    return read


def texts_at(path: str) -> Callable[[Any], dict[str, str]]:
    """A translated text in each language; empty where it is not written."""
    *way, name = path.split(".")
    owner = at(".".join(way)) if way else lambda row: row

    def read(row: Any) -> dict[str, str]:
        held = owner(row)
        return {code: getattr(held, f"{name}_{code}", None) or "" for code in LANGUAGES}

    return read


# --- short ways to declare a field ---


def string(name: str, about: Words, path: str = "", **more: Any) -> Field:
    return Field(name, Kind.STRING, about, at(path or name), **more)


def texts(name: str, about: Words, path: str = "") -> Field:
    return Field(name, Kind.TEXTS, about, texts_at(path or name))


def integer(name: str, about: Words, path: str = "", **more: Any) -> Field:
    return Field(name, Kind.INTEGER, about, at(path or name), **more)


def number(name: str, about: Words, path: str = "", **more: Any) -> Field:
    return Field(name, Kind.NUMBER, about, at(path or name), **more)


def flag(name: str, about: Words, path: str = "", **more: Any) -> Field:
    return Field(name, Kind.BOOLEAN, about, at(path or name), **more)


def date(name: str, about: Words, path: str = "", **more: Any) -> Field:
    return Field(name, Kind.DATE, about, at(path or name), **more)


def moment(name: str, about: Words, path: str = "", **more: Any) -> Field:
    return Field(name, Kind.MOMENT, about, at(path or name), **more)


def registry(datasets: Iterable[Dataset]) -> Mapping[str, Dataset]:
    """By name; two of one name are a mistake. Raises ValueError."""
    found: dict[str, Dataset] = {}
    for dataset in datasets:
        if dataset.name in found:
            raise ValueError(dataset.name)
        found[dataset.name] = dataset
    return found
