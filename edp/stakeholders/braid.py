"""The helix balance as four strands: their width at each point is their share. Geometry only."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

GAP = 12.0
# A strand thinner than this holds no line of text.
TEXT = 20.0
# The part of a step on either side of its point where strands run straight.
FLAT = 0.2


@dataclass(frozen=True)
class Path:
    """One strand. A label stands at its left end, the share at its right; y is the baseline.

    `left_y` is None where the strand is too thin at its left end: the name then stands at the
    right, before the share, or nowhere if `right_y` lies beside a strand thinner than the text.
    """

    sector: str
    d: str
    left_y: float | None
    right_y: float
    name_at_right: bool
    box_y: float


@dataclass(frozen=True)
class Braid:
    width: float
    height: float
    total_height: float
    paths: tuple[Path, ...]
    xs: tuple[float, ...]


def braid(
    columns: Sequence[Mapping[str, float]],
    sectors: Sequence[str],
    *,
    width: float = 720,
    height: float = 330,
    axis: float = 40,
) -> Braid:
    """Columns of shares (of 1, by sector) from left to right become strands.

    One column is one straight run; no column at all draws nothing.
    """
    room = height - GAP * (len(sectors) - 1)
    xs = _places(len(columns), width)
    edges = [_edges(column, sectors, room) for column in columns]
    paths = tuple(
        _path(sector, [edge[number] for edge in edges], xs, width)
        for number, sector in enumerate(sectors)
    )
    return Braid(width, height, height + axis, paths, tuple(xs))


def _places(count: int, width: float) -> list[float]:
    if count < 2:
        return [width][:count]
    return [width * number / (count - 1) for number in range(count)]


def _edges(
    column: Mapping[str, float], sectors: Sequence[str], room: float
) -> list[tuple[float, float]]:
    """Top and bottom of each strand in one column."""
    found = []
    top = 0.0
    for sector in sectors:
        bottom = top + column.get(sector, 0.0) * room
        found.append((top, bottom))
        top = bottom + GAP
    return found


def _path(
    sector: str, edges: Sequence[tuple[float, float]], xs: Sequence[float], width: float
) -> Path:
    if not edges:
        return Path(sector, "", None, 0.0, False, 0.0)
    step = width / max(len(edges) - 1, 1)
    there = _stops([top for top, _bottom in edges], xs, step, width)
    back = _stops([bottom for _top, bottom in edges], xs, step, width)
    is_there = any(bottom > top for top, bottom in edges)
    d = f"M{_drawn(there)}L{_drawn(back[::-1])}Z" if is_there else ""
    (first_top, first_bottom), (last_top, last_bottom) = edges[0], edges[-1]
    fits_left = first_bottom - first_top >= TEXT
    fits_right = last_bottom - last_top >= TEXT
    middle = (last_top + last_bottom) / 2
    return Path(
        sector,
        d,
        round((first_top + first_bottom) / 2 + 5, 1) if fits_left else None,
        round(middle + 5, 1),
        fits_right and not fits_left,
        round(middle - 12, 1),
    )


Stop = tuple[float, float]


def _stops(ys: Sequence[float], xs: Sequence[float], step: float, width: float) -> list[Stop]:
    """Where straight runs begin and end, from left to right."""
    if len(ys) == 1:
        return [(0.0, ys[0]), (width, ys[0])]
    flat = FLAT * step
    found = []
    for x, y in zip(xs, ys, strict=True):
        found += [(max(0.0, x - flat), y), (min(width, x + flat), y)]
    return found


def _drawn(stops: Sequence[Stop]) -> str:
    """Straight from the first to the second, an S-curve to the third, and so on."""
    (x, y), *rest = stops
    said = [f"{x:.1f} {y:.1f}"]
    for number, (to_x, to_y) in enumerate(rest):
        if number % 2 == 0:
            said.append(f"L{to_x:.1f} {to_y:.1f}")
        else:
            half = (x + to_x) / 2
            said.append(f"C{half:.1f} {y:.1f} {half:.1f} {to_y:.1f} {to_x:.1f} {to_y:.1f}")
        x, y = to_x, to_y
    return "".join(said)
