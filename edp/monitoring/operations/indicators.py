"""Setting up indicators. What is public of them changes only with a reason that is public too."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from commons.audit.operations import record
from commons.interface.official import Texts, columns, missing, write
from commons.people.models import Person

from ...plan.document import plain
from ...plan.errors import PlanError
from ...plan.freshness import put
from ...plan.models import Action, Objective, Plan, Priority
from ...plan.operations.locking import fresh, locked_plan, require_original
from ...plan.queries import is_published
from ..due import next_due
from ..enums import Direction
from ..errors import MonitoringError
from ..models import Indicator, TargetChange

Home = Priority | Objective | Action | None
FIGURES = ("baseline_value", "baseline_date", "target_value", "target_date")


@transaction.atomic
def add_indicator(
    *,
    plan: Plan,
    home: Home,
    texts: Mapping[str, Texts],
    values: Mapping[str, Any],
    actor: Person | None,
    at: datetime,
) -> Indicator:
    """`home` is the priority, objective or action it hangs on, or None for the whole plan.

    `values` are the other fields of the model. Raises PlanError: ``round_closed``, ``text_needed``,
    ``elsewhere``; MonitoringError: ``target_before_baseline``, ``wrong_direction``.
    """
    plan = locked_plan(plan.round)
    require_original(texts.get("title", {}), plan.round.original_language)
    last = plan.indicators.aggregate(top=Max("position"))["top"] or 0
    row = Indicator(plan=plan, position=last + 1)
    _set(row, plan, home, texts, values, at, confirmed=False)
    row.next_due_date = row.first_due_date
    row.save()
    _note(plan, row, "added", actor, at)
    return row


@transaction.atomic
def change_indicator(
    *,
    indicator: Indicator,
    version: int,
    home: Home,
    texts: Mapping[str, Texts],
    values: Mapping[str, Any],
    actor: Person,
    at: datetime,
    reason: Texts | None = None,
    confirmed: bool = False,
) -> Indicator:
    """Once the plan is published, another baseline or target needs its reason.

    Raises as `add_indicator`, and PlanError("changed_meanwhile"), MonitoringError:
    ``changed_reason_needed``, ``dropped``.
    """
    plan = locked_plan(indicator.plan.round)
    row = fresh(indicator, version)
    if row.dropped_at:
        raise MonitoringError("dropped")
    require_original(texts.get("title", {}), plan.round.original_language)
    before = {name: getattr(row, name) for name in FIGURES}
    _set(row, plan, home, texts, values, at, confirmed=confirmed)
    moved = {
        name: [_shown(old), _shown(getattr(row, name))]
        for name, old in before.items()
        if old != getattr(row, name)
    }
    if moved and is_published(plan):
        if missing(reason or {}):
            raise MonitoringError("changed_reason_needed")
        TargetChange.objects.create(
            indicator=row,
            figures=moved,
            made_at=at,
            made_by=actor,
            **columns("reason", reason or {}),
        )
    row.version += 1
    latest = row.readings.filter(is_current=True).order_by("-date").first()
    row.next_due_date = next_due(row, latest.date if latest else None)
    row.save()
    _note(plan, row, "changed", actor, at, figures=moved)
    return row


@transaction.atomic
def drop_indicator(
    *, indicator: Indicator, reason: Texts, actor: Person | None, at: datetime
) -> Indicator:
    """Read it no longer; its readings and the reason stay public."""
    plan = locked_plan(indicator.plan.round)
    row = Indicator.objects.get(pk=indicator.pk)
    if row.dropped_at:
        raise MonitoringError("dropped")
    if missing(reason):
        raise MonitoringError("drop_reason_needed")
    row.dropped_at, row.next_due_date = at, None
    write(row, "drop_reason", reason)
    row.version += 1
    row.save()
    _note(plan, row, "dropped", actor, at)
    return row


@transaction.atomic
def remove_indicator(*, indicator: Indicator, actor: Person | None, at: datetime) -> None:
    """Only one that has never been read; raises MonitoringError("has_readings")."""
    plan = locked_plan(indicator.plan.round)
    row = Indicator.objects.get(pk=indicator.pk)
    if row.readings.exists():
        raise MonitoringError("has_readings")
    _note(plan, row, "removed", actor, at)
    row.delete()


def _set(
    row: Indicator,
    plan: Plan,
    home: Home,
    texts: Mapping[str, Texts],
    values: Mapping[str, Any],
    at: datetime,
    *,
    confirmed: bool,
) -> None:
    row.priority = row.objective = row.action = None
    match home:
        case Priority():
            row.priority, round_id = home, home.round_id
        case Objective():
            row.objective, round_id = home, home.priority.round_id
        case Action():
            row.action, round_id = home, home.objective.priority.round_id
        case _:
            round_id = plan.round_id
    if round_id != plan.round_id:
        raise PlanError("elsewhere")
    put(row, texts, at, confirmed=confirmed)
    for name, value in values.items():
        setattr(row, name, value)
    if row.target_date <= row.baseline_date:
        raise MonitoringError("target_before_baseline")
    rises = row.target_value >= row.baseline_value
    falls = row.target_value <= row.baseline_value
    if not (rises if row.direction == Direction.UP else falls):
        raise MonitoringError("wrong_direction")


def _shown(value: Any) -> str:
    return value.isoformat() if hasattr(value, "isoformat") else plain(value)


def _note(
    plan: Plan, row: Indicator, verb: str, actor: Person | None, at: datetime, **detail: Any
) -> None:
    record(
        verb=f"indicator.{verb}",
        subject=row,
        at=at,
        actor=actor,
        akimat=plan.round.akimat,
        title=str(row),
        **detail,
    )
