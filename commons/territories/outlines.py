"""Real outlines of places: TopoJSON or GeoJSON in, a light SVG path and a centre out.

All files land on one sheet: Albers' equal-area conic for Kazakhstan (standard parallels 43° and
53°, origin 48° N 67° E; Snyder 1987, pp. 98-103, on the sphere), scaled so that the country fills
VIEW_BOX. Shapes are simplified after projection (Douglas-Peucker); of TopoJSON the shared arcs are
simplified, so that neighbours keep a common border.
"""

import json
import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from .errors import OutlineError

WIDTH, HEIGHT = 800, 460
VIEW_BOX = f"0 0 {WIDTH} {HEIGHT}"
# A step of the drawing; what is thinner is not seen on a screen.
TOLERANCE = 0.35
# Parts smaller than this, in square units, are left out unless the place has no other.
SPECK = 0.6

Point = tuple[float, float]
Ring = list[Point]


@dataclass(frozen=True)
class Outline:
    """`path` for an SVG of VIEW_BOX; the centre of the largest part, for a mark or a label."""

    path: str
    x: float
    y: float


def project(longitude: float, latitude: float) -> Point:
    """Degrees to the units of VIEW_BOX, y downward."""
    phi1, phi2 = math.radians(43), math.radians(53)
    n = (math.sin(phi1) + math.sin(phi2)) / 2
    c = math.cos(phi1) ** 2 + 2 * n * math.sin(phi1)
    rho = math.sqrt(c - 2 * n * math.sin(math.radians(latitude))) / n
    rho0 = math.sqrt(c - 2 * n * math.sin(math.radians(48))) / n
    theta = n * math.radians(longitude - 67)
    x, y = rho * math.sin(theta), rho0 - rho * math.cos(theta)
    scale = 1660  # the country is 0.48 Earth radii wide and 0.26 high
    return WIDTH / 2 + scale * x, HEIGHT / 2 + 6 - scale * y


def read(raw: bytes) -> dict[str, Outline]:
    """Outlines by KATO code. Raises OutlineError, naming the place in the file."""
    document = _parsed(raw)
    kind = document.get("type") if isinstance(document, dict) else type(document).__name__
    if kind == "Topology":
        shapes = _topology(document)
    elif kind == "FeatureCollection":
        shapes = _features(document)
    else:
        raise OutlineError("kind", found=kind)
    return {kato: _outline(rings) for kato, rings in shapes}


def box(paths: Iterable[str], margin: float = 4) -> str:
    """A viewBox that holds these paths, for a map of one region. VIEW_BOX where there is none."""
    xs, ys = [], []
    for path in paths:
        for ring in path.split("M")[1:]:
            x = y = 0.0
            for step in ring.rstrip("z").split("l"):
                step_x, step_y = map(float, step.split())
                x, y = x + step_x, y + step_y
                xs.append(x)
                ys.append(y)
    if not xs:
        return VIEW_BOX
    left, top = min(xs) - margin, min(ys) - margin
    width, height = max(xs) + margin - left, max(ys) + margin - top
    return f"{left:.1f} {top:.1f} {width:.1f} {height:.1f}"


