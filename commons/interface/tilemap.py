"""Kazakhstan as twenty hexagons: every region the same size, neighbours kept where possible."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import pgettext_lazy

from .plain import pick

RADIUS = 50.0
HEIGHT = RADIUS * math.sqrt(3)
STEP = RADIUS * 1.5
DRAWN = 47.0  # smaller than the cell, so that paper shows between tiles
CORNER = 9.0
LONG = 7  # letters that fit a tile at full size
LONGEST = 9  # ... and at the next smaller one

# ISO 3166-2 code: column from the west, row from the north. Odd columns sit half a row lower.
PLACES: Mapping[str, tuple[int, float]] = {
    "KZ-27": (0, 1),
    "KZ-23": (0, 2),
    "KZ-47": (0, 3),
    "KZ-15": (1, 1.5),
    "KZ-39": (2, 1),
    "KZ-43": (2, 2),
    "KZ-11": (3, 0.5),
    "KZ-62": (3, 1.5),
    "KZ-61": (3, 2.5),
    "KZ-79": (3, 3.5),
    "KZ-59": (4, 0),
    "KZ-71": (4, 1),
    "KZ-35": (4, 2),
    "KZ-31": (4, 3),
    "KZ-55": (5, 0.5),
    "KZ-10": (5, 1.5),
    "KZ-19": (5, 2.5),
    "KZ-75": (5, 3.5),
    "KZ-63": (6, 1),
    "KZ-33": (6, 2),
}

SHORT = {
    "KZ-10": pgettext_lazy("map tile", "Abai"),
    "KZ-11": pgettext_lazy("map tile", "Akmola"),
    "KZ-15": pgettext_lazy("map tile", "Aktobe"),
    "KZ-19": pgettext_lazy("map tile", "Almaty reg."),
    "KZ-23": pgettext_lazy("map tile", "Atyrau"),
    "KZ-27": pgettext_lazy("map tile", "West Kaz."),
    "KZ-31": pgettext_lazy("map tile", "Zhambyl"),
    "KZ-33": pgettext_lazy("map tile", "Jetisu"),
    "KZ-35": pgettext_lazy("map tile", "Karaganda"),
    "KZ-39": pgettext_lazy("map tile", "Kostanay"),
    "KZ-43": pgettext_lazy("map tile", "Kyzylorda"),
    "KZ-47": pgettext_lazy("map tile", "Mangystau"),
    "KZ-55": pgettext_lazy("map tile", "Pavlodar"),
    "KZ-59": pgettext_lazy("map tile", "North Kaz."),
    "KZ-61": pgettext_lazy("map tile", "Turkistan"),
    "KZ-62": pgettext_lazy("map tile", "Ulytau"),
    "KZ-63": pgettext_lazy("map tile", "East Kaz."),
    "KZ-71": pgettext_lazy("map tile", "Astana"),
    "KZ-75": pgettext_lazy("map tile", "Almaty"),
    "KZ-79": pgettext_lazy("map tile", "Shymkent"),
}

# In the order of a round; each state has its own mark in components/tile_marks.html.
STATES = {
    "none": pgettext_lazy("state of a region", "no round yet"),
    "preparing": pgettext_lazy("state of a region", "in preparation"),
    "intake": pgettext_lazy("state of a region", "collecting proposals"),
    "review": pgettext_lazy("state of a region", "proposals under review"),
    "voting": pgettext_lazy("state of a region", "voting now"),
    "result": pgettext_lazy("state of a region", "result published"),
    "delivery": pgettext_lazy("state of a region", "projects being built"),
}
UNKNOWN = "none"

# West to east, north to south: the order in which the keyboard walks.
READING_ORDER = sorted(PLACES, key=lambda iso: (PLACES[iso][1], PLACES[iso][0]))


@dataclass(frozen=True)
class Tile:
    iso: str
    label: str
    short: str
    url: str
    state: str
    state_label: str
    count: Any
    x: str
    y: str

    @property
    def lines(self) -> list[str]:
        """Two words stand on two lines, or they would cross the edge on a telephone."""
        return self.short.split(maxsplit=1)

    @property
    def size(self) -> str:
        """The class of its letters: a long name is written smaller."""
        letters = max(map(len, self.lines))
        return "longest" if letters > LONGEST else "long" if letters > LONG else ""


def centre(iso: str) -> tuple[float, float]:
    column, row = PLACES[iso]
    return RADIUS + column * STEP, (row + 0.5) * HEIGHT


def tiles_of(items: Iterable[Any]) -> list[Tile]:
    """All twenty tiles in reading order; a region without an item is shown as having no round.

    An item has `iso` and may have `label`, `short`, `url`, `state` and `count`.
    """
    given = {pick(item, "iso"): item for item in items}
    return [_tile(iso, given.get(iso, {})) for iso in READING_ORDER]


def _tile(iso: str, item: Any) -> Tile:
    x, y = centre(iso)
    state = known_state(pick(item, "state", UNKNOWN))
    return Tile(
        iso=iso,
        label=str(pick(item, "label", SHORT[iso])),
        short=str(pick(item, "short", SHORT[iso])),
        url=str(pick(item, "url", "")),
        state=state,
        state_label=str(STATES[state]),
        count=pick(item, "count"),
        x=f"{x:.1f}",
        y=f"{y:.1f}",
    )


def known_state(state: str) -> str:
    return state if state in STATES else UNKNOWN


def key_of(states: Iterable[str]) -> list[tuple[str, str]]:
    """The legend: the states that occur, in the order of a round."""
    present = set(states)
    return [(state, str(words)) for state, words in STATES.items() if state in present]


def view_box() -> str:
    columns = max(column for column, _row in PLACES.values())
    rows = max(row for _column, row in PLACES.values())
    return f"0 0 {2 * RADIUS + columns * STEP:.0f} {(rows + 1) * HEIGHT:.0f}"


def hexagon(radius: float = DRAWN, corner: float = CORNER) -> str:
    """Path of a flat-topped hexagon about 0,0 whose corners are rounded."""
    points = [
        (radius * math.cos(math.radians(60 * i)), radius * math.sin(math.radians(60 * i)))
        for i in range(6)
    ]
    parts: list[str] = []
    for i, (x, y) in enumerate(points):
        before, after = points[i - 1], points[(i + 1) % 6]
        share = corner / radius  # a side is as long as the radius
        start = (x + (before[0] - x) * share, y + (before[1] - y) * share)
        end = (x + (after[0] - x) * share, y + (after[1] - y) * share)
        move = "L" if parts else "M"
        parts.append(
            f"{move}{start[0]:.1f} {start[1]:.1f}Q{x:.1f} {y:.1f} {end[0]:.1f} {end[1]:.1f}"
        )
    return "".join(parts) + "Z"


@dataclass(frozen=True)
class Shape:
    d: str
    label: str
    short: str
    url: str
    state: str
    state_label: str
    count: Any
    x: str
    y: str


def shapes_of(items: Iterable[Any]) -> list[Shape]:
    """Outlines with their states; `x`, `y` place the mark and may be missing.

    An empty `short` leaves the words beside the mark out, where places lie close together.
    """
    return [_shape(item) for item in items if pick(item, "d")]


def _shape(item: Any) -> Shape:
    state = known_state(pick(item, "state", UNKNOWN))
    x, y = pick(item, "x"), pick(item, "y")
    has_place = x is not None and y is not None
    label = str(pick(item, "label", ""))
    return Shape(
        d=pick(item, "d"),
        label=label,
        short=str(pick(item, "short", label)),
        url=str(pick(item, "url", "")),
        state=state,
        state_label=str(STATES[state]),
        count=pick(item, "count"),
        x=f"{x:.1f}" if has_place else "",
        y=f"{y:.1f}" if has_place else "",
    )


def label_scale(box: str) -> str:
    """Marks and words are drawn for a map 560 units wide; another box scales them."""
    return f"{float(box.split()[2]) / 560:.3f}"
