"""The stored result of a conversation with its words: what a page shows."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .models import Conversation, Statement

LETTERS = "ABCDE"
SIDE = 400.0
Parts = tuple[int, int, int]


@dataclass(frozen=True)
class Bar:
    """How one group answered one statement; `parts` are agree, disagree, pass, or None where too
    few of the group voted. Widths are shares of 100."""

    letter: str
    parts: Parts | None

    @property
    def seen(self) -> int:
        return sum(self.parts) if self.parts else 0

    @property
    def widths(self) -> list[tuple[str, float, float]]:
        """(class, where it begins, how long) of the parts that are there."""
        found, at = [], 0.0
        for name, count in zip(("agree", "disagree", "pass"), self.parts or (), strict=False):
            length = 100 * count / self.seen if self.seen else 0.0
            if count:
                found.append((name, round(at, 2), round(length, 2)))
            at += length
        return found

    @property
    def percent(self) -> int:
        """Who agreed, of those who answered, %."""
        return round(100 * self.parts[0] / self.seen) if self.parts and self.seen else 0


@dataclass(frozen=True)
class Row:
    """A statement with the bars of all groups."""

    statement: Statement
    bars: list[Bar]
    direction: str = ""
    count: int = 0
    seen: int = 0


@dataclass(frozen=True)
class Group:
    """Named by a letter, the largest is A."""

    letter: str
    people: int
    rows: list[Row]


@dataclass(frozen=True)
class Hexagon:
    points: str
    group: int
    x: float
    y: float
    people: int


@dataclass(frozen=True)
class Label:
    letter: str
    group: int
    people: int
    x: float
    y: float
    hull: str


@dataclass(frozen=True)
class Shown:
    groups: list[Group]
    bridging: list[Row]
    dividing: list[Row]
    consensus: list[Row]
    table: list[Row]
    hexagons: list[Hexagon]
    labels: list[Label]
    missing: str
    explained: float


def shown(conversation: Conversation, statements: Sequence[Statement]) -> Shown | None:
    """None until something was computed. Statements that were hidden since are left out."""
    held: dict[str, Any] | None = conversation.result
    if held is None:
        return None
    known = {one.pk: one for one in statements}

    def row(key: int, direction: str = "", count: int = 0, seen: int = 0) -> Row:
        parts = held["counts"].get(str(key), [])
        bars = [
            Bar(LETTERS[number], tuple(one) if one else None) for number, one in enumerate(parts)
        ]
        return Row(known[key], bars, direction, count, seen)

    def rows(found: Any) -> list[Row]:
        return [row(*one) for one in found if one[0] in known]

    table = [row(int(key)) for key in held["counts"] if int(key) in known]
    return Shown(
        groups=[
            Group(LETTERS[number], people, rows(held["groups"][number]))
            for number, people in enumerate(held["sizes"])
        ],
        bridging=rows(held["bridging"]),
        dividing=[row(key) for key, *_pair in held["dividing"] if key in known],
        consensus=rows(held["consensus"]),
        table=table,
        hexagons=_hexagons(held["picture"]),
        labels=_labels(held["picture"]),
        missing=_missing(held["missing"]),
        explained=held["explained"][0] if held["explained"] else 0.0,
    )


def _missing(found: list[Any] | None) -> str:
    if found is None:
        return ""
    code, have, need = found
    words = {
        "votes": _("Nobody has voted yet."),
        "participants": ngettext(
            "%(have)s person has voted on enough statements; groups need %(need)s.",
            "%(have)s people have voted on enough statements; groups need %(need)s.",
            have,
        ),
        "differences": _("All who voted answered alike so far."),
        "groups": _("The groups are still too small to be shown: nobody shall be recognised."),
    }
    return words[code] % {"have": have, "need": need}


_CORNERS = [(0.8660, 0.5), (0.0, 1.0), (-0.8660, 0.5), (-0.8660, -0.5), (0.0, -1.0), (0.8660, -0.5)]


def _at(x: float, y: float) -> tuple[float, float]:
    """On the page y runs down."""
    return round(x * SIDE, 1), round((1 - y) * SIDE, 1)


def _hexagons(picture: dict[str, Any]) -> list[Hexagon]:
    """The fuller a cell, the larger its hexagon: area by people."""
    cells = picture["cells"]
    most = max((people for *_rest, people in cells), default=1)
    found = []
    for x, y, group, people in cells:
        radius = picture["radius"] * (0.35 + 0.6 * (people / most) ** 0.5)
        corners = [_at(x + dx * radius, y + dy * radius) for dx, dy in _CORNERS]
        points = " ".join(f"{a},{b}" for a, b in corners)
        found.append(Hexagon(points, group, *_at(x, y), people))
    return found


def _labels(picture: dict[str, Any]) -> list[Label]:
    return [
        Label(
            LETTERS[group], group, people, *_at(x, y),
            hull=" ".join(f"{a},{b}" for a, b in (_at(*corner) for corner in hull)),
        )
        for group, people, x, y, hull in picture["outlines"]
    ]  # fmt: skip
