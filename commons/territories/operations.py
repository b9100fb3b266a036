"""Writes of places: from the classifier, and their outlines from a map. Nothing is deleted."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import IO, Any

from django.db import transaction

from . import kato, outlines
from .models import Territory
from .tables import Fault

BATCH = 1000
LANGUAGES = ("kk", "ru", "en")


@dataclass(frozen=True)
class KatoReport:
    """`added` and `changed` places are stored; the lines in `faults` were left out."""

    added: int
    changed: int
    same: int
    faults: list[Fault]


@dataclass(frozen=True)
class OutlineReport:
    """`unknown` are codes in the file that no place has; they were left out."""

    stored: int
    unknown: list[str]


def import_kato(*, file: IO[bytes]) -> KatoReport:
    """Add the places of a classifier and bring names up to date, in one transaction.

    A name that the file does not give stays as it is. Raises TableError.
    """
    places, faults = kato.read(file)
    with transaction.atomic():
        known = {place.kato: place for place in Territory.objects.select_for_update()}
        new = [_new(place) for place in places if place.kato not in known]
        changed = [
            known[place.kato]
            for place in places
            if place.kato in known and not place.in_passing and _update(known[place.kato], place)
        ]
        Territory.objects.bulk_create(new, batch_size=BATCH)
        fields = ["level", "iso", *(f"name_{code}" for code in LANGUAGES)]
        Territory.objects.bulk_update(changed, fields, batch_size=BATCH)
    same = len(places) - len(new) - len(changed)
    return KatoReport(len(new), len(changed), same, faults)


def _new(place: kato.Place) -> Territory:
    names = {f"name_{code}": name for code, name in place.names.items()}
    return Territory(kato=place.kato, level=place.level, iso=place.iso, **names)


def _update(territory: Territory, place: kato.Place) -> bool:
    """Whether anything changed."""
    wanted: dict[str, Any] = {f"name_{code}": name for code, name in place.names.items()}
    wanted["level"] = int(place.level)
    if place.iso:
        wanted["iso"] = place.iso
    different = {name: value for name, value in wanted.items() if getattr(territory, name) != value}
    for name, value in different.items():
        setattr(territory, name, value)
    return bool(different)


def import_outlines(*, file: IO[bytes]) -> OutlineReport:
    """Store the outline and centre of every place that the file has by its `kato`.

    Raises OutlineError; then nothing was stored.
    """
    shapes = outlines.read(file.read())
    with transaction.atomic():
        known = {
            place.kato: place
            for place in Territory.objects.select_for_update().filter(kato__in=shapes)
        }
        drawn = list(_drawn(known, shapes))
        Territory.objects.bulk_update(drawn, ["outline", "centre_x", "centre_y"], batch_size=BATCH)
    return OutlineReport(len(drawn), sorted(set(shapes) - set(known)))


def _drawn(known: dict[str, Territory], shapes: dict[str, outlines.Outline]) -> Iterable[Territory]:
    for code, territory in known.items():
        shape = shapes[code]
        territory.outline, territory.centre_x, territory.centre_y = shape.path, shape.x, shape.y
        yield territory
