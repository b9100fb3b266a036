"""The SWOT that everybody in the room writes together."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from commons.audit.operations import record
from commons.people.models import Person

from ...models import Round, SwotItem, SwotSupport
from ...permissions import can_run
from ..enums import Quadrant
from ..errors import EvidenceError
from .gates import open_round, require_owner, required, side_of, standing


@transaction.atomic
def add_swot_item(
    *, round: Round, quadrant: str, text: str, language: str, actor: Person, at: datetime
) -> SwotItem:
    """Who writes an entry is the first to support it."""
    open_round(round)
    sector = side_of(actor, round)
    item = SwotItem.objects.create(
        round=round,
        quadrant=Quadrant(quadrant),
        text=required(text),
        language=language,
        author=actor,
        sector=sector,
        added_at=at,
    )
    SwotSupport.objects.create(item=item, person=actor, sector=sector, given_at=at)
    record(verb="add_swot_item", subject=item, at=at, actor=actor, akimat=round.akimat)
    return item


@transaction.atomic
def set_support(*, item: SwotItem, supports: bool, actor: Person, at: datetime) -> SwotItem:
    """Once more changes nothing; the author's own support can be taken back too."""
    open_round(item.round)
    sector = side_of(actor, item.round)
    held: SwotItem = standing(SwotItem, item.pk)
    if supports:
        SwotSupport.objects.get_or_create(
            item=held, person=actor, defaults={"sector": sector, "given_at": at}
        )
    else:
        SwotSupport.objects.filter(item=held, person=actor).delete()
    return held


@transaction.atomic
def withdraw_item(*, item: SwotItem, actor: Person, at: datetime) -> SwotItem:
    open_round(item.round)
    held: SwotItem = standing(SwotItem, item.pk)
    require_owner(actor, held, item.round)
    held.withdrawn_at = at
    held.save(update_fields=["withdrawn_at"])
    record(verb="withdraw_swot_item", subject=held, at=at, actor=actor, akimat=item.round.akimat)
    return held


@transaction.atomic
def merge_items(
    *, sources: Sequence[SwotItem], target: SwotItem, actor: Person, at: datetime
) -> SwotItem:
    """Duplicates become one: their words stay readable under it, each person counts once."""
    round = target.round
    open_round(round)
    _require_moderator(actor, round)
    held: SwotItem = standing(SwotItem, target.pk)
    for source in sorted(sources, key=lambda one: one.pk):
        if source.pk == held.pk:
            raise EvidenceError("same_item")
        merged: SwotItem = standing(SwotItem, source.pk)
        if merged.round_id != held.round_id:
            raise EvidenceError("other_round")
        if merged.quadrant != held.quadrant:
            raise EvidenceError("other_quadrant")
        merged.merged_into, merged.merged_at = held, at
        merged.save(update_fields=["merged_into", "merged_at"])
        SwotSupport.objects.bulk_create(
            [
                SwotSupport(item=held, person_id=s.person_id, sector=s.sector, given_at=s.given_at)
                for s in merged.supports.order_by("pk")
            ],
            ignore_conflicts=True,
        )
    record(
        verb="merge_swot_items",
        subject=held,
        at=at,
        actor=actor,
        akimat=round.akimat,
        merged=[one.pk for one in sources],
    )
    return held


@transaction.atomic
def agree_item(*, item: SwotItem, agreed: bool, actor: Person, at: datetime) -> SwotItem:
    """A moderator notes that the room has agreed on the entry, or takes that back."""
    open_round(item.round)
    _require_moderator(actor, item.round)
    held: SwotItem = standing(SwotItem, item.pk)
    held.agreed_at = at if agreed else None
    held.save(update_fields=["agreed_at"])
    record(
        verb="agree_swot_item" if agreed else "disagree_swot_item",
        subject=held,
        at=at,
        actor=actor,
        akimat=item.round.akimat,
    )
    return held


def _require_moderator(actor: Person, round: Round) -> None:
    if not can_run(actor, round):
        raise EvidenceError("not_yours")
