"""From a proposed action to one that is done: the ex ante check, the approval, the state."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from commons.interface.official import Texts, missing, read, write
from commons.people.models import Person

from ..enums import ACTION_TRANSITIONS, ActionStatus, ExAnteResult
from ..errors import PlanError
from ..freshness import put
from ..models import Action, ExAnte, Plan
from ..notices import tell_followers
from .locking import locked_plan, note

TEXTS = ("need", "users", "upkeep_payer", "alternatives", "conclusion")
FIGURES = ("users_now", "users_later", "upkeep_tenge")
NAMES: dict[str, str | Promise] = {
    "need": _("the need"),
    "users": _("who will use it"),
    "users_now": _("users at the start"),
    "users_later": _("users after five years"),
    "upkeep_tenge": _("the upkeep a year"),
    "upkeep_payer": _("who pays for the upkeep"),
    "alternatives": _("what else was considered"),
    "conclusion": _("the reason of the result"),
}


@transaction.atomic
def save_ex_ante(
    *,
    action: Action,
    version: int,
    texts: Mapping[str, Texts],
    values: Mapping[str, Any],
    actor: Person | None,
    at: datetime,
    confirmed: bool = False,
) -> ExAnte:
    """Writes the check; it may stay unfinished until the approval asks for all of it.

    `version` is 0 for a check that nobody has begun. Raises PlanError: ``round_closed``,
    ``changed_meanwhile``, ``ex_ante_fixed``.
    """
    plan, action = _locked(action)
    if action.status not in (ActionStatus.PROPOSED, ActionStatus.STOPPED):
        raise PlanError("ex_ante_fixed")
    check = ExAnte.objects.filter(action=action).first()
    if version != (check.version if check else 0):
        raise PlanError("changed_meanwhile")
    if check is None:
        check = ExAnte(action=action)
    else:
        check.version += 1
    put(check, texts, at, confirmed=confirmed)
    for name in (*FIGURES, "result"):
        if name in values:
            setattr(check, name, values[name])
    check.made_at, check.made_by = at, actor
    check.save()
    note(plan, "checked", actor, at, action=action.pk, title=str(action), result=check.result)
    return check


def lacking(check: ExAnte | None) -> list[str]:
    """What a check must still say, in words; Kazakh and Russian count as one each."""
    if check is None:
        return [str(name) for name in NAMES.values()]
    found = [str(NAMES[name]) for name in FIGURES if getattr(check, name) is None]
    for name in TEXTS:
        if missing(read(check, name)):
            found.append(str(NAMES[name]))
    return found


@transaction.atomic
def approve_action(*, action: Action, actor: Person | None, at: datetime) -> Action:
    """Not without an ex ante check that is complete and speaks for the action.

    Raises PlanError: ``round_closed``, ``wrong_status``, ``ex_ante_missing``,
    ``ex_ante_against``, ``action_incomplete``.
    """
    plan, action = _locked(action)
    _require_step(action, ActionStatus.APPROVED)
    check = ExAnte.objects.filter(action=action).first()
    if absent := lacking(check):
        raise PlanError("ex_ante_missing", missing=", ".join(absent))
    assert check is not None
    if check.result != ExAnteResult.GO:
        raise PlanError("ex_ante_against")
    has_money = action.needs_no_money or action.public_tenge or action.private_tenge
    if not (action.lead_id and action.starts_date and action.ends_date and has_money):
        raise PlanError("action_incomplete")
    return _move(plan, action, ActionStatus.APPROVED, actor, at)


@transaction.atomic
def set_action_status(
    *,
    action: Action,
    status: str,
    actor: Person | None,
    at: datetime,
    reason: Texts | None = None,
) -> Action:
    """Every step but the approval; a stop needs its reason in Kazakh and in Russian.

    Raises PlanError: ``round_closed``, ``wrong_status``, ``reason_needed``.
    """
    plan, action = _locked(action)
    _require_step(action, status)
    if status == ActionStatus.APPROVED:
        raise PlanError("wrong_status", now=_label(action.status), next=_label(status))
    if status == ActionStatus.STOPPED and missing(reason or {}):
        raise PlanError("reason_needed")
    write(action, "stop_reason", (reason or {}) if status == ActionStatus.STOPPED else {})
    return _move(plan, action, status, actor, at)


def _locked(action: Action) -> tuple[Plan, Action]:
    round = action.objective.priority.round
    plan = locked_plan(round)
    held = Action.objects.select_related("objective__priority__round").get(pk=action.pk)
    return plan, held


def _require_step(action: Action, to: str) -> None:
    if to not in ACTION_TRANSITIONS[action.status]:
        raise PlanError("wrong_status", now=_label(action.status), next=_label(to))


def _label(code: str) -> str:
    return str(ActionStatus(code).label)


def _move(plan: Plan, action: Action, to: str, actor: Person | None, at: datetime) -> Action:
    before = action.status
    action.status = to
    approved = to == ActionStatus.APPROVED
    if approved or to == ActionStatus.PROPOSED:
        action.approved_at = at if approved else None
        action.approved_by = actor if approved else None
    action.version += 1
    action.save()
    note(
        plan,
        "action_moved",
        actor,
        at,
        action=action.pk,
        title=str(action),
        before=before,
        status=to,
        reason=read(action, "stop_reason"),
    )
    if to in (ActionStatus.RUNNING, ActionStatus.DONE, ActionStatus.STOPPED):
        tell_followers(
            plan,
            f"action_{to}",
            at,
            key=f"plan/{plan.pk}/action/{action.pk}/{to}/{at.isoformat()}",
            page="monitoring",
            action=read(action, "title"),
            reason=read(action, "stop_reason"),
        )
    return action
