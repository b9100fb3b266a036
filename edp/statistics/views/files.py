"""Everything the pages of statistics show, as CSV."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from commons.interface.spreadsheets import csv_response
from commons.territories.models import Akimat
from commons.territories.permissions import require

from .. import queries, words
from .comparing import read_map, read_structure
from .reading import latest_of, statistic_of


@require_safe
def latest(request: HttpRequest, akimat: Akimat) -> HttpResponse:
    """The last figure of every indicator for the region."""
    rows = latest_of(akimat, list(queries.statistics(akimat)))
    header = ["indicator", "name", "unit", "territory", "year", "period", "value"]
    header += ["before_year", "before_value", "source", "dataset", "invented"]
    return csv_response(
        f"statistics-{akimat.slug}.csv",
        header,
        (
            [
                one.statistic.code,
                one.statistic.name,
                one.statistic.unit,
                one.place.kato if one.place else "KZ",
                one.year,
                one.period,
                one.value,
                one.before.year if one.before else None,
                one.before.value if one.before else None,
                one.statistic.cited,
                one.statistic.dataset.code,
                _yes(one.statistic.dataset.is_invented),
            ]
            for one in rows
        ),
    )


@require_safe
def indicator(request: HttpRequest, akimat: Akimat, pk: int) -> HttpResponse:
    """Every figure of an indicator, in the columns that the import reads."""
    statistic = statistic_of(akimat, pk)
    header = ["indicator", "territory", "year", "period", "value", "unit", "place", "source"]
    return csv_response(
        f"{statistic.code}.csv",
        [*header, "invented"],
        (
            [
                statistic.code,
                row.territory.kato if row.territory else "KZ",
                row.year,
                row.period,
                row.value,
                statistic.unit,
                row.territory.name if row.territory else "",
                statistic.cited,
                _yes(statistic.dataset.is_invented),
            ]
            for row in queries.figures(statistic)
        ),
    )


@require_safe
def quadrant_map(request: HttpRequest, akimat: Akimat) -> HttpResponse:
    asked = read_map(request, akimat)
    require(asked.found is not None and asked.statistic is not None)
    found, statistic = asked.found, asked.statistic
    assert found is not None and statistic is not None  # noqa: PT018
    header = ["territory", "place", "level", "unit", "from", "to", "annual_growth", "quadrant"]
    header += ["level_reference", "growth_reference", "references", "source", "invented"]
    return csv_response(
        f"map-{statistic.code}.csv",
        header,
        (
            [
                one.place.kato,
                one.place.name,
                one.level,
                statistic.unit,
                words.short_time(*found.first),
                words.short_time(*found.last),
                one.growth,
                one.quadrant,
                found.level,
                found.growth,
                found.references_are,
                statistic.cited,
                _yes(statistic.dataset.is_invented),
            ]
            for one in found.points
        ),
    )


@require_safe
def activities(request: HttpRequest, akimat: Akimat) -> HttpResponse:
    read = read_structure(request, akimat)
    require(read.found is not None)
    found, place, dataset = read.found, read.place, read.dataset
    assert found and place and dataset  # noqa: PT018
    header = ["territory", "year", "from", "activity", "name", "persons", "share"]
    header += ["country_share", "location_quotient", "location_quotient_change"]
    header += ["relatedness_density", "change", "national", "industry_mix", "competitive"]
    return csv_response(
        f"activities-{place.kato}-{found.year}.csv",
        [*header, "source", "invented"],
        (
            [
                place.kato,
                found.year,
                found.first,
                row.activity.code,
                row.activity.name,
                row.persons,
                row.share,
                row.country_share,
                row.quotient,
                row.quotient_change,
                row.density,
                row.change,
                row.national,
                row.mix,
                row.own,
                dataset.source,
                _yes(dataset.is_invented),
            ]
            for row in found.rows
        ),
    )


def _yes(flag: bool) -> str:
    return "yes" if flag else "no"
