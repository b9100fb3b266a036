"""The districts of an akimat as a map: real outlines where they were imported, a honeycomb else."""

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from django.utils.http import urlencode

from budgeting import links
from commons.interface.tilemap import HEIGHT, RADIUS, STATES, STEP, Tile, hexagon, key_of
from commons.territories.models import Akimat, Territory
from commons.territories.outlines import box

# Units across the drawing of a region.
WIDTH = 400.0
FEWEST_COLUMNS = 4
# A letter of a name is so wide, a mark with its name so high, in those units.
LETTER, LINE = 6.2, 26.0
HEXAGON, RING = hexagon(), hexagon(44, 8)


@dataclass(frozen=True)
class Shape:
    """A district for `{% outline_map %}`."""

    d: str
    label: str
    state: str
    url: str
    count: int
    x: float | None
    y: float | None


@dataclass(frozen=True)
class Outlines:
    """Real shapes, for `{% outline_map %}`."""

    shapes: Sequence[Shape]
    view_box: str


@dataclass(frozen=True)
class Honeycomb:
    """A schema in hexagons, for components/tile_map.html."""

    tiles: Sequence[Tile]
    view_box: str
    key: Sequence[tuple[str, str]]
    hexagon: str = HEXAGON
    ring: str = RING


# Words of the classifier's names in the three languages, left out on small tiles.
KINDS = frozenset({"district", "city", "ауданы", "қаласы", "район", "г", "город", "қ", "облысы"})


def proposals_url(akimat: Akimat, place: Territory) -> str:
    """The proposals of one district."""
    return f"{links.link('proposals:index', akimat.slug)}?{urlencode({'district': place.kato})}"


def district_map(
    akimat: Akimat,
    places: Iterable[Territory],
    states: Mapping[str, str],
    counts: Mapping[str, int],
) -> Outlines | Honeycomb | None:
    """`states` and `counts` by KATO code; None where the akimat has no districts."""
    districts = list(places)
    if not districts:
        return None
    if all(place.outline for place in districts):
        return _outlines(akimat, districts, states, counts)
    return _honeycomb(akimat, districts, states, counts)


def _shape(
    akimat: Akimat,
    place: Territory,
    states: Mapping[str, str],
    counts: Mapping[str, int],
    d: str,
    x: float | None,
    y: float | None,
) -> Shape:
    return Shape(
        d=d,
        label=place.name,
        state=states.get(place.kato, "none"),
        url=proposals_url(akimat, place),
        count=counts.get(place.kato, 0),
        x=x,
        y=y,
    )


def _outlines(
    akimat: Akimat,
    districts: Sequence[Territory],
    states: Mapping[str, str],
    counts: Mapping[str, int],
) -> Outlines:
    """Enlarged from the country's sheet to the width of a drawing, where lines and words fit."""
    left, top, width, height = map(float, box(place.outline for place in districts).split())
    scale = WIDTH / width

    def moved(x: float | None, y: float | None) -> tuple[float | None, float | None]:
        return (
            None if x is None else (x - left) * scale,
            None if y is None else (y - top) * scale,
        )

    shapes = [
        _shape(
            akimat,
            place,
            states,
            counts,
            _enlarged(place.outline, left, top, scale),
            *moved(place.centre_x, place.centre_y),
        )
        for place in districts
    ]
    shapes = _without_collisions(shapes)
    return Outlines(shapes, f"0 0 {WIDTH:.0f} {height * scale:.0f}")


def _without_collisions(shapes: Sequence[Shape]) -> list[Shape]:
    """Takes the mark and name off where they would cover another's; most proposals come first.

    The list beside the map names every district.
    """
    placed: list[tuple[float, float, float]] = []
    hidden: set[str] = set()
    for shape in sorted(shapes, key=lambda one: -one.count):
        if shape.x is None or shape.y is None:
            continue
        half = len(shape.label) * LETTER / 2
        x, y = shape.x, shape.y
        if any(abs(x - px) < half + phalf and abs(y - py) < LINE for px, py, phalf in placed):
            hidden.add(shape.d)
        else:
            placed.append((x, y, half))
    return [replace(one, x=None, y=None) if one.d in hidden else one for one in shapes]


def _enlarged(path: str, left: float, top: float, scale: float) -> str:
    """Rings `M x y l dx dy l ...`: the first point is absolute, the steps are not."""
    rings = []
    for ring in path.split("M")[1:]:
        begin, *steps = ring.rstrip("z").split("l")
        x, y = map(float, begin.split())
        parts = [f"M{(x - left) * scale:.1f} {(y - top) * scale:.1f}"]
        for step in steps:
            across, down = map(float, step.split())
            parts.append(f"l{across * scale:.1f} {down * scale:.1f}")
        rings.append("".join(parts) + "z")
    return "".join(rings)


def _honeycomb(
    akimat: Akimat,
    districts: Sequence[Territory],
    states: Mapping[str, str],
    counts: Mapping[str, int],
) -> Honeycomb:
    """Hexagons in columns, by name from the top left; a schema, and looks like one."""
    shorts = Counter(short_name(place.name) for place in districts)
    columns = max(2, math.ceil(math.sqrt(len(districts) * 1.5)))
    tiles = []
    for position, place in enumerate(districts):
        row, column = divmod(position, columns)
        state = states.get(place.kato, "none")
        tiles.append(
            Tile(
                iso="",
                label=place.name,
                short=place.name if shorts[short_name(place.name)] > 1 else short_name(place.name),
                url=proposals_url(akimat, place),
                state=state,
                state_label=str(STATES[state]),
                count=counts.get(place.kato, 0),
                x=f"{RADIUS + column * STEP:.1f}",
                y=f"{(row + 0.5 + (column % 2) * 0.5) * HEIGHT:.1f}",
            )
        )
    rows = math.ceil(len(districts) / columns)
    # The last row of the odd columns hangs half a tile lower, if it reaches that far.
    rest = len(districts) - (rows - 1) * columns
    width = 2 * RADIUS + (min(columns, len(districts)) - 1) * STEP
    height = (rows + (0.5 if rest > 1 else 0)) * HEIGHT
    # Two or three districts stand in the middle: alone they would fill the window.
    drawn = max(width, 2 * RADIUS + (FEWEST_COLUMNS - 1) * STEP)
    view_box = f"{(width - drawn) / 2:.0f} 0 {drawn:.0f} {height:.0f}"
    return Honeycomb(tiles, view_box, key_of(t.state for t in tiles))


def short_name(name: str) -> str:
    """Without the word for district or city, which the map's title says."""
    words = [word for word in name.split() if word.casefold().strip(".") not in KINDS]
    return " ".join(words) or name
