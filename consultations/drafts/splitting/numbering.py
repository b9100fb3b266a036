"""The numbers that Word counts for itself: they stand in no text of the file.

A paragraph names a list (numId) and a level in it. The list names an abstract list, whose levels
say how they are written: `%1.%2.` with decimal figures. Lists of the same abstract list go on
counting one after the other unless they start anew.
"""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from docx.oxml.ns import qn

_RUSSIAN = "абвгдежзиклмнопрстуфхцчшщэюя"
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"),
          (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip
DEEPEST = 9


@dataclass(frozen=True)
class Level:
    form: str
    text: str
    start: int


class Numbering:
    """Counts while the paragraphs of a document are read in their order."""

    def __init__(self, root: Any | None) -> None:
        self._levels: dict[str, dict[int, Level]] = {}
        self._abstract: dict[str, str] = {}
        self._starts: dict[tuple[str, int], int] = {}
        self._counts: dict[str, dict[int, int]] = defaultdict(dict)
        self._begun: set[str] = set()
        if root is None:
            return
        for one in root.findall(qn("w:abstractNum")):
            self._levels[one.get(qn("w:abstractNumId"), "")] = _levels(one)
        for one in root.findall(qn("w:num")):
            key = one.get(qn("w:numId"), "")
            self._abstract[key] = _value(one, "w:abstractNumId")
            for override in one.findall(qn("w:lvlOverride")):
                if (start := _value(override, "w:startOverride")).isdecimal():
                    level = _number(override.get(qn("w:ilvl"), ""), 0)
                    self._starts[key, level] = int(start)

    def next(self, key: str, depth: int) -> tuple[str, bool]:
        """The label of the next paragraph of this list and level, and whether it is a mere dot."""
        abstract = self._abstract.get(key, "")
        levels = self._levels.get(abstract, {})
        level = levels.get(depth)
        if level is None or level.form == "none":
            return "", False
        if level.form == "bullet":
            return "•", True
        counts = self._counts[abstract]
        if key not in self._begun:
            self._begun.add(key)
            for (one, at), start in self._starts.items():
                if one == key:
                    counts[at] = start - 1
        counts[depth] = counts.get(depth, level.start - 1) + 1
        for deeper in [at for at in counts if at > depth]:
            del counts[deeper]
        label = level.text
        for at in range(depth + 1):
            held = levels.get(at, level)
            counts.setdefault(at, held.start)
            label = label.replace(f"%{at + 1}", written(counts[at], held.form))
        return label.strip(), False


def written(count: int, form: str) -> str:
    """A count in letters, Roman or plain figures."""
    if form in ("lowerLetter", "upperLetter", "russianLower", "russianUpper"):
        letters = _RUSSIAN if form.startswith("russian") else "abcdefghijklmnopqrstuvwxyz"
        text = letters[(count - 1) % len(letters)] * ((count - 1) // len(letters) + 1)
        return text.upper() if form.endswith(("Upper",)) or form == "upperLetter" else text
    if form in ("lowerRoman", "upperRoman"):
        text, rest = "", min(count, 3999)
        for value, sign in _ROMAN:
            text += sign * (rest // value)
            rest %= value
        return text.upper() if form == "upperRoman" else text
    return f"{count:02}" if form == "decimalZero" else str(count)


def _levels(abstract: Any) -> dict[int, Level]:
    found = {}
    for one in abstract.findall(qn("w:lvl")):
        depth = _number(one.get(qn("w:ilvl"), ""), -1)
        if 0 <= depth < DEEPEST:
            start = _number(_value(one, "w:start"), 1)
            form = _value(one, "w:numFmt") or "decimal"
            found[depth] = Level(form, _value(one, "w:lvlText"), start)
    return found


def _value(parent: Any, tag: str) -> str:
    child = parent.find(qn(tag))
    return "" if child is None else child.get(qn("w:val"), "")


def _number(text: str, otherwise: int) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 7 else otherwise
