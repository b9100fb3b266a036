"""Reads of places and akimats."""

from django.db.models import QuerySet

from .enums import Level
from .models import Akimat, Territory


def districts(akimat: Akimat) -> QuerySet[Territory]:
    """The districts and cities of oblast significance inside the akimat's territory, by name."""
    return Territory.objects.filter(
        level=Level.DISTRICT, kato__startswith=akimat.territory.prefix
    ).order_by("name", "kato")


def inside(territory: Territory) -> QuerySet[Territory]:
    """The territory itself and everything in it, in the order of the classifier."""
    return Territory.objects.filter(kato__startswith=territory.prefix).order_by("kato")


def regions() -> QuerySet[Territory]:
    """The 17 oblasts and 3 cities of republican significance."""
    return Territory.objects.filter(level=Level.REGION).order_by("kato")


def active_akimats() -> QuerySet[Akimat]:
    return Akimat.objects.filter(is_active=True).select_related("territory")