def _parsed(raw: bytes) -> Any:
    try:
        return json.loads(raw.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise OutlineError("not_json", line=1, column=1, reason="not UTF-8") from None
    except json.JSONDecodeError as failure:
        raise OutlineError(
            "not_json", line=failure.lineno, column=failure.colno, reason=failure.msg
        ) from None


def _topology(document: dict[str, Any]) -> Iterator[tuple[str, list[Ring]]]:
    arcs = _arcs(document)
    objects = document.get("objects")
    if not isinstance(objects, dict):
        raise OutlineError("member", where="objects", expected="an object of geometries")
    for name, collection in objects.items():
        geometries = collection.get("geometries", []) if isinstance(collection, dict) else []
        for place, geometry in enumerate(geometries):
            where = f"objects.{name}.geometries[{place}]"
            kato = _kato(geometry, where)
            yield kato, list(_stitched(geometry, arcs, where))


def _arcs(document: dict[str, Any]) -> list[Ring]:
    """Arcs in degrees undone from deltas and quantization, then projected and simplified."""
    transform = document.get("transform") or {}
    try:
        (scale_x, scale_y) = transform.get("scale", (1.0, 1.0))
        (move_x, move_y) = transform.get("translate", (0.0, 0.0))
        return [
            _simplified(
                [
                    project(x * scale_x + move_x, y * scale_y + move_y)
                    for x, y in (_undelta(arc) if transform else arc)
                ]
            )
            for arc in document["arcs"]
        ]
    except (KeyError, TypeError, ValueError) as failure:
        raise OutlineError("member", where="arcs", expected="lists of [x, y]") from failure


def _undelta(arc: Sequence[Sequence[float]]) -> Iterator[Point]:
    x = y = 0.0
    for step_x, step_y in arc:
        x, y = x + step_x, y + step_y
        yield x, y


def _stitched(geometry: dict[str, Any], arcs: list[Ring], where: str) -> Iterator[Ring]:
    for ring in _rings(geometry, "arcs", where):
        points: Ring = []
        for number in ring:
            try:
                # ~n is arc n walked backwards.
                arc = arcs[number] if number >= 0 else arcs[~number][::-1]
            except (IndexError, TypeError):
                raise OutlineError(
                    "member", where=where, expected=f"an arc number below {len(arcs)}"
                ) from None
            points += arc[1:] if points else arc
        yield points


def _features(document: dict[str, Any]) -> Iterator[tuple[str, list[Ring]]]:
    features = document.get("features")
    if not isinstance(features, list):
        raise OutlineError("member", where="features", expected="a list")
    for place, feature in enumerate(features):
        where = f"features[{place}]"
        kato = _kato(feature, where)
        geometry = feature.get("geometry")
        if not isinstance(geometry, dict):
            raise OutlineError("member", where=where, expected="a geometry")
        rings = []
        for ring in _rings(geometry, "coordinates", where):
            try:
                points = [project(float(point[0]), float(point[1])) for point in ring]
            except (TypeError, ValueError, IndexError):
                raise OutlineError(
                    "member", where=where, expected="positions of [longitude, latitude]"
                ) from None
            rings.append(_simplified(points))
        yield kato, rings


def _rings(geometry: dict[str, Any], member: str, where: str) -> Iterator[Any]:
    """The outer and inner rings of a Polygon or MultiPolygon, one after another."""
    kind, parts = geometry.get("type"), geometry.get(member)
    flatten: dict[Any, Callable[[Any], Any]] = {
        "Polygon": lambda polygon: polygon,
        "MultiPolygon": lambda polygons: [ring for polygon in polygons for ring in polygon],
    }
    if kind not in flatten or not isinstance(parts, list):
        raise OutlineError("member", where=where, expected="a Polygon or MultiPolygon")
    yield from flatten[kind](parts)


def _kato(item: Any, where: str) -> str:
    properties = item.get("properties") if isinstance(item, dict) else None
    kato = str((properties or {}).get("kato", ""))
    if len(kato) != 9 or not kato.isdigit():
        raise OutlineError("no_kato", where=where)
    return kato


def _simplified(points: Sequence[Point]) -> Ring:
    """Douglas and Peucker (1973): drop what lies nearer than TOLERANCE to the straight line.

    A closed ring is cut at its farthest point first, or it would fold to nothing.
    """
    if len(points) < 3:
        return list(points)
    if points[0] == points[-1]:
        start = points[0]
        far = max(range(len(points)), key=lambda i: math.dist(start, points[i]))
        return _simplified(points[: far + 1])[:-1] + _simplified(points[far:])
    keep = {0, len(points) - 1}
    stack = [(0, len(points) - 1)]
    while stack:
        first, last = stack.pop()
        if last - first < 2:
            continue
        middle = range(first + 1, last)
        farthest = max(middle, key=lambda i: _off(points[i], points[first], points[last]))
        if _off(points[farthest], points[first], points[last]) > TOLERANCE:
            keep.add(farthest)
            stack += [(first, farthest), (farthest, last)]
    return [points[i] for i in sorted(keep)]


def _off(point: Point, start: Point, end: Point) -> float:
    """How far a point lies from the line between two others."""
    length = math.dist(start, end)
    if not length:
        return math.dist(point, start)
    across = (end[0] - start[0]) * (start[1] - point[1])
    along = (start[0] - point[0]) * (end[1] - start[1])
    return abs(across - along) / length


def _area(ring: Ring) -> float:
    pairs = zip(ring, ring[1:] + ring[:1], strict=True)
    return sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairs) / 2


def _centroid(ring: Ring) -> Point:
    area = _area(ring)
    if not area:
        return ring[0]
    pairs = list(zip(ring, ring[1:] + ring[:1], strict=True))
    crosses = [x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairs]
    x = sum((a[0] + b[0]) * cross for (a, b), cross in zip(pairs, crosses, strict=True))
    y = sum((a[1] + b[1]) * cross for (a, b), cross in zip(pairs, crosses, strict=True))
    return x / (6 * area), y / (6 * area)


def _outline(rings: list[Ring]) -> Outline:
    whole = [ring for ring in rings if len(ring) >= 3] or [[(0.0, 0.0)]]
    largest = max(whole, key=lambda ring: abs(_area(ring)))
    seen = [ring for ring in whole if abs(_area(ring)) >= SPECK or ring is largest]
    x, y = _centroid(largest)
    return Outline("".join(map(_drawn, seen)), round(x, 1), round(y, 1))


def _drawn(ring: Ring) -> str:
    """Relative steps of a tenth of a unit: a third of the size of absolute ones."""
    steps = [(round(10 * x), round(10 * y)) for x, y in ring]
    if len(steps) > 1 and steps[0] == steps[-1]:
        steps.pop()
    text, (before_x, before_y) = f"M{_tenth(steps[0][0])} {_tenth(steps[0][1])}", steps[0]
    for x, y in steps[1:]:
        if (x, y) != (before_x, before_y):
            text += f"l{_tenth(x - before_x)} {_tenth(y - before_y)}"
            before_x, before_y = x, y
    return text + "z"


def _tenth(value: int) -> str:
    return f"{value / 10:g}"
