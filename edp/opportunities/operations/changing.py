"""What the operations share: the lock and the record."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from commons.audit import operations as audit
from commons.people.models import Person

from ..models import Opportunity


def locked(cards: Iterable[Opportunity]) -> dict[int, Opportunity]:
    """The rows as they are now, in the order of their keys so that two acts cannot block each
    other, held until the end of the transaction."""
    rows = Opportunity.objects.select_related(
        "round__akimat", "proposal__call", "proposal__akimat", "proposal__author"
    )
    keys = sorted({card.pk for card in cards})
    held = rows.filter(pk__in=keys).order_by("pk")
    return {row.pk: row for row in held.select_for_update(of=("self",), no_key=True)}


def record(
    card: Opportunity, verb: str, *, actor: Person | None, at: datetime, **detail: Any
) -> None:
    audit.record(verb=verb, subject=card, at=at, actor=actor, akimat=card.round.akimat, **detail)
