"""The map of regions by level and growth, and what a region does more than others."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from commons.interface.numbers import decimal, grouped, percent
from commons.territories.enums import Level
from commons.territories.models import Akimat, Territory

from .. import charts, quadrants, queries, series, structure, words
from ..models import Dataset, Statistic
from .reading import asked_key, show

# In the order in which the page explains them, with what each means.
QUARTERS = {
    "leading": (
        gettext_lazy("High and growing faster"),
        gettext_lazy("Already ahead, and pulling away. The question is how long it can last."),
    ),
    "losing_ground": (
        gettext_lazy("High, but growing slower"),
        gettext_lazy("Still ahead, but others catch up. What carried it may be running out."),
    ),
    "catching_up": (
        gettext_lazy("Low, but growing faster"),
        gettext_lazy("Behind, and closing the gap. Find out what works here and give it room."),
    ),
    "falling_behind": (
        gettext_lazy("Low and growing slower"),
        gettext_lazy("Behind, and the gap widens. New activities are needed most here."),
    ),
}


@dataclass(frozen=True)
class Asked:
    """What the reader of the map chose, or what is shown to who chose nothing."""

    statistics: list[Any]
    statistic: Statistic | None
    pairs: list[tuple[series.Time, series.Time]]
    found: quadrants.Map | None
    own: Territory | None


def read_map(request: HttpRequest, akimat: Akimat) -> Asked:
    statistics = list(queries.with_years(akimat))
    wanted = asked_key(request, "indicator")
    chosen = next((one for one in statistics if one.pk == wanted), None)
    if chosen is None:
        moving = [one for one in statistics if one.years > 1]
        heads = [one for one in moving if "per_head" in one.code]
        chosen = next(iter([*heads, *moving, *statistics]), None)
    if chosen is None:
        return Asked([], None, [], None, None)
    rows = queries.figures(chosen)
    places = queries.places(akimat)
    own = series.nearest([row for row in rows if row.territory], places)
    level = own.level if own else Level.REGION
    pairs = quadrants.pairs(rows, level)
    pair = _pair(request, pairs)
    found = quadrants.map_of(rows, *pair, level, own) if pair else None
    return Asked(statistics, chosen, pairs, found, own)


def _pair(
    request: HttpRequest, pairs: list[tuple[series.Time, series.Time]]
) -> tuple[series.Time, series.Time] | None:
    wanted = request.GET.get("between", "")
    return next((p for p in pairs if pair_code(p) == wanted), quadrants.widest(pairs))


def pair_code(pair: tuple[series.Time, series.Time]) -> str:
    return f"{words.short_time(*pair[0])}-{words.short_time(*pair[1])}".replace(" ", "")


@require_safe
def quadrant_map(request: HttpRequest, akimat: Akimat) -> HttpResponse:
    asked = read_map(request, akimat)
    found = asked.found
    context: dict[str, Any] = {
        "statistics": asked.statistics,
        "statistic": asked.statistic,
        "pairs": [
            (pair_code(pair), f"{words.time(*pair[0])} – {words.time(*pair[1])}")
            for pair in sorted(asked.pairs, key=lambda pair: (pair[1], pair[0]), reverse=True)
        ],
    }
    if found is not None:
        quarters = [
            {
                "code": code,
                "title": title,
                "text": text,
                "places": [one for one in found.points if one.quadrant == code],
            }
            for code, (title, text) in QUARTERS.items()
        ]
        context |= {
            "found": found,
            "pair": pair_code((found.first, found.last)),
            "chart": charts.scatter(
                found.points, level=found.level, growth=found.growth, percent=_pace
            ),
            "quarters": quarters,
            "own": next((one for one in found.points if one.is_own), None),
            "own_quarter": next((QUARTERS[p.quadrant] for p in found.points if p.is_own), None),
            "rows": [
                {
                    "place": one.place,
                    "level": words.figure(one.level),
                    "growth": _pace(one.growth),
                    "quarter": QUARTERS[one.quadrant][0],
                    "is_own": one.is_own,
                }
                for one in found.points
            ],
            "level": words.figure(found.level),
            "growth": _pace(found.growth),
            "first": words.time(*found.first),
            "last": words.time(*found.last),
            "years": found.last[0] - found.first[0],
        }
    return show(request, akimat, "map", **context)


def _pace(share: float) -> str:
    text = percent(share, 1)
    return f"+{text}" if share >= 0.0005 else text


@dataclass(frozen=True)
class Read:
    """Employment as the reader chose to see it."""

    datasets: list[Dataset]
    dataset: Dataset | None = None
    years: tuple[int, ...] = ()
    depths: tuple[int, ...] = ()
    depth: int = 1
    place: Territory | None = None
    found: structure.Structure | None = None


def read_structure(request: HttpRequest, akimat: Akimat) -> Read:
    datasets = list(queries.employment_datasets(akimat))
    wanted = asked_key(request, "data")
    dataset = next((one for one in datasets if one.pk == wanted), next(iter(datasets), None))
    if dataset is None:
        return Read(datasets)
    for place in queries.places(akimat):
        years = queries.employment_years(dataset, place.level)
        if not years:
            continue
        year = _asked_year(request, "year", years) or years[-1]
        earlier = [one for one in years if one < year]
        first = _asked_year(request, "from", earlier) or next(iter(earlier), None)
        rows = queries.employment(dataset, place.level, [year] if first is None else [first, year])
        depths = structure.depths(rows)
        depth = asked_key(request, "depth")
        depth = depth if depth in depths else next(iter(depths), 1)
        found = structure.structure_of(rows, place, year, first, depth)
        if found is not None:
            return Read(datasets, dataset, tuple(years), tuple(depths), depth, place, found)
    return Read(datasets, dataset)


def _asked_year(request: HttpRequest, name: str, years: list[int]) -> int | None:
    wanted = asked_key(request, name)
    return wanted if wanted in years else None


@require_safe
def activities(request: HttpRequest, akimat: Akimat) -> HttpResponse:
    read = read_structure(request, akimat)
    context: dict[str, Any] = {"read": read, "found": read.found}
    if read.found is not None:
        context |= _pictures(read.found)
    return show(request, akimat, "activities", **context)


def _pictures(found: structure.Structure) -> dict[str, Any]:
    most = max([2.0, *(row.quotient or 0.0 for row in found.rows)])
    ordered = sorted(found.rows, key=lambda row: (-(row.quotient or 0.0), row.activity.code))
    context: dict[str, Any] = {
        "rows": [_told(row, min(most, 5.0)) for row in ordered],
        "strong": found.specialised[:3],
        "near": [_told(row, min(most, 5.0)) for row in found.near[:5]],
        "persons": grouped(found.persons),
        "country": grouped(found.country),
    }
    if found.total is not None:
        parts = {row.activity.pk: (row.national, row.mix, row.own) for row in found.rows}
        reach = charts.reach_of([[v or 0.0 for v in three] for three in parts.values()])
        total = found.total
        context |= {
            "split": [_split(row, reach) for row in _by_change(found.rows)],
            "total": _figures(total.change, total.national, total.mix, total.own),
            "reads": _reads(found),
        }
    return context


def _by_change(rows: tuple[structure.Row, ...]) -> list[structure.Row]:
    return sorted(rows, key=lambda row: (-(row.own or 0.0), row.activity.code))


def _told(row: structure.Row, most: float) -> dict[str, Any]:
    return {
        "activity": row.activity,
        "persons": grouped(row.persons),
        "share": percent(row.share, 1),
        "country_share": percent(row.country_share, 1),
        "quotient": words.fixed(row.quotient),
        "change": words.signed(row.quotient_change, 2),
        "density": "—" if row.density is None else decimal(row.density, 0),
        "density_share": (row.density or 0.0) / 100,
        "is_specialised": row.is_specialised,
        "is_strong": row.is_strong,
        "bar": charts.quotient_bar(row.quotient, most),
    }


def _figures(change: float, national: float, mix: float, own: float) -> dict[str, str]:
    return {
        "change": words.signed(change, 0),
        "national": words.signed(national, 0),
        "mix": words.signed(mix, 0),
        "own": words.signed(own, 0),
    }


def _split(row: structure.Row, reach: float) -> dict[str, Any]:
    parts = (row.national or 0.0, row.mix or 0.0, row.own or 0.0)
    tones = ("plain", "mid", "brand")
    return {
        "activity": row.activity,
        "pieces": charts.diverging(list(zip(parts, tones, strict=True)), reach),
        **_figures(row.change or 0, *parts),
    }


def _reads(found: structure.Structure) -> str:
    """The whole split in one sentence."""
    assert found.total is not None
    total = found.total
    told = {
        "first": found.first,
        "year": found.year,
        "change": words.signed(total.change, 0),
        "national": words.signed(total.national, 0),
        "mix": words.signed(total.mix, 0),
        "own": words.signed(total.own, 0),
    }
    return (
        _(
            "From %(first)s to %(year)s employment here changed by %(change)s. Growing like the "
            "whole country would have given %(national)s; the activities the region happens to "
            "have gave %(mix)s; what the region did beyond that gave %(own)s."
        )
        % told
    )
