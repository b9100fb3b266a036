"""The akimat's registers of instruments and programmes, which all its plans may link."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from commons.audit.operations import record
from commons.interface.official import Texts
from commons.people.models import Person
from commons.territories.models import Akimat

from ..errors import PlanError
from ..freshness import put
from ..models import Instrument, Priority, Programme, ProgrammeItem
from .locking import fresh, require_original

Entry = Instrument | Programme | ProgrammeItem


@transaction.atomic
def add_entry(
    *,
    akimat: Akimat,
    model: type[Entry],
    texts: Mapping[str, Texts],
    values: Mapping[str, Any],
    programme: Programme | None = None,
    actor: Person | None,
    at: datetime,
) -> Any:
    """An instrument, a programme, or something that `programme` names.

    Raises PlanError: ``text_needed``, ``years_in_order``, ``elsewhere``.
    """
    require_original(texts["title"], "kk")
    row: Any
    if model is ProgrammeItem:
        if programme is None or programme.akimat_id != akimat.pk:
            raise PlanError("elsewhere")
        top = programme.items.aggregate(top=Max("position"))["top"] or 0
        row = ProgrammeItem(programme=programme, position=top + 1)
    else:
        maker: Any = model
        row = maker(akimat=akimat)
    put(row, texts, at, confirmed=False)
    _apply(row, values)
    _note(akimat, row, "added", actor, at)
    return row


@transaction.atomic
def change_entry(
    *,
    akimat: Akimat,
    row: Entry,
    version: int,
    texts: Mapping[str, Texts],
    values: Mapping[str, Any],
    actor: Person | None,
    at: datetime,
    confirmed: bool = False,
) -> Any:
    """Raises PlanError as `add_entry`, and ``changed_meanwhile``."""
    type(row)._base_manager.select_for_update(no_key=True).get(pk=row.pk)
    held: Any = fresh(row, version)
    _require_ours(akimat, held)
    require_original(texts["title"], "kk")
    put(held, texts, at, confirmed=confirmed)
    held.version += 1
    _apply(held, values)
    _note(akimat, held, "changed", actor, at)
    return held


@transaction.atomic
def remove_entry(*, akimat: Akimat, row: Entry, actor: Person | None, at: datetime) -> None:
    """Raises PlanError("in_use") where a plan links it: the link would vanish without a word."""
    held: Any = type(row)._base_manager.select_for_update().get(pk=row.pk)
    _require_ours(akimat, held)
    items = held.items.all() if isinstance(held, Programme) else [held]
    if any(_is_linked(one) for one in items):
        raise PlanError("in_use")
    _note(akimat, held, "removed", actor, at)
    held.delete()


def _is_linked(row: Any) -> bool:
    if row.actions.exists():
        return True
    return isinstance(row, ProgrammeItem) and Priority.objects.filter(programme_items=row).exists()


def _require_ours(akimat: Akimat, row: Entry) -> None:
    owner = row.programme.akimat_id if isinstance(row, ProgrammeItem) else row.akimat_id
    if owner != akimat.pk:
        raise PlanError("elsewhere")


def _apply(row: Any, values: Mapping[str, Any]) -> None:
    for name, value in values.items():
        setattr(row, name, value)
    if isinstance(row, Programme) and row.last_year < row.first_year:
        raise PlanError("years_in_order")
    row.save()


def _note(akimat: Akimat, row: Entry, verb: str, actor: Person | None, at: datetime) -> None:
    kind = row._meta.model_name or ""
    record(
        verb=f"register.{verb}",
        subject=row,
        at=at,
        actor=actor,
        akimat=akimat,
        kind=kind,
        title=str(row),
    )
