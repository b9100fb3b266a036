"""What monitoring keeps about a person: their duties, and what they entered for the akimat."""

from typing import Any

from commons.people.models import Person

from .models import Indicator, Reading


def export(person: Person) -> dict[str, Any]:
    readings = Reading.objects.filter(entered_by=person).order_by("pk")
    return {
        "responsible_for": [
            {"indicator": one.pk, "title": one.title}
            for one in Indicator.objects.filter(responsible=person).order_by("pk")
        ],
        "readings": [
            {"indicator": one.indicator_id, "date": one.date.isoformat(), "value": str(one.value)}
            for one in readings
        ],
    }


def erase(person: Person) -> None:
    """Readings stay, entered by an erased account; nobody is responsible any more."""
    Indicator.objects.filter(responsible=person).update(responsible=None)
