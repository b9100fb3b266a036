"""Geometry of the charts: everything in the units of a view box, no style attribute."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from commons.interface import tilemap
from commons.territories.models import Territory

from . import words
from .series import Time

WIDTH, HEIGHT = 440.0, 250.0
LEFT, RIGHT, TOP, BOTTOM = 62.0, 14.0, 16.0, 30.0
SHADES = 4


@dataclass(frozen=True)
class Tick:
    at: str
    label: str
    anchor: str = "middle"


@dataclass(frozen=True)
class Line:
    """One line of a chart: its points and where its name stands."""

    name: str
    tone: str
    points: str
    dots: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True)
class LineChart:
    view_box: str
    lines: tuple[Line, ...]
    x_ticks: tuple[Tick, ...]
    y_ticks: tuple[Tick, ...]
    left: str
    right: str
    bottom: str


def line_chart(
    times: Sequence[Time], series: Sequence[tuple[str, str, dict[Time, Decimal]]]
) -> LineChart | None:
    """Lines as (name, tone, values by time); None where there are fewer than two times.

    The scale begins at 0 unless all values lie in the upper third of it.
    """
    if len(times) < 2:
        return None
    values = [float(value) for _name, _tone, held in series for value in held.values()]
    low, high, step = _scale(min(values), max(values))
    x_of = _axis(float(times[0][0]), float(times[-1][0]) or 1, LEFT, WIDTH - RIGHT)
    places = {time: x_of(time[0] + _part(time[1])) for time in times}
    span = max(places.values()) - LEFT or 1
    places = {
        time: LEFT + (place - LEFT) * (WIDTH - RIGHT - LEFT) / span
        for time, place in places.items()
    }
    y_of = _axis(low, high, HEIGHT - BOTTOM, TOP)
    lines = []
    for name, tone, held in series:
        dots = tuple(
            (
                f"{places[time]:.1f}",
                f"{y_of(float(held[time])):.1f}",
                f"{name}, {words.time(*time)}: {words.figure(held[time])}",
            )
            for time in times
            if time in held
        )
        if dots:
            lines.append(Line(name, tone, " ".join(f"{x},{y}" for x, y, _t in dots), dots))
    every = math.ceil(len(times) / 6)
    x_ticks = tuple(
        Tick(f"{places[time]:.1f}", words.short_time(*time), _anchor(n, len(times)))
        for n, time in enumerate(times)
        if (n % every == 0 and (n + every <= len(times) - 1 or n == 0)) or n == len(times) - 1
    )
    count = round((high - low) / step)
    y_ticks = tuple(
        Tick(f"{y_of(low + n * step):.1f}", words.figure(low + n * step)) for n in range(count + 1)
    )
    return LineChart(
        f"0 0 {WIDTH:.0f} {HEIGHT:.0f}",
        tuple(lines),
        x_ticks,
        y_ticks,
        f"{LEFT:.0f}",
        f"{WIDTH - RIGHT:.0f}",
        f"{HEIGHT - BOTTOM:.0f}",
    )


def _part(period: str) -> float:
    """Where in its year a period lies, as a share."""
    if not period:
        return 0.0
    return (int(period[1]) - 1) / (2 if period[0] == "H" else 4)


def _anchor(place: int, count: int) -> str:
    return "start" if place == 0 else "end" if place == count - 1 else "middle"


def _axis(low: float, high: float, start: float, end: float):  # type: ignore[no-untyped-def]
    span = (high - low) or 1.0
    return lambda value: start + (value - low) / span * (end - start)


def _scale(low: float, high: float) -> tuple[float, float, float]:
    """Round ends and step of an axis with some four lines."""
    if low > 0 and low < high * 2 / 3:
        low = 0.0
    if high < 0:
        high = 0.0
    if low == high:
        low, high = (0.0, high * 1.25) if high > 0 else (high - 1, high + 1)
    rough = (high - low) / 4
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(power * n for n in (1, 2, 2.5, 5, 10) if power * n >= rough * 0.999)
    return math.floor(low / step) * step, math.ceil(high / step - 1e-9) * step, step


# --- the map of hexagons, shaded by value ---


@dataclass(frozen=True)
class Shaded:
    x: str
    y: str
    shade: int
    lines: list[str]
    size: str
    figure: str
    label: str
    url: str
    is_own: bool


def shaded_tiles(
    found: Sequence[tuple[int, Territory, Decimal]], own: Territory | None
) -> list[Shaded]:
    """Twenty tiles in reading order; shade 4 is the highest quarter, 0 where there is no figure."""
    by_iso = {place.iso: (rank, place, value) for rank, place, value in found if place.iso}
    total = len(found)
    tiles = []
    for tile in tilemap.tiles_of([]):
        rank, place, value = by_iso.get(tile.iso, (0, None, None))
        shade = SHADES - (rank - 1) * SHADES // total if place and total else 0
        tiles.append(
            Shaded(
                x=tile.x,
                y=tile.y,
                shade=shade,
                lines=tile.lines,
                size=tile.size,
                figure=short_figure(value),
                label=place.name if place else tile.label,
                url="",
                is_own=bool(own and place and place.pk == own.pk),
            )
        )
    return tiles


def short_figure(value: Decimal | None) -> str:
    """Fits a tile: 9 432, 10.7M."""
    if value is None:
        return ""
    if abs(value) < 1_000_000:
        return words.figure(value)
    return f"{words.figure(value / 1_000_000)}M"


# --- the map of four quarters ---


@dataclass(frozen=True)
class Dot:
    x: str
    y: str
    quadrant: str
    label: str
    title: str
    is_own: bool
    label_x: str
    label_y: str
    anchor: str


@dataclass(frozen=True)
class Scatter:
    view_box: str
    dots: tuple[Dot, ...]
    x_ticks: tuple[Tick, ...]
    y_ticks: tuple[Tick, ...]
    level_at: str
    growth_at: str
    left: str
    right: str
    top: str
    bottom: str


@dataclass(frozen=True)
class Point:
    place: Territory
    level: float
    growth: float
    quadrant: str
    is_own: bool


SIDE = 400.0
S_LEFT, S_RIGHT, S_TOP, S_BOTTOM = 52.0, 14.0, 16.0, 34.0


def scatter(points: Sequence[Point], *, level: float, growth: float, percent) -> Scatter:  # type: ignore[no-untyped-def]
    """Level to the right on a doubling scale, growth upwards; names at one's own and the ends."""
    levels = [math.log2(one.level) for one in points] + [math.log2(level)]
    growths = [one.growth for one in points] + [growth]
    low, high = min(levels), max(levels)
    pad = max((high - low) * 0.06, 0.1)
    x_of = _axis(low - pad, high + pad, S_LEFT, WIDTH - S_RIGHT)
    bottom, top, step = _growth_scale(min(growths), max(growths))
    y_of = _axis(bottom, top, SIDE - S_BOTTOM, S_TOP)
    named = _named(points)
    dots = []
    taken: list[tuple[float, float]] = []
    for one in sorted(points, key=lambda one: (not one.is_own, -one.growth)):
        x, y = x_of(math.log2(one.level)), y_of(one.growth)
        left = x > WIDTH * 0.6
        label_y = y + 4
        shown = one.place.pk in named
        if shown:
            while any(abs(label_y - other) < 14 and abs(x - at) < 150 for at, other in taken):
                label_y += 14
            taken.append((x, label_y))
        dots.append(
            Dot(
                f"{x:.1f}",
                f"{y:.1f}",
                one.quadrant,
                one.place.name if shown else "",
                f"{one.place.name}: {words.figure(one.level)}, {percent(one.growth)}",
                one.is_own,
                f"{x - 11 if left else x + 11:.1f}",
                f"{label_y:.1f}",
                "end" if left else "start",
            )
        )
    x_ticks = tuple(
        Tick(f"{x_of(math.log2(value)):.1f}", words.figure(value)) for value in _doublings(points)
    )
    count = round((top - bottom) / step)
    y_ticks = tuple(
        Tick(f"{y_of(bottom + n * step):.1f}", percent(bottom + n * step)) for n in range(count + 1)
    )
    return Scatter(
        f"0 0 {WIDTH:.0f} {SIDE:.0f}",
        tuple(dots),
        x_ticks,
        y_ticks,
        f"{x_of(math.log2(level)):.1f}",
        f"{y_of(growth):.1f}",
        f"{S_LEFT:.0f}",
        f"{WIDTH - S_RIGHT:.0f}",
        f"{S_TOP:.0f}",
        f"{SIDE - S_BOTTOM:.0f}",
    )


