"""Reads over many polls at once, for tables of what is public. Who calls says which polls are."""

from typing import Any

from django.db.models import F, JSONField, QuerySet
from django.db.models.fields.json import KeyTransform

from ..enums import TallyStatus
from ..models import LogHead, Tally


def all_heads() -> QuerySet[LogHead]:
    """Signed heads of all polls."""
    return LogHead.objects.order_by("pk")


def done_tallies() -> QuerySet[Any]:
    """Counts that are done, without their traces; each with `selected`, `standings` (the projects'
    own numbers), `spent`, `money` and `voters`."""
    parts = {
        "selected": "selected",
        "standings": "projects",
        "spent": "cost",
        "money": "budget",
        "voters": "voters",
    }
    found = Tally.objects.filter(status=TallyStatus.DONE, outcome__isnull=False).defer("outcome")
    return found.annotate(
        **{
            name: KeyTransform(key, F("outcome"), output_field=JSONField())
            for name, key in parts.items()
        }
    ).order_by("pk")
