"""Strengths: added, changed, withdrawn; supported and disputed with a reason, and answered."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from commons.audit.operations import record
from commons.interface.errors import refusing
from commons.people.models import Person

from ...models import Asset, AssetRemark, Round
from ...permissions import can_run
from ..enums import RemarkKind
from ..errors import EvidenceError
from .gates import open_round, require_owner, required, side_of, standing

FIELDS = ("dimension", "mobility", "title", "text", "language", "source", "source_url", "territory")


@transaction.atomic
def add_asset(*, round: Round, fields: Mapping[str, Any], actor: Person, at: datetime) -> Asset:
    open_round(round)
    asset = Asset(round=round, author=actor, sector=side_of(actor, round), added_at=at)
    _fill(asset, fields)
    asset.save()
    record(verb="add_asset", subject=asset, at=at, actor=actor, akimat=round.akimat)
    return asset


@transaction.atomic
def change_asset(*, asset: Asset, fields: Mapping[str, Any], actor: Person, at: datetime) -> Asset:
    """The texts before are kept in the record."""
    open_round(asset.round)
    held: Asset = standing(Asset, asset.pk)
    require_owner(actor, held, asset.round)
    before = {name: str(getattr(held, name) or "") for name in FIELDS if name in fields}
    _fill(held, fields)
    held.changed_at = at
    held.save()
    changed = {name: old for name, old in before.items() if str(getattr(held, name) or "") != old}
    record(
        verb="change_asset",
        subject=held,
        at=at,
        actor=actor,
        akimat=asset.round.akimat,
        before=changed,
    )
    return held


def _fill(asset: Asset, fields: Mapping[str, Any]) -> None:
    for name in FIELDS:
        if name in fields:
            setattr(asset, name, fields[name])
    required(asset.title)
    required(asset.source, "source_needed")


@transaction.atomic
def withdraw_asset(*, asset: Asset, reason: str, actor: Person, at: datetime) -> Asset:
    """It leaves the register; opportunities that build on it keep their link."""
    open_round(asset.round)
    held: Asset = standing(Asset, asset.pk)
    require_owner(actor, held, asset.round)
    held.withdrawn_at, held.withdraw_reason = at, required(reason, "reason_needed")
    held.save(update_fields=["withdrawn_at", "withdraw_reason"])
    record(
        verb="withdraw_asset",
        subject=held,
        at=at,
        actor=actor,
        akimat=asset.round.akimat,
        reason=held.withdraw_reason,
    )
    return held


@transaction.atomic
def remark_on_asset(
    *, asset: Asset, kind: str, text: str, language: str, actor: Person, at: datetime
) -> AssetRemark:
    """One standing remark a person; the database holds to it."""
    open_round(asset.round)
    held: Asset = standing(Asset, asset.pk)
    sector = side_of(actor, asset.round)
    if held.author_id == actor.pk:
        raise EvidenceError("own_asset")
    with refusing({"one_standing_remark_each": EvidenceError("remark_stands")}):
        remark = AssetRemark.objects.create(
            asset=held,
            kind=RemarkKind(kind),
            text=required(text, "reason_needed"),
            language=language,
            author=actor,
            sector=sector,
            made_at=at,
        )
    record(verb=f"{remark.kind}_asset", subject=held, at=at, actor=actor, akimat=asset.round.akimat)
    return remark


@transaction.atomic
def withdraw_remark(*, remark: AssetRemark, actor: Person, at: datetime) -> AssetRemark:
    round = remark.asset.round
    open_round(round)
    held: AssetRemark = standing(AssetRemark, remark.pk)
    require_owner(actor, held, round)
    held.withdrawn_at = at
    held.save(update_fields=["withdrawn_at"])
    record(verb="withdraw_remark", subject=remark.asset, at=at, actor=actor, akimat=round.akimat)
    return held


@transaction.atomic
def answer_remark(*, remark: AssetRemark, text: str, actor: Person, at: datetime) -> AssetRemark:
    """By who wrote the strength, or by a moderator; a later answer replaces the first."""
    round = remark.asset.round
    open_round(round)
    held: AssetRemark = standing(AssetRemark, remark.pk)
    if remark.asset.author_id != actor.pk and not can_run(actor, round):
        raise EvidenceError("not_yours")
    before, held.answer = held.answer, required(text)
    held.answered_by, held.answered_at = actor, at
    held.save(update_fields=["answer", "answered_by", "answered_at"])
    record(
        verb="answer_remark",
        subject=remark.asset,
        at=at,
        actor=actor,
        akimat=round.akimat,
        before=before,
    )
    return held
