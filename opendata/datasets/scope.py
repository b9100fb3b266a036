"""Whose rows: those of one akimat, or of all that are active."""

from django.db.models import Q

from commons.territories.models import Akimat


def of(akimat: Akimat | None, path: str = "akimat") -> Q:
    """`path` leads from the row to its akimat."""
    return Q(**{f"{path}__is_active": True}) if akimat is None else Q(**{path: akimat})
