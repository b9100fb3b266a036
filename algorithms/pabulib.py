"""The Pabulib exchange format (.pb): read, check, write and turn into an election.

Stolicki, Szufa and Talmon (2020), "Pabulib: A Participatory Budgeting Library", format of
pabulib.org. UTF-8 with or without a byte order mark; three sections of ``;`` separated values with
CSV quoting; lists inside a field are separated by ``,``. Every value stays the text that it was:
unknown META keys, extra columns, their order, decimal commas and leading zeros survive a round
trip. Only what carries nothing is lost: byte order mark, line ends, blank lines, needless quotes.
"""

import csv
import io
import os
import random
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import NamedTuple

from algorithms.allocation import Election, Project

SECTIONS = ("META", "PROJECTS", "VOTES")
VOTE_TYPES = ("approval", "choose-1", "cumulative", "ordinal", "scoring")
REQUIRED_META = (
    "description",
    "country",
    "unit",
    "instance",
    "num_projects",
    "num_votes",
    "budget",
    "vote_type",
    "rule",
    "date_begin",
    "date_end",
)
_AMOUNT = re.compile(r"[0-9]+(?:[.,][0-9]+)?")
_SIGNED = re.compile(r"-?[0-9]+(?:[.,][0-9]+)?")
_DATE = re.compile(r"(?:(?:0?[1-9]|[12][0-9]|3[01])\.(?:0?[1-9]|1[0-2])\.)?[0-9]{4}")

_SENTENCES = {
    "not_utf8": "the file is not UTF-8 text",
    "unreadable": "the line cannot be read as values separated by ';': {reason}",
    "section_missing": "expected the section {expected}",
    "header_missing": "the section {section} has no header line",
    "column_missing": "the section {section} needs a column {expected}",
    "column_duplicate": "the column stands twice",
    "row_length": "expected {expected} fields, found {found}",
    "meta_missing": "META needs the key {expected}",
    "meta_duplicate": "the key stands twice in META",
    "value_empty": "expected a value, found nothing",
    "amount": "expected a number such as 1500 or 1500,50, found {found}",
    "count": "expected {expected}, as many as there are rows, found {found}",
    "vote_type": "expected one of approval, choose-1, cumulative, ordinal, scoring, found {found}",
    "date": "expected dd.mm.yyyy or yyyy, found {found}",
    "selected": "expected 0, 1, 2 or 3, found {found}",
    "project_duplicate": "the project {found} is listed twice",
    "project_unknown": "the project {found} is not listed in PROJECTS",
    "vote_duplicate": "the ballot names the project {found} twice",
    "vote_too_long": "a choose-1 ballot names at most 1 project, found {found}",
    "points_length": "expected {expected} points, one for each project named, found {found}",
    "points": "expected numbers separated by ',', found {found}",
}


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault: ``code``, where it is (``line`` 0 means the file as a whole), and its values."""

    code: str
    line: int
    field: str
    params: Mapping[str, str | int]

    def __str__(self) -> str:
        place = ", ".join(filter(None, (f"line {self.line}" if self.line else "", self.field)))
        sentence = _SENTENCES[self.code].format_map(self.params)
        return f"{place}: {sentence}." if place else f"{sentence}."


class PabulibError(ValueError):
    """What is wrong with a file: ``problems`` in file order, the first one's parts at hand."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        first = self.problems[0]
        self.code, self.line, self.field, self.params = (
            first.code,
            first.line,
            first.field,
            dict(first.params),
        )
        super().__init__("\n".join(map(str, self.problems)))


