"""Points on the map: where Kazakhstan lies, where a map begins, how points are drawn."""

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from commons.territories.models import Akimat

from .models import Call, Proposal
from .queries import published

# The box around Kazakhstan, degrees.
LATITUDES = (40.5, 55.5)
LONGITUDES = (46.4, 87.4)

# Seats of the regions and cities by the first two digits of KATO: where a map begins.
SEATS = {
    "10": (50.411, 80.228),
    "11": (53.284, 69.391),
    "15": (50.283, 57.167),
    "19": (43.867, 77.063),
    "23": (47.107, 51.914),
    "27": (51.233, 51.367),
    "31": (42.901, 71.378),
    "33": (45.018, 78.374),
    "35": (49.806, 73.085),
    "39": (53.214, 63.632),
    "43": (44.849, 65.509),
    "47": (43.651, 51.158),
    "55": (52.287, 76.967),
    "59": (54.865, 69.136),
    "61": (43.297, 68.252),
    "62": (47.804, 67.714),
    "63": (49.948, 82.628),
    "71": (51.128, 71.431),
    "75": (43.238, 76.946),
    "79": (42.317, 69.596),
}
MIDDLE = (48.0, 67.0)


def is_in_kazakhstan(latitude: float, longitude: float) -> bool:
    """Whether the point lies in the box around the country."""
    return LATITUDES[0] <= latitude <= LATITUDES[1] and LONGITUDES[0] <= longitude <= LONGITUDES[1]


def seat_of(akimat: Akimat) -> tuple[float, float]:
    """Latitude and longitude of the akimat's seat, or of the middle of the country."""
    return SEATS.get(akimat.territory.kato[:2], MIDDLE)


# So many other proposals are shown while a place is marked.
MOST_LANDMARKS = 60


def landmarks(call: Call, leave_out: Proposal) -> str:
    """Points of published proposals as JSON: latitude, longitude, title. They help to find one's
    way where no map pictures are set."""
    placed = published(call).filter(latitude__isnull=False, longitude__isnull=False)
    rows = placed.exclude(pk=leave_out.pk).values_list("latitude", "longitude", "title")
    return json.dumps(list(rows[:MOST_LANDMARKS]), ensure_ascii=False)


WIDTH, HEIGHT, MARGIN = 400.0, 300.0, 24.0
# At most this many points are drawn; the list has them all.
MOST_POINTS = 400


@dataclass(frozen=True)
class Point:
    """A proposal at a place of the drawing."""

    proposal: Proposal
    x: float
    y: float


@dataclass(frozen=True)
class Grid:
    """Meridians and parallels with their degrees, and the points between them."""

    points: list[Point]
    meridians: list[tuple[float, str]]
    parallels: list[tuple[float, str]]
    scale_width: float
    scale_text: str
    width: float = WIDTH
    height: float = HEIGHT
    # With the scale below the frame.
    full_height: float = HEIGHT + 26


def drawn(proposals: Sequence[Proposal]) -> Grid | None:
    """The proposals that have a point, on a plane where a kilometre is as long either way."""
    placed = [p for p in proposals if p.latitude is not None and p.longitude is not None]
    if not placed:
        return None
    latitudes = [p.latitude or 0.0 for p in placed]
    longitudes = [p.longitude or 0.0 for p in placed]
    middle = ((min(latitudes) + max(latitudes)) / 2, (min(longitudes) + max(longitudes)) / 2)
    shrink = math.cos(math.radians(middle[0]))
    # A few hundred metres at least, so that one point does not fill the country.
    high = max(max(latitudes) - min(latitudes), 0.01)
    wide = max((max(longitudes) - min(longitudes)) * shrink, 0.01)
    scale = min((WIDTH - 2 * MARGIN) / wide, (HEIGHT - 2 * MARGIN) / high)

    def x(longitude: float) -> float:
        return round(WIDTH / 2 + (longitude - middle[1]) * shrink * scale, 1)

    def y(latitude: float) -> float:
        return round(HEIGHT / 2 - (latitude - middle[0]) * scale, 1)

    step = _nice(HEIGHT / scale / 3)
    metres = _nice(WIDTH / scale / 4 * 111_320)
    around = (WIDTH / 2 / scale / shrink, HEIGHT / 2 / scale)
    return Grid(
        points=[Point(p, x(p.longitude or 0.0), y(p.latitude or 0.0)) for p in placed],
        meridians=[(x(at), _degrees(at, step)) for at in _marks(middle[1], around[0], step)],
        parallels=[(y(at), _degrees(at, step)) for at in _marks(middle[0], around[1], step)],
        scale_width=round(metres / 111_320 * scale, 1),
        scale_text=_distance(metres),
    )


def _nice(length: float) -> float:
    """The largest 1, 2 or 5 times a power of ten that is not longer."""
    power = 10.0 ** math.floor(math.log10(length))
    return next(n * power for n in (5, 2, 1) if n * power <= length)


def _marks(middle: float, reach: float, step: float) -> list[float]:
    first = math.ceil((middle - reach) / step)
    last = math.floor((middle + reach) / step)
    return [n * step for n in range(first, last + 1)]


def _distance(metres: float) -> str:
    if metres >= 1000:
        return _("%(number)s km") % {"number": f"{metres / 1000:g}"}
    return _("%(number)s m") % {"number": f"{metres:g}"}


def _degrees(at: float, step: float) -> str:
    digits = max(0, -math.floor(math.log10(step)))
    return f"{at:.{digits}f}°"
