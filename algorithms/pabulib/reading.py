"""Reading a .pb file and checking it."""

import csv
import os
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from algorithms.pabulib.faults import Faults, PabulibError, Problem
from algorithms.pabulib.plain import Plain
from algorithms.pabulib.tables import PbFile, Table, items

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

_LINE = re.compile(r"[^\r\n]*(?:\r\n?|\n)|[^\r\n]+")


def read(source: str | bytes | os.PathLike[str], *, max_problems: int = 20) -> PbFile:
    """Reads and checks a file given by its path, its bytes, or its text (a str of several lines).

    Raises PabulibError with up to ``max_problems`` faults, and OSError from the file system.
    """
    text = _text(source)
    with suppress(PabulibError):
        pb = _read(text, Faults(1), plain=True)
        if pb is not None:
            return pb
    pb = _read(text, Faults(max_problems), plain=False)
    assert pb is not None
    return pb


def _read(text: str, faults: Faults, *, plain: bool) -> PbFile | None:
    """With ``plain``, None where the votes are not the simple rows without any fault that most
    files have. All others are read field by field, so that every fault can be told with its line.
    """
    sections, rest = _split(text, faults, plain)
    faults.settle()
    meta_lines, meta = _meta(sections["META"], faults)
    projects = _table("PROJECTS", sections["PROJECTS"], ("project_id", "cost"), faults)
    points = ("points",) if meta.get("vote_type") in ("cumulative", "scoring") else ()
    needed = ("voter_id", "vote", *points)
    if plain:
        found = Plain.of(rest)
        if found is None or not set(needed) <= set(found.columns):
            return None
        votes = Table.of(found)
    else:
        votes = _table("VOTES", sections["VOTES"], needed, faults)
    faults.settle()
    pb = PbFile(meta, projects, votes)
    _check_meta(pb, meta_lines, faults)
    known = _check_projects(pb, sections["PROJECTS"], faults)
    if not plain:
        _check_votes(pb, sections["VOTES"], known, faults)
    faults.settle()
    if plain and votes.marks(projects.column("project_id"), meta["vote_type"]) is None:
        return None
    return pb


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


class _Lines:
    """The lines of a text with their ends; ``at`` is where the next one starts."""

    def __init__(self, text: str) -> None:
        self._matches = _LINE.finditer(text)
        self.at = 0

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        match = next(self._matches)
        self.at = match.end()
        return match.group()


def _split(text: str, faults: Faults, plain: bool) -> tuple[dict[str, list[_Row]], str]:
    """The rows of each section, its title line left out, with the lines on which they start; with
    ``plain`` nothing of VOTES is read, but the text after its title comes along."""
    sections: dict[str, list[_Row]] = {}
    expected = list(SECTIONS)
    lines = _Lines(text)
    reader = csv.reader(lines, delimiter=";", strict=True)
    line = 1
    try:
        for values in reader:
            title = values[0].strip() if values else ""
            if expected and title == expected[0] and not any(values[1:]):
                rows = sections[expected.pop(0)] = []
                if plain and not expected:
                    return sections, text[lines.at :]
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
    return sections, ""


def _meta(rows: list[_Row], faults: Faults) -> tuple[dict[str, int], dict[str, str]]:
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


def _table(name: str, rows: list[_Row], required: tuple[str, ...], faults: Faults) -> Table:
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


def _check_meta(pb: PbFile, lines: Mapping[str, int], faults: Faults) -> None:
    meta = pb.meta
    for key in REQUIRED_META:
        if not meta[key].strip():
            faults.add("value_empty", lines[key], key)
    counts = {"num_projects": len(pb.projects), "num_votes": len(pb.votes)}
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


def _check_projects(pb: PbFile, rows: list[_Row], faults: Faults) -> set[str]:
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


def _check_votes(pb: PbFile, rows: list[_Row], known: set[str], faults: Faults) -> None:
    kind = pb.meta["vote_type"]
    pointed = kind in ("cumulative", "scoring")
    points = pb.votes.column("points") if pointed else ()
    fine: set[str] = set()  # equal texts are checked once
    for place, text in enumerate(pb.votes.column("vote")):
        if pointed:
            _check_points(rows[place + 1].line, len(items(text)), points[place], faults)
        if text in fine:
            continue
        named = items(text)
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


def _check_points(line: int, expected: int, text: str, faults: Faults) -> None:
    given = items(text)
    if len(given) != expected:
        faults.add("points_length", line, "points", expected=expected, found=len(given))
    elif not all(_SIGNED.fullmatch(points) for points in given):
        faults.add("points", line, "points", found=text)
