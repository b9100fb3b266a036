"""Writes that belong to hearings as a whole."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from commons.audit.operations import record
from commons.territories.models import Akimat

from .periods import Periods


@transaction.atomic
def set_periods(
    *, akimat: Akimat, values: Mapping[str, Any], actor: Any, at: datetime
) -> dict[str, list[Any]]:
    """Change settings of the akimat; returns what changed as {name: [before, after]}. Dates that
    were computed before stay as they are."""
    Akimat.objects.select_for_update().get(pk=akimat.pk)
    held, _new = Periods.objects.get_or_create(akimat=akimat)
    changed = {
        name: [getattr(held, name), value]
        for name, value in values.items()
        if getattr(held, name) != value
    }
    for name, (_before, after) in changed.items():
        setattr(held, name, after)
    if changed:
        held.full_clean()
        held.save()
        record(
            verb="hearings.periods_set",
            subject=held,
            at=at,
            actor=actor,
            akimat=akimat,
            changed={
                name: [_plain(before), _plain(after)] for name, (before, after) in changed.items()
            },
        )
    akimat.__dict__.pop("_hearing_periods", None)
    return changed


def _plain(value: Any) -> Any:
    """As the record holds it: a place by its name."""
    return value if value is None or isinstance(value, int | str) else str(value)
