"""What is wrong with a .pb file: where, and in which words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

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


class Faults:
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
