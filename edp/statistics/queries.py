"""Reads of figures, as an akimat sees them: those for all, and its own."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import Count, Q, QuerySet

from commons.territories.models import Akimat, Territory

from .models import Dataset, Employment, Observation, Statistic


def _visible(akimat: Akimat, path: str = "") -> Q:
    name = f"{path}akimat"
    return Q(**{f"{name}__isnull": True}) | Q(**{name: akimat})


def datasets(akimat: Akimat) -> QuerySet[Dataset]:
    return Dataset.objects.filter(_visible(akimat)).order_by("code", "pk")


def own_datasets(akimat: Akimat) -> QuerySet[Dataset]:
    """Those that the akimat itself uploads into."""
    return Dataset.objects.filter(akimat=akimat).order_by("code")


def statistics(akimat: Akimat) -> QuerySet[Statistic]:
    """All indicators with their data sets, by name."""
    rows = Statistic.objects.filter(_visible(akimat, "dataset__"))
    return rows.select_related("dataset").order_by("name", "pk")


def with_years(akimat: Akimat) -> QuerySet[Any]:
    """The same, with how many `years` each has figures for."""
    return statistics(akimat).annotate(years=Count("observations__year", distinct=True))


def places(akimat: Akimat) -> list[Territory]:
    """The akimat's territory, then the district and region it lies in, the nearest first."""
    here = akimat.territory
    around = Territory.objects.filter(kato__in=here.ancestor_codes).order_by("-kato")
    return [here, *around]


def observations_of(
    statistics: Iterable[Statistic], places: Sequence[Territory]
) -> QuerySet[Observation]:
    """Figures of these places and of the whole country, the earliest first."""
    where = Q(territory__in=places) | Q(territory=None)
    return Observation.objects.filter(where, statistic__in=statistics).order_by(
        "statistic_id", "year", "period", "pk"
    )


def figures(statistic: Statistic) -> list[Observation]:
    """Every figure of an indicator with its place, the earliest first."""
    rows = Observation.objects.filter(statistic=statistic).select_related("territory")
    return list(rows.order_by("year", "period", "territory__kato"))


def employment_datasets(akimat: Akimat) -> QuerySet[Dataset]:
    """Data sets that hold employment by activity, the largest first."""
    return (
        datasets(akimat)
        .annotate(rows=Count("employment"))
        .filter(rows__gt=0)
        .order_by("-rows", "code")
    )


def employment_years(dataset: Dataset, level: int) -> list[int]:
    """Years with employment of places of that level, the earliest first."""
    rows = Employment.objects.filter(dataset=dataset, territory__level=level)
    return list(rows.order_by("year").values_list("year", flat=True).distinct())


def employment(dataset: Dataset, level: int, years: Iterable[int]) -> list[Employment]:
    rows = Employment.objects.filter(dataset=dataset, territory__level=level, year__in=set(years))
    return list(
        rows.select_related("activity", "territory").order_by("territory__kato", "activity__code")
    )
