"""Close the scoring: the rule of the scorecard is applied once, and the result is kept."""

from datetime import datetime

from django.db import transaction

from commons.audit.operations import record
from commons.interface.official import Texts, columns, write
from commons.people.models import Person

from .. import notices
from ..enums import ScorecardStatus
from ..errors import ScoringError
from ..models import Ranking, Scorecard, ScoreSheet
from ..results import compute
from .locking import advance, locked, require


@transaction.atomic
def close_scoring(
    *, scorecard: Scorecard, actor: Person | None, at: datetime, reason: Texts | None = None
) -> Ranking:
    """End the scoring and compute the ranking.

    With sheets missing only for a public ``reason``, in Kazakh and Russian; alternatives nobody
    reviewed are then not ranked. Raises ScoringError: ``not_open``, ``sheets_missing`` (``missing``
    in words), ``text_needed``, ``nothing_to_rank``.
    """
    held = locked(scorecard)
    advance(held, ScorecardStatus.CLOSED)
    missing = _missing(held)
    if missing and not any((reason or {}).values()):
        raise ScoringError("sheets_missing", missing="; ".join(missing))
    if missing:
        require(reason or {})
        write(held, "close_note", reason or {})
    held.closed_at = at
    held.save(update_fields=["status", "closed_at", "close_note", *columns("close_note", {})])
    result = compute(held)
    ranking = Ranking.objects.create(scorecard=held, computed_at=at, result=result.to_json())
    record(
        verb="close_scoring",
        subject=held,
        at=at,
        actor=actor,
        akimat=held.akimat,
        missing=len(missing),
        reason=dict(reason or {}) if missing else {},
    )
    record(
        verb="compute_ranking",
        subject=held,
        at=at,
        actor=actor,
        akimat=held.akimat,
        fingerprint=held.fingerprint,
        order=[one.code for one in result.alternatives],
    )
    notices.tell_of_close(held, at)
    return ranking


def _missing(scorecard: Scorecard) -> list[str]:
    """Who has not handed in what."""
    sheets = (
        ScoreSheet.objects.filter(
            evaluator__scorecard=scorecard, submitted_at__isnull=True, withdrawn_at__isnull=True
        )
        .select_related("evaluator__person", "alternative")
        .order_by("evaluator", "alternative")
    )
    by_person: dict[str, list[str]] = {}
    for sheet in sheets:
        titles = by_person.setdefault(sheet.evaluator.person.public_name, [])
        titles.append(f"“{sheet.alternative.title}”")
    return [f"{name}: {', '.join(titles)}" for name, titles in by_person.items()]
