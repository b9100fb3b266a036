"""What every act on evidence checks first, with the round's row held."""

from typing import Any

from commons.people.models import Person

from ...models import Round
from ...permissions import can_run, seat_of
from ..errors import EvidenceError
from ..permissions import can_change, takes_evidence


def open_round(round: Round) -> Round:
    """The round, held so that it does not close meanwhile. Raises EvidenceError not_open."""
    held = Round.objects.select_for_update(of=("self",), no_key=True).get(pk=round.pk)
    if not takes_evidence(held):
        raise EvidenceError("not_open")
    return held


def side_of(person: Person, round: Round) -> str:
    """The sector the person speaks for; nothing for a moderator without a seat. Raises
    EvidenceError no_seat."""
    seat = seat_of(person, round)
    if seat is not None:
        return seat.sector
    if can_run(person, round):
        return ""
    raise EvidenceError("no_seat")


def standing(model: Any, pk: int) -> Any:
    """The row, locked. Raises EvidenceError gone."""
    row = model.objects.select_for_update(of=("self",), no_key=True).get(pk=pk)
    if row.withdrawn_at is not None or getattr(row, "merged_into_id", None) is not None:
        raise EvidenceError("gone")
    return row


def require_owner(person: Person, row: Any, round: Round) -> None:
    if not can_change(person, row, round):
        raise EvidenceError("not_yours")


def required(text: str, code: str = "text_needed") -> str:
    if not text.strip():
        raise EvidenceError(code)
    return text.strip()
