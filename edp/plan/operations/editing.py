"""Writing the plan: its texts, and the rows below it. One verb for all kinds of rows, because they
are written, ordered and guarded in the same way; `KINDS` says what each of them is."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import models, transaction
from django.db.models import Max

from commons.interface.official import Texts
from commons.people.models import Organisation, Person
from commons.territories.models import Akimat

from ...models import Indicator, Round
from ..enums import ActionStatus
from ..errors import PlanError
from ..freshness import put
from ..models import (
    Action,
    Challenge,
    Editable,
    Instrument,
    Objective,
    Plan,
    Priority,
    ProgrammeItem,
    Risk,
)
from .locking import fresh, locked_plan, note, require_original

Values = Mapping[str, Any]
MONEY = ("public_tenge", "private_tenge", "needs_no_money", "starts_date", "ends_date")


@dataclass(frozen=True)
class Kind:
    """`title` is the text a row must have; `parent` the field that says what it stands under."""

    model: type[Editable]
    title: str
    parent: str
    round_path: str


KINDS: dict[str, Kind] = {
    "challenge": Kind(Challenge, "title", "plan", "plan__round"),
    "priority": Kind(Priority, "title", "round", "round"),
    "objective": Kind(Objective, "title", "priority", "priority__round"),
    "action": Kind(Action, "title", "objective", "objective__priority__round"),
    "risk": Kind(Risk, "text", "plan", "plan__round"),
}


@transaction.atomic
def save_plan(
    *,
    plan: Plan,
    version: int,
    texts: Mapping[str, Texts],
    review_date: date | None,
    actor: Person | None,
    at: datetime,
    confirmed: bool = False,
) -> Plan:
    """The vision, who steers the plan and when it is looked at again.

    Raises PlanError: ``round_closed``, ``changed_meanwhile``.
    """
    held = locked_plan(plan.round)
    if held.version != version:
        raise PlanError("changed_meanwhile")
    changed = put(held, texts, at, confirmed=confirmed)
    held.review_date = review_date
    held.version += 1
    held.save()
    note(held, "changed", actor, at, kind="plan", row=held.pk, changed=changed)
    return held


@transaction.atomic
def add_row(
    *,
    plan: Plan,
    kind: str,
    texts: Mapping[str, Texts],
    values: Values,
    parent: models.Model | None = None,
    actor: Person | None,
    at: datetime,
) -> Any:
    """A challenge, priority, objective, action or risk, after the others of its parent.

    `parent` is the priority of an objective and the objective of an action; the others stand under
    the plan. Raises PlanError: ``round_closed``, ``text_needed``, ``elsewhere``,
    ``dates_in_order``, ``money_or_none``.
    """
    plan = locked_plan(plan.round)
    of = KINDS[kind]
    require_original(texts.get(of.title, {}), plan.round.original_language)
    under = _parent(plan, kind, parent)
    last = of.model._base_manager.filter(**{of.parent: under}).aggregate(top=Max("position"))
    row = of.model(**{of.parent: under, "position": (last["top"] or 0) + 1})
    put(row, texts, at, confirmed=False)
    _apply(plan, row, values)
    note(plan, "added", actor, at, kind=kind, row=row.pk, title=str(row))
    return row


@transaction.atomic
def change_row(
    *,
    plan: Plan,
    kind: str,
    row: Any,
    version: int,
    texts: Mapping[str, Texts],
    values: Values,
    actor: Person | None,
    at: datetime,
    confirmed: bool = False,
) -> Any:
    """`version` is the one the editor saw; `confirmed` says that the translations still hold.

    Raises PlanError as `add_row`, and ``changed_meanwhile`` and ``money_approved``.
    """
    plan = locked_plan(plan.round)
    of = KINDS[kind]
    held = _of_plan(plan, kind, fresh(row, version))
    require_original(texts.get(of.title, {}), plan.round.original_language)
    if isinstance(held, Action) and held.status in (ActionStatus.APPROVED, ActionStatus.RUNNING):
        _require_same_money(held, values)
    changed = put(held, texts, at, confirmed=confirmed)
    held.version += 1
    _apply(plan, held, values)
    note(plan, "changed", actor, at, kind=kind, row=held.pk, changed=changed)
    return held


@transaction.atomic
def remove_row(*, plan: Plan, kind: str, row: Any, actor: Person | None, at: datetime) -> None:
    """Versions that were published keep it.

    Raises PlanError: ``round_closed``, ``has_actions``, ``has_indicators``, ``already_running``.
    """
    plan = locked_plan(plan.round)
    held = _of_plan(plan, kind, row)
    if isinstance(held, Priority) and held.objectives.exists():
        raise PlanError("has_actions")
    if isinstance(held, Objective) and held.actions.exists():
        raise PlanError("has_actions")
    if isinstance(held, Action) and held.status != ActionStatus.PROPOSED:
        raise PlanError("already_running")
    if isinstance(held, Action) and held.spendings.exists():
        raise PlanError("already_running")
    measured = kind in ("priority", "objective", "action")
    if measured and Indicator.objects.filter(**{kind: held}).exists():
        raise PlanError("has_indicators")
    note(plan, "removed", actor, at, kind=kind, row=held.pk, title=str(held))
    held.delete()


@transaction.atomic
def move_row(
    *, plan: Plan, kind: str, row: Any, by: int, actor: Person | None, at: datetime
) -> None:
    """Up (-1) or down (1) among its neighbours; at the end of the row nothing happens."""
    plan = locked_plan(plan.round)
    of = KINDS[kind]
    held = _of_plan(plan, kind, row)
    neighbours = of.model._base_manager.filter(**{of.parent: getattr(held, of.parent)})
    ordered: list[Any] = list(neighbours.order_by("position", "pk"))
    place = next(n for n, one in enumerate(ordered) if one.pk == held.pk)
    goal = place + (1 if by > 0 else -1)
    if not 0 <= goal < len(ordered):
        return
    ordered.insert(goal, ordered.pop(place))
    for position, one in enumerate(ordered, start=1):
        # The version stays: order is not what somebody else may be writing.
        type(one)._base_manager.filter(pk=one.pk).update(position=position)
    note(plan, "moved", actor, at, kind=kind, row=held.pk, title=str(held))


@transaction.atomic
def join_priorities(
    *,
    plan: Plan,
    into: Priority,
    others: Iterable[Priority],
    actor: Person | None,
    at: datetime,
) -> Priority:
    """One priority out of several: it takes over their opportunities, objectives, indicators and
    links; their own titles and texts go.

    Raises PlanError: ``round_closed``, ``nothing_to_join``, ``elsewhere``.
    """
    plan = locked_plan(plan.round)
    target = Priority.objects.get(pk=_of_plan(plan, "priority", into).pk)
    joined = [_of_plan(plan, "priority", one) for one in others if one.pk != into.pk]
    if not joined:
        raise PlanError("nothing_to_join")
    last = target.objectives.aggregate(top=Max("position"))["top"] or 0
    for one in joined:
        target.opportunities.add(*one.opportunities.all())
        target.programme_items.add(*one.programme_items.all())
        for objective in one.objectives.order_by("position", "pk"):
            last += 1
            Objective.objects.filter(pk=objective.pk).update(priority=target, position=last)
        Indicator.objects.filter(priority=one).update(priority=target)
        note(plan, "joined", actor, at, row=one.pk, title=str(one), into=target.pk)
        one.delete()
    target.version += 1
    target.save(update_fields=["version"])
    return target


def _require_same_money(action: Action, values: Values) -> None:
    """What the ex ante check looked at stays as it was while the approval holds."""
    if any(name in values and values[name] != getattr(action, name) for name in MONEY):
        raise PlanError("money_approved")


def _parent(plan: Plan, kind: str, parent: models.Model | None) -> Any:
    if kind == "priority":
        return plan.round
    if kind in ("challenge", "risk"):
        return plan
    expected = Priority if kind == "objective" else Objective
    if not isinstance(parent, expected):
        raise PlanError("elsewhere")
    above = "priority" if kind == "objective" else "objective"
    return _of_plan(plan, above, parent)


def _of_plan(plan: Plan, kind: str, row: Any) -> Any:
    """The row as it is now, if it stands in this plan."""
    of = KINDS[kind]
    held = of.model._base_manager.filter(pk=row.pk, **{of.round_path: plan.round}).first()
    if held is None:
        raise PlanError("elsewhere")
    return held


def _apply(plan: Plan, row: Editable, values: Values) -> None:
    """Set what is no text, check it and save; links to many are set after the row exists."""
    many = {field.name for field in row._meta.many_to_many}
    for name, value in values.items():
        _require_ours(plan.round, value)
        if name not in many:
            setattr(row, name, value)
    if isinstance(row, Action):
        _check_action(row)
    row.save()
    for name in many & values.keys():
        getattr(row, name).set(values[name])


def _check_action(row: Action) -> None:
    if row.starts_date and row.ends_date and row.ends_date < row.starts_date:
        raise PlanError("dates_in_order")
    if row.needs_no_money and (row.public_tenge or row.private_tenge):
        raise PlanError("money_or_none")
    if row.needs_no_money:
        row.public_tenge = row.private_tenge = None


def _require_ours(round: Round, value: Any) -> None:
    """Nothing of another akimat or another plan may be linked."""
    rows = value if isinstance(value, (list, tuple, set, models.QuerySet)) else [value]
    akimat: Akimat = round.akimat
    for one in rows:
        ours = True
        match one:
            case Organisation() | Instrument():
                ours = one.akimat_id == akimat.pk
            case ProgrammeItem():
                ours = one.programme.akimat_id == akimat.pk
            case Challenge():
                ours = one.plan.round_id == round.pk
            case Objective():
                ours = one.priority.round_id == round.pk
            case Action():
                ours = one.objective.priority.round_id == round.pk
        if not ours:
            raise PlanError("elsewhere")
