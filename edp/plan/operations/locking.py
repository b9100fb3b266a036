"""Locks a plan. Whoever changes anything in it takes this lock first, so that order is kept."""

from datetime import datetime
from typing import Any, TypeVar

from commons.audit.operations import record
from commons.interface.official import OWN_NAMES, Texts
from commons.people.models import Person

from ...enums import RoundStatus
from ...models import Round
from ..errors import PlanError
from ..models import Editable, Plan

Row = TypeVar("Row", bound=Editable)


def locked_plan(round: Round) -> Plan:
    """The plan of a running round, nobody else's to change until the transaction ends."""
    plan = (
        Plan.objects.select_for_update(of=("self",), no_key=True)
        .select_related("round__akimat__territory")
        .get(round=round.pk)
    )
    if plan.round.status != RoundStatus.ANNOUNCED:
        raise PlanError("round_closed")
    return plan


def fresh(row: Row, version: int) -> Row:
    """The row as it is now, if it is still the one that the editor saw."""
    held = type(row)._base_manager.get(pk=row.pk)
    if held.version != version:
        raise PlanError("changed_meanwhile")
    return held


def require_original(texts: Texts, language: str) -> None:
    """A row has a name in the authoritative language from the start; others may follow."""
    if not (texts.get(language) or "").strip():
        raise PlanError("text_needed", languages=OWN_NAMES[language])


def note(plan: Plan, verb: str, actor: Person | None, at: datetime, **detail: Any) -> None:
    record(
        verb=f"plan.{verb}", subject=plan, at=at, actor=actor, akimat=plan.round.akimat, **detail
    )
