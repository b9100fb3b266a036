"""Announcing a round freezes its rules; amending changes them in public."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from commons.interface.official import Texts, read
from commons.people.models import Person
from commons.proposals.models import Call
from commons.rounds.freezing import freeze, publish_amendment

from .. import notices
from .. import rules as round_rules
from ..checks import require_checks
from ..enums import RoundStatus, StageKind
from ..errors import DiscoveryError
from ..models import Amendment, Round
from ..queries import stages
from ..texts import require
from .setup import CALL_FIELDS, Changes, Span, apply, sync_call
from .states import locked_round, move_round, require_round

# What others already relied on: who sits in the room, and what the room is for.
NEVER = frozenset({"kind", "one_seat", "subject", "mandate_date"})
# Rules that can be amended until a stage opens or closes.
UNTIL: dict[str, tuple[str, str]] = {
    "open_signup": (StageKind.DISCOVERY, "closes_at"),
    "max_per_person": (StageKind.DISCOVERY, "closes_at"),
    "min_sector_percent": (StageKind.DISCOVERY, "closes_at"),
    "min_newcomers_percent": (StageKind.DISCOVERY, "closes_at"),
    "min_small_firms_percent": (StageKind.DISCOVERY, "closes_at"),
    "min_women_percent": (StageKind.DISCOVERY, "closes_at"),
    "min_districts_percent": (StageKind.DISCOVERY, "closes_at"),
    "min_reviews": (StageKind.EVALUATION, "opens_at"),
    "reply_days": (StageKind.CONSULTATION, "opens_at"),
    "label": (StageKind.DISCOVERY, "closes_at"),
    "prize_tenge": (StageKind.DISCOVERY, "closes_at"),
}


@transaction.atomic
def announce(*, round: Round, actor: Person | None, at: datetime) -> Round:
    """Publish the round and freeze its rules under their fingerprint."""
    round = locked_round(round)
    require_round(round, RoundStatus.DRAFT)
    sync_call(round=round)
    require_checks(round, at)
    move_round(round, RoundStatus.ANNOUNCED)
    rules = round_rules.snapshot(round)
    freeze(round, rules, verb="discovery.announced", actor=actor, at=at)
    if round.previous is not None:
        notices.round_followers(
            round.previous, "round_announced", at, key=f"discovery/{round.pk}", about=round
        )
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
    require(text)
    require(reason)
    if not round.frozen_at:
        raise DiscoveryError("wrong_state", state=RoundStatus(round.status).label)
    require_round(round, RoundStatus.ANNOUNCED)
    _refuse_late(round, changes or {}, at)
    before = read(round, "rules")
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
        verb="discovery.amended",
        actor=actor,
        at=at,
    )
    notices.round_followers(round, "round_amended", at, key=f"discovery-amendment/{amendment.pk}")
    return amendment


def _refuse_late(round: Round, changes: Changes, at: datetime) -> None:
    """Raise DiscoveryError for what has been relied on already."""
    held: dict[str, Any] = dict(changes)
    for name, value in held.items():
        label = _label(name)
        if name in NEVER and _differs(round, name, value):
            raise DiscoveryError("never_amended", rule=label)
        kind, edge = UNTIL.get(name, ("", ""))
        limit = getattr(stages.stage(round, kind), edge, None) if kind else None
        if limit is not None and limit <= at and _differs(round, name, value):
            raise DiscoveryError("too_late_to_amend", rule=label)
    for kind, span in held.get("stages", {}).items():
        _refuse_past(round, kind, span, at)


def _label(name: str) -> str:
    """The words of a rule, as its field has them."""
    owner: Any = Call if name in CALL_FIELDS else Round
    known = name in (*CALL_FIELDS, *round_rules.FIELDS, *round_rules.TEXT_FIELDS)
    return str(owner._meta.get_field(name).verbose_name) if known else name


def _differs(round: Round, name: str, value: Any) -> bool:
    if name in round_rules.TEXT_FIELDS:
        return read(round, name) != {code: value.get(code, "") for code in ("kk", "ru", "en")}
    owner: Any = round.call if name == "max_per_person" else round
    return bool(getattr(owner, name, None) != value)


def _refuse_past(round: Round, kind: str, span: Span | None, at: datetime) -> None:
    """What has happened stays: a stage that is over, and the opening of one that has begun.

    New dates lie in the future; an opening may lie anywhere in the day of the amendment.
    """
    phase, label = stages.stage(round, kind), StageKind(kind).label
    if phase is not None and span == (phase.opens_at, phase.closes_at):
        return
    if phase is not None and phase.is_over(at):
        raise DiscoveryError("stage_over", stage=label)
    if phase is not None and phase.opens_at <= at:
        if span is None or span[0] != phase.opens_at:
            raise DiscoveryError("stage_begun", stage=label)
    elif span is not None and timezone.localdate(span[0]) < timezone.localdate(at):
        raise DiscoveryError("stage_in_past", stage=label)
    if span is not None and span[1] <= at:
        raise DiscoveryError("stage_in_past", stage=label)
    if span is None and kind == StageKind.DISCOVERY:
        raise DiscoveryError("discovery_needed")