def _growth_scale(low: float, high: float) -> tuple[float, float, float]:
    if low == high:
        low, high = low - 0.01, high + 0.01
    rough = (high - low) / 4
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(power * n for n in (1, 2, 2.5, 5, 10) if power * n >= rough * 0.999)
    return math.floor(low / step) * step, math.ceil(high / step) * step, step


def _named(points: Sequence[Point]) -> set[int]:
    """One's own place, the highest and lowest, the fastest and slowest."""
    if not points:
        return set()
    ends = [
        max(points, key=lambda one: one.level),
        min(points, key=lambda one: one.level),
        max(points, key=lambda one: one.growth),
        min(points, key=lambda one: one.growth),
    ]
    return {one.place.pk for one in [*ends, *(one for one in points if one.is_own)]}


def _doublings(points: Sequence[Point]) -> list[float]:
    """Round numbers, each twice the one before, inside the range of the levels."""
    low = min(one.level for one in points)
    high = max(one.level for one in points)
    value = 10.0 ** math.floor(math.log10(low))
    found = []
    while value <= high:
        if value >= low * 0.94:
            found.append(value)
        value *= 2
    return found


# --- diverging stacks: what pulled up, what pulled down ---


@dataclass(frozen=True)
class Piece:
    x: str
    width: str
    tone: str


def diverging(parts: Sequence[tuple[float, str]], reach: float) -> list[Piece]:
    """Pieces of one row, in per cent of its width: gains to the right of the middle, losses to
    its left. `reach` is the longest side of any row."""
    pieces = []
    right = left = 50.0
    for value, tone in parts:
        width = 50 * abs(value) / reach if reach else 0.0
        if value >= 0:
            start, right = right, right + width
        else:
            left -= width
            start = left
        pieces.append(Piece(f"{start:.2f}%", f"{width:.2f}%", tone))
    return pieces


def reach_of(rows: Sequence[Sequence[float]]) -> float:
    sides = [sum(value for value in row if value > 0) for row in rows]
    sides += [-sum(value for value in row if value < 0) for row in rows]
    return max(sides, default=0.0)


@dataclass(frozen=True)
class QuotientBar:
    """A bar on a scale with marks at 1 and 1.5, in per cent of its width."""

    width: str
    one: str
    strong: str


def quotient_bar(value: float | None, most: float) -> QuotientBar:
    share = min(1.0, (value or 0.0) / most)
    return QuotientBar(f"{100 * share:.2f}%", f"{100 / most:.2f}%", f"{150 / most:.2f}%")
