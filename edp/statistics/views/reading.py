"""Indicators of the region: the list, one of them, and where its figures come from."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from commons.interface import tilemap
from commons.interface.numbers import row_key
from commons.territories.enums import Level
from commons.territories.models import Akimat, Territory

from .. import charts, queries, series, words
from ..models import Employment, Observation, Statistic
from ..permissions import can_import

PER_PAGE = 40


def show(request: HttpRequest, akimat: Akimat, name: str, **context: Any) -> HttpResponse:
    context["may_import"] = can_import(request.user, akimat)
    return render(request, f"edp/statistics/{name}.html", context)


def latest_of(akimat: Akimat, statistics: list[Statistic]) -> list[series.Latest]:
    """The last figure of each indicator that has one."""
    places = queries.places(akimat)
    by_statistic: dict[int, list[Observation]] = {}
    for row in queries.observations_of(statistics, places):
        by_statistic.setdefault(row.statistic_id, []).append(row)
    found = [series.latest(one, by_statistic.get(one.pk, []), places) for one in statistics]
    return [one for one in found if one is not None]


@require_safe
def index(request: HttpRequest, akimat: Akimat) -> HttpResponse:
    page = Paginator(queries.statistics(akimat), PER_PAGE).get_page(request.GET.get("page"))
    return show(
        request,
        akimat,
        "index",
        page=page,
        rows=latest_of(akimat, list(page)),
        datasets=list(queries.datasets(akimat)),
    )


def statistic_of(akimat: Akimat, pk: int) -> Statistic:
    return get_object_or_404(queries.statistics(akimat), pk=pk)


@require_safe
def indicator(request: HttpRequest, akimat: Akimat, pk: int) -> HttpResponse:
    statistic = statistic_of(akimat, pk)
    rows = queries.figures(statistic)
    places = queries.places(akimat)
    own = series.nearest(rows, places)
    latest = series.latest(statistic, rows, places)
    level = own.level if own else Level.REGION
    times = series.times(row for row in rows if row.territory and row.territory.level == level)
    chosen = _chosen(request, times)
    ranks = series.ranking(rows, chosen, level) if chosen else []
    shown = own or akimat.territory
    return show(
        request,
        akimat,
        "indicator",
        statistic=statistic,
        latest=latest,
        own=own,
        line=_line(rows, latest, own),
        history=_history(rows, own),
        times=[(words.short_time(*time), words.time(*time)) for time in reversed(times)],
        chosen=words.short_time(*chosen) if chosen else "",
        chosen_words=words.time(*chosen) if chosen else "",
        bars=[_bar(statistic, rank, place, value, shown) for rank, place, value in ranks],
        rank=next((rank for rank, place, _value in ranks if place == shown), None),
        total=len(ranks),
        tiles=charts.shaded_tiles(ranks, own) if level == Level.REGION and ranks else [],
        hexagon=tilemap.hexagon(),
        map_box=tilemap.view_box(),
    )


def _chosen(request: HttpRequest, times: list[series.Time]) -> series.Time | None:
    """The time asked for, or the last there is."""
    wanted = request.GET.get("time", "")
    known = {words.short_time(*time): time for time in times}
    return known.get(wanted, times[-1] if times else None)


def _line(
    rows: list[Observation], latest: series.Latest | None, own: Territory | None
) -> charts.LineChart | None:
    """The place and the country, for the part of the year that the last figure is for."""
    if latest is None:
        return None
    lines = []
    for tone, place in (("brand", own), ("plain", None)):
        key = place.pk if place else None
        held = {
            (row.year, row.period): row.value
            for row in rows
            if row.territory_id == key and row.period == latest.period
        }
        if held and (place or tone == "plain"):
            lines.append((place.name if place else _("Kazakhstan"), tone, held))
    times = sorted({time for _name, _tone, held in lines for time in held})
    return charts.line_chart(times, lines)


def _history(rows: list[Observation], own: Territory | None) -> list[dict[str, Any]]:
    """Every figure of the place and of the country, the latest first."""
    mine = {(r.year, r.period): r.value for r in rows if own and r.territory_id == own.pk}
    country = {(r.year, r.period): r.value for r in rows if r.territory_id is None}
    return [
        {
            "time": words.time(*time),
            "own": words.figure(mine.get(time)),
            "country": words.figure(country.get(time)),
        }
        for time in sorted(mine.keys() | country.keys(), reverse=True)
    ]


def _bar(
    statistic: Statistic, rank: int, place: Territory, value: Any, own: Territory
) -> dict[str, Any]:
    return {
        "label": f"{rank}. {place.name}",
        "value": max(0.0, float(value)),
        "formatted": words.figure(value),
        "tone": "brand" if place == own else "line",
    }


@require_safe
def dataset(request: HttpRequest, akimat: Akimat, pk: int) -> HttpResponse:
    """Where figures come from, and what else came with them."""
    held = get_object_or_404(queries.datasets(akimat), pk=pk)
    return show(
        request,
        akimat,
        "dataset",
        dataset=held,
        statistics=list(queries.statistics(akimat).filter(dataset=held)),
        figures=Observation.objects.filter(statistic__dataset=held).count(),
        employment=Employment.objects.filter(dataset=held).count(),
    )


def asked_key(request: HttpRequest, name: str) -> int | None:
    return row_key(request.GET.get(name, ""))