@dataclass(frozen=True, slots=True)
class Table:
    """A section's columns and its rows, each as long as ``columns``, all text."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def column(self, name: str) -> tuple[str, ...]:
        """One column from top to bottom; raises KeyError."""
        if name not in self.columns:
            raise KeyError(name)
        place = self.columns.index(name)
        return tuple(row[place] for row in self.rows)


@dataclass(frozen=True, slots=True)
class PbFile:
    """An election as the file tells it; ``meta`` keeps its order and every key."""

    meta: Mapping[str, str]
    projects: Table
    votes: Table


class Converted(NamedTuple):
    """An election whose money counts in 1/``scale`` of the file's currency unit.

    A rule that steps by one unit of currency steps by ``scale``.
    """

    election: Election
    scale: int


def read(source: str | bytes | os.PathLike[str], *, max_problems: int = 20) -> PbFile:
    """Reads and checks a file given by its path, its bytes, or its text (a str of several lines).

    Raises PabulibError with up to ``max_problems`` faults, and OSError from the file system.
    """
    faults = _Faults(max_problems)
    sections = _split(_text(source), faults)
    faults.settle()
    meta_lines, meta = _meta(sections["META"], faults)
    projects = _table("PROJECTS", sections["PROJECTS"], ("project_id", "cost"), faults)
    points = ("points",) if meta.get("vote_type") in ("cumulative", "scoring") else ()
    votes = _table("VOTES", sections["VOTES"], ("voter_id", "vote", *points), faults)
    faults.settle()
    pb = PbFile(meta, projects, votes)
    _check_meta(pb, meta_lines, faults)
    known = _check_projects(pb, sections["PROJECTS"], faults)
    _check_votes(pb, sections["VOTES"], known, faults)
    faults.settle()
    return pb


def write(pb: PbFile, *, shuffle: random.Random | None = None) -> str:
    """The file's text with ``\\n`` line ends; ``read(write(pb)) == pb`` for whatever was read.

    With ``shuffle`` the rows of VOTES come in an order drawn from it, so that the order in which
    votes were cast is not published; voter ids stay as they are and must not give it away either.
    """
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\n")
    votes = list(pb.votes.rows)
    if shuffle is not None:
        shuffle.shuffle(votes)
    writer.writerows([("META",), ("key", "value"), *pb.meta.items()])
    writer.writerows([("PROJECTS",), pb.projects.columns, *pb.projects.rows])
    writer.writerows([("VOTES",), pb.votes.columns, *votes])
    return out.getvalue()


def to_election(pb: PbFile) -> Converted:
    """The file as an Election, exactly: money is multiplied by the least sufficient power of ten.

    Points: 1 for approval and choose-1; max_length − index (from 0) for ordinal, where max_length
    defaults to the number of projects; for cumulative and scoring the points given, and
    ``default_score`` for projects that a scoring ballot leaves out. Decimal points are multiplied
    by a power of ten as well, which no rule's outcome depends on. Raises AllocationError, as for
    negative points or a cost of 0.
    """
    ids = pb.projects.column("project_id")
    money = [number(text) for text in (pb.meta["budget"], *pb.projects.column("cost"))]
    scale = _power_of_ten(money)
    budget, *costs = (int(amount * scale) for amount in money)
    projects = [Project(i, cost) for i, cost in zip(ids, costs, strict=True)]
    return Converted(Election(budget, projects, ((b, 1) for b in _ballots(pb, ids))), scale)


def number(text: str) -> Fraction:
    """A decimal with point or comma, exactly."""
    return Fraction(text.replace(",", "."))


def _power_of_ten(numbers: Iterable[Fraction]) -> int:
    scale = 1
    for value in numbers:
        while scale % value.denominator:
            scale *= 10
    return scale


def _ballots(pb: PbFile, ids: tuple[str, ...]) -> Iterator[dict[str, int]]:
    votes = (_items(text) for text in pb.votes.column("vote"))
    kind = pb.meta["vote_type"]
    if kind in ("approval", "choose-1"):
        yield from (dict.fromkeys(vote, 1) for vote in votes)
    elif kind == "ordinal":
        longest = int(pb.meta.get("max_length") or len(ids))
        yield from ({p: longest - place for place, p in enumerate(vote)} for vote in votes)
    else:
        texts = pb.votes.column("points")
        values = {t: number(t) for text in set(texts) for t in _items(text)}
        default = number(pb.meta.get("default_score") or "0") if kind == "scoring" else Fraction(0)
        scale = _power_of_ten([default, *values.values()])
        whole = {t: int(value * scale) for t, value in values.items()}
        unlisted = dict.fromkeys(ids, int(default * scale)) if default else {}
        for vote, text in zip(votes, texts, strict=True):
            yield unlisted | {p: whole[t] for p, t in zip(vote, _items(text), strict=True)}


def _items(text: str) -> list[str]:
    return [item.strip() for item in text.split(",")] if text.strip() else []


class _Faults:
    """Collects problems and raises them together."""

    def __init__(self, most: int) -> None:
        self._most = max(1, most)
        self._found: list[Problem] = []

    def add(self, code: str, line: int, name: str = "", **params: str | int) -> None:
        self._found.append(Problem(code, line, name, params))
        if len(self._found) >= self._most:
            self.settle()

    def settle(self) -> None:
        if self._found:
            raise PabulibError(self._found)


class _Row(NamedTuple):
    line: int
    values: list[str]


def _text(source: str | bytes | os.PathLike[str]) -> str:
    if isinstance(source, str) and ("\n" in source or "\r" in source):
        return source.removeprefix("\ufeff")
    raw = source if isinstance(source, bytes) else Path(source).read_bytes()
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise PabulibError([Problem("not_utf8", line, "", {})]) from error


def _split(text: str, faults: _Faults) -> dict[str, list[_Row]]:
    """The rows of each section, its title line left out, with the lines on which they start."""
    sections: dict[str, list[_Row]] = {}
    expected = list(SECTIONS)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=";", strict=True)
    line = 1
    try:
        for values in reader:
            title = values[0].strip() if values else ""
            if expected and title == expected[0] and not any(values[1:]):
                rows = sections[expected.pop(0)] = []
            elif values and (len(values) > 1 or title):
                if not sections:
                    break
                rows.append(_Row(line, values))
            line = reader.line_num + 1
    except csv.Error as error:
        faults.add("unreadable", line, reason=str(error))
        faults.settle()
    if expected:
        faults.add("section_missing", line, expected=expected[0])
    return sections


def _meta(rows: list[_Row], faults: _Faults) -> tuple[dict[str, int], dict[str, str]]:
    meta: dict[str, str] = {}
    lines: dict[str, int] = {}
    if not rows:
        faults.add("header_missing", 0, section="META")
    for line, (key, *values) in rows[1:]:
        if len(values) < 1 or any(values[1:]):
            faults.add("row_length", line, key, expected=2, found=1 + len(values))
        elif key in meta:
            faults.add("meta_duplicate", line, key)
        else:
            meta[key], lines[key] = values[0], line
    for key in REQUIRED_META:
        if key not in meta:
            faults.add("meta_missing", 0, key, expected=key)
    return lines, meta


def _table(name: str, rows: list[_Row], required: tuple[str, ...], faults: _Faults) -> Table:
    if not rows:
        faults.add("header_missing", 0, section=name)
        return Table((), ())
    header = rows[0].values
    while header and not header[-1]:
        header = header[:-1]
    columns = tuple(header)
    width = len(columns)
    for column in required:
        if column not in columns:
            faults.add("column_missing", rows[0].line, column, section=name, expected=column)
    for place, column in enumerate(columns):
        if column in columns[:place]:
            faults.add("column_duplicate", rows[0].line, column)
    for line, values in rows[1:]:
        if len(values) != width and (len(values) < width or any(values[width:])):
            faults.add("row_length", line, name, expected=width, found=len(values))
    return Table(columns, tuple(tuple(row.values[:width]) for row in rows[1:]))


def _check_meta(pb: PbFile, lines: Mapping[str, int], faults: _Faults) -> None:
    meta = pb.meta
    for key in REQUIRED_META:
        if not meta[key].strip():
            faults.add("value_empty", lines[key], key)
    counts = {"num_projects": len(pb.projects.rows), "num_votes": len(pb.votes.rows)}
    for key, rows in counts.items():
        if meta[key].strip() != str(rows):
            faults.add("count", lines[key], key, expected=rows, found=meta[key])
    checks: list[tuple[str, str, Callable[[str], object]]] = [
        ("budget", "amount", _AMOUNT.fullmatch),
        ("vote_type", "vote_type", VOTE_TYPES.__contains__),
        ("date_begin", "date", _DATE.fullmatch),
        ("date_end", "date", _DATE.fullmatch),
        ("max_length", "amount", str.isdecimal),
        ("default_score", "amount", _SIGNED.fullmatch),
    ]
    for key, code, accepts in checks:
        if meta.get(key) and not accepts(meta[key]):
            faults.add(code, lines[key], key, found=meta[key])


def _check_projects(pb: PbFile, rows: list[_Row], faults: _Faults) -> set[str]:
    known: set[str] = set()
    costs = pb.projects.column("cost")
    chosen = pb.projects.column("selected") if "selected" in pb.projects.columns else None
    for place, project in enumerate(pb.projects.column("project_id")):
        line = rows[place + 1].line
        if project in known:
            faults.add("project_duplicate", line, "project_id", found=project)
        if not project.strip():
            faults.add("value_empty", line, "project_id")
        if not _AMOUNT.fullmatch(costs[place]):
            faults.add("amount", line, "cost", found=costs[place])
        if chosen and chosen[place] not in ("", "0", "1", "2", "3"):
            faults.add("selected", line, "selected", found=chosen[place])
        known.add(project)
    return known


def _check_votes(pb: PbFile, rows: list[_Row], known: set[str], faults: _Faults) -> None:
    kind = pb.meta["vote_type"]
    pointed = kind in ("cumulative", "scoring")
    points = pb.votes.column("points") if pointed else ()
    fine: set[str] = set()  # equal texts are checked once
    for place, text in enumerate(pb.votes.column("vote")):
        if pointed:
            _check_points(rows[place + 1].line, len(_items(text)), points[place], faults)
        if text in fine:
            continue
        named = _items(text)
        found = _ballot_faults(named, known, kind)
        for code, value in found:
            faults.add(code, rows[place + 1].line, "vote", found=value)
        if not found:
            fine.add(text)


def _ballot_faults(named: list[str], known: set[str], kind: str) -> list[tuple[str, str | int]]:
    found: list[tuple[str, str | int]] = []
    for position, project in enumerate(named):
        if project not in known:
            found.append(("project_unknown", project))
        elif project in named[:position]:
            found.append(("vote_duplicate", project))
    if kind == "choose-1" and len(named) > 1:
        found.append(("vote_too_long", len(named)))
    return found


def _check_points(line: int, expected: int, text: str, faults: _Faults) -> None:
    given = _items(text)
    if len(given) != expected:
        faults.add("points_length", line, "points", expected=expected, found=len(given))
    elif not all(_SIGNED.fullmatch(points) for points in given):
        faults.add("points", line, "points", found=text)
