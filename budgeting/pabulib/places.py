"""Finds the line of a fault that was noticed after the file had been read."""

import csv
import io
from dataclasses import replace
from pathlib import Path

from algorithms.pabulib import Problem

from .errors import UnfitFileError


def located(error: UnfitFileError, file: Path) -> UnfitFileError:
    """The same faults, each with its line: of its key in META, or of its project in PROJECTS."""
    lines = _lines(file.read_text(encoding="utf-8-sig"))
    return UnfitFileError(*(_placed(problem, lines) for problem in error.problems))


def _placed(problem: Problem, lines: dict[tuple[str, str], int]) -> Problem:
    project = str(problem.params.get("project", ""))
    section, key = ("PROJECTS", project) if project else ("META", problem.field)
    return problem if problem.line else replace(problem, line=lines.get((section, key), 0))


def _lines(text: str) -> dict[tuple[str, str], int]:
    """Line by section and first value; PROJECTS by project_id, wherever its column stands."""
    found: dict[tuple[str, str], int] = {}
    section, column, line = "", 0, 1
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=";")
    is_header = False
    for values in reader:
        title = values[0].strip() if values else ""
        if title in ("META", "PROJECTS", "VOTES") and not any(values[1:]):
            section, column, is_header = title, 0, True
        elif is_header:
            column = values.index("project_id") if "project_id" in values else 0
            is_header = False
        elif len(values) > column and section != "VOTES":
            found.setdefault((section, values[column].strip()), line)
        line = reader.line_num + 1
    return found
