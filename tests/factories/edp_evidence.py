"""One of each kind of evidence, and figures of made-up regions."""

from datetime import datetime
from typing import Any

from commons.people.models import Person
from commons.territories.models import Akimat, Territory
from edp.evidence.enums import Dimension, Mobility, PolicyArea, Quadrant, Strength
from edp.models import (
    Activity,
    Asset,
    Dataset,
    Employment,
    LibraryEntry,
    Observation,
    Round,
    Statistic,
    SwotItem,
    SwotSupport,
    TrendNote,
)
from tests.factories.edp import columns


def asset(round: Round, author: Person, at: datetime, **more: Any) -> Asset:
    values: dict[str, Any] = {
        "dimension": Dimension.GEOGRAPHIC,
        "mobility": Mobility.IMMOBILE,
        "title": "Dry port at the border",
        "source": "Railway report 2025, p. 12",
        "language": "en",
    }
    return Asset.objects.create(round=round, author=author, added_at=at, **{**values, **more})


def swot_item(round: Round, author: Person, at: datetime, **more: Any) -> SwotItem:
    values: dict[str, Any] = {
        "quadrant": Quadrant.WEAKNESS,
        "text": "Too few engineers stay",
        "language": "en",
    }
    item = SwotItem.objects.create(round=round, author=author, added_at=at, **{**values, **more})
    SwotSupport.objects.create(item=item, person=author, given_at=at)
    return item


def trend(round: Round, author: Person, at: datetime, **more: Any) -> TrendNote:
    values: dict[str, Any] = {
        "title": "Batteries get cheap",
        "text": "Wind can be stored.",
        "horizon_years": 5,
        "source": "IEA 2025",
        "language": "en",
    }
    return TrendNote.objects.create(round=round, author=author, added_at=at, **{**values, **more})


def entry(akimat: Akimat, at: datetime, **more: Any) -> LibraryEntry:
    values: dict[str, Any] = {
        "area": PolicyArea.INNOVATION,
        "strength": Strength.COMPARED,
        "source": "Fraunhofer 2010",
        **columns("title", "Vouchers for small firms"),
        **columns("place", "Limburg, 2004"),
        **columns("tried", "Firms drew lots for vouchers."),
        **columns("result", "Eight of ten projects would not have happened."),
    }
    return LibraryEntry.objects.create(akimat=akimat, added_at=at, **{**values, **more})


def dataset(code: str = "grp", **more: Any) -> Dataset:
    values = {**columns("title", "Products of regions"), **columns("source", "Bureau")}
    return Dataset.objects.create(code=code, **{**values, **more})


def statistic(held: Dataset, code: str = "grp_per_head", **more: Any) -> Statistic:
    values = {**columns("name", "GRP per head"), **columns("unit", "thousand tenge")}
    return Statistic.objects.create(dataset=held, code=code, **{**values, **more})


def figures(one: Statistic, table: dict[Territory | None, dict[int, float]]) -> None:
    Observation.objects.bulk_create(
        Observation(statistic=one, territory=place, year=year, value=value)
        for place, years in table.items()
        for year, value in years.items()
    )


def employment(held: Dataset, table: dict[Territory, dict[str, dict[int, int]]]) -> None:
    codes = {code for row in table.values() for code in row}
    known = {
        code: Activity.objects.get_or_create(
            code=code, defaults=columns("name", f"Activity {code}")
        )[0]
        for code in codes
    }
    Employment.objects.bulk_create(
        Employment(dataset=held, activity=known[code], territory=place, year=year, persons=persons)
        for place, row in table.items()
        for code, years in row.items()
        for year, persons in years.items()
    )
