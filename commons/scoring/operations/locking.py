"""One writer at a time per scorecard, and what its state allows."""

from datetime import datetime

from commons.interface.official import Texts, missing

from ..enums import SCORECARD_TRANSITIONS, ScorecardStatus
from ..errors import ScoringError
from ..models import Scorecard


def locked(scorecard: Scorecard) -> Scorecard:
    """The row as it is now, held until the transaction ends. Always the first lock taken."""
    return Scorecard.objects.select_for_update(of=("self",), no_key=True).get(pk=scorecard.pk)


def in_draft(scorecard: Scorecard) -> Scorecard:
    """Raises ScoringError("not_draft") once it is frozen."""
    held = locked(scorecard)
    if held.status != ScorecardStatus.DRAFT:
        raise ScoringError("not_draft")
    return held


def open_at(scorecard: Scorecard, at: datetime) -> Scorecard:
    """Raises ScoringError: ``not_open``, ``not_yet_open``. Late work is taken until the close."""
    held = locked(scorecard)
    if held.status != ScorecardStatus.OPEN:
        raise ScoringError("not_open")
    if held.opens_at and at < held.opens_at:
        raise ScoringError("not_yet_open")
    return held


def advance(scorecard: Scorecard, status: str) -> None:
    """Set the state, by the table of transitions; saving is left to the caller."""
    if status not in SCORECARD_TRANSITIONS[scorecard.status]:
        closed = ScorecardStatus.CLOSED
        raise ScoringError("not_open" if status == closed else "not_draft")
    scorecard.status = status


def require(texts: Texts) -> None:
    """Raises ScoringError("text_needed") unless the text is there in Kazakh and in Russian."""
    if absent := missing(texts):
        raise ScoringError("text_needed", languages=", ".join(absent))
