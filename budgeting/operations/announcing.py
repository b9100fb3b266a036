"""Announcing a round freezes its rules; amending changes them in public."""

from datetime import datetime

from django.db import transaction

from commons.people.models import Person
from commons.rounds.freezing import freeze, publish_amendment

from .. import notices, texts
from .. import rules as round_rules
from ..checks import require_checks
from ..enums import PhaseKind, RoundStatus, Step
from ..errors import BudgetingError
from ..models import Amendment, Round
from ..texts import Texts
from .setup import Changes, apply, sync_call
from .states import locked_round, move_round, require_round

# Once the ballot is fixed nothing that was voted under may change: only later dates and wording.
LATE_PHASES = frozenset({PhaseKind.RESULT, PhaseKind.DELIVERY})
LATE_CHANGES = frozenset({"phases", "title", "summary", "rules"})


@transaction.atomic
def announce(*, round: Round, actor: Person | None, at: datetime) -> Round:
    """Publish the round and freeze its rules under their fingerprint."""
    round = locked_round(round)
    require_round(round, RoundStatus.DRAFT)
    sync_call(round=round)
    require_checks(round, Step.ANNOUNCE, at)
    move_round(round, RoundStatus.ANNOUNCED)
    rules = round_rules.snapshot(round)
    freeze(round, rules, verb="round.announced", actor=actor, at=at)
    return round


@transaction.atomic
def amend(
    *,
    round: Round,
    text: Texts,
    reason: Texts,
    actor: Person,
    at: datetime,
    changes: Changes | None = None,
) -> Amendment:
    """Change frozen rules in public: what changes and why are on the rules page for good.

    Without `changes` it clarifies the wording alone and the fingerprint stays.
    """
    round = locked_round(round)
    texts.require(text)
    texts.require(reason, "reason_needed")
    if not round.frozen_at:
        raise BudgetingError("wrong_state", state=RoundStatus(round.status).label)
    if changes:
        _refuse_late(round, changes)
    before = texts.read(round, "rules")
    if changes:
        apply(round, changes)
    amendment = publish_amendment(
        Amendment,
        round,
        round_rules.snapshot(round),
        before=before,
        changed=changes or (),
        text=text,
        reason=reason,
        verb="round.amended",
        actor=actor,
        at=at,
    )
    notices.round_followers(round, "round_amended", at, key=f"amendment/{amendment.pk}")
    return amendment


def _refuse_late(round: Round, changes: Changes) -> None:
    if round.status == RoundStatus.ANNOUNCED:
        return
    for name in changes:
        if name not in LATE_CHANGES:
            raise BudgetingError("too_late_to_amend", rule=name)
    for kind in changes.get("phases", {}):
        if kind not in LATE_PHASES:
            raise BudgetingError("too_late_to_amend", rule=PhaseKind(kind).label)
