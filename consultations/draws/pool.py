"""From admitted applications to the pool that is drawn from: numbers and features, no names."""

from collections.abc import Sequence
from itertools import pairwise

from django.utils import timezone

from algorithms.sortition import Households, Pool, Quota, Quotas

from ..councils import formation_queries
from ..councils.models import Application, Formation
from .enums import Feature
from .errors import DrawError
from .models import Draw

UNKNOWN_DISTRICT = "0"


def identity(number: int) -> str:
    """The number of an application as the archive has it: sorted as text, they are in order."""
    return f"{number:05d}"


def values_of(application: Application, draw: Draw) -> dict[str, str]:
    """Value by feature. Raises DrawError: feature_missing."""
    found = {}
    for feature in draw.features:
        value = _value(application, feature, draw)
        if not value:
            raise DrawError("feature_missing", number=application.number, feature=feature)
        found[feature] = value
    return found


def _value(application: Application, feature: str, draw: Draw) -> str:
    if feature == Feature.SEX:
        return application.sex
    if feature == Feature.AGE:
        return age_band(application, draw)
    if feature == Feature.DISTRICT:
        return application.territory.kato if application.territory else ""
    if feature == Feature.SECTOR:
        return application.sector
    return str(application.traits.get(feature) or "")


def age_band(application: Application, draw: Draw) -> str:
    """By the age reached in the year in which the draw was set up: "30–44", the last "60+"."""
    if application.birth_year is None:
        return ""
    age = timezone.localtime(draw.created_at).year - application.birth_year
    bounds: Sequence[int] = draw.age_bounds
    place = max((n for n, bound in enumerate(bounds) if age >= bound), default=0)
    if place + 1 == len(bounds):
        return f"{bounds[place]}+"
    return f"{bounds[place]}–{bounds[place + 1] - 1}"


def bands(draw: Draw) -> list[str]:
    bounds: Sequence[int] = draw.age_bounds
    closed = [f"{low}–{high - 1}" for low, high in pairwise(bounds)]
    return [*closed, f"{bounds[-1]}+"]


def pool_of(draw: Draw) -> tuple[Pool, Households]:
    """Everybody admitted; who shares a home or an organisation counts as one household."""
    rows = list(formation_queries.admitted(draw.formation))
    people = {identity(one.number): values_of(one, draw) for one in rows}
    return Pool.of(people, draw.features), _together(rows)


def _together(rows: Sequence[Application]) -> dict[str, str]:
    """Id to the first id of all who share a home or an organisation, directly or through others:
    of them one is drawn at most."""
    head = {identity(one.number): identity(one.number) for one in rows}

    def find(one: str) -> str:
        while head[one] != one:
            one = head[one]
        return one

    first: dict[tuple[str, object], str] = {}
    for row in rows:
        keys = [("home", row.household), ("organisation", row.organisation_id)]
        for key in keys:
            if not key[1]:
                continue
            other = first.setdefault(key, identity(row.number))
            low, high = sorted((find(identity(row.number)), find(other)))
            head[high] = low
    return {one: find(one) for one in head}


def quotas_of(draw: Draw) -> Quotas:
    return Quotas.of(
        Quota(one.feature, one.value, one.least, one.most) for one in draw.quotas.all()
    )


def present(draw: Draw) -> dict[str, dict[str, int]]:
    """How many of the pool have each value of each feature of the draw."""
    found: dict[str, dict[str, int]] = {feature: {} for feature in draw.features}
    for one in formation_queries.admitted(draw.formation):
        for feature, value in values_of(one, draw).items():
            found[feature][value] = found[feature].get(value, 0) + 1
    return found


def traits(formation: Formation) -> list[str]:
    """Further traits that every admitted application states."""
    rows = [one.traits for one in formation_queries.admitted(formation)]
    shared = set.intersection(*(set(one) for one in rows)) if rows else set()
    return sorted(shared)
