"""Who scores: seats of evaluators and their conflicts of interest."""

from datetime import datetime

from django.db import transaction

from commons.audit.operations import record
from commons.people.models import Organisation, Person

from .. import notices
from ..enums import ScorecardStatus
from ..errors import ScoringError
from ..models import Alternative, Conflict, Evaluator, Scorecard, ScoreSheet
from .assigning import fill_gaps
from .locking import locked


@transaction.atomic
def seat_evaluator(
    *,
    scorecard: Scorecard,
    person: Person,
    organisation: Organisation | None = None,
    capacity: int | None = None,
    actor: Person | None,
    at: datetime,
) -> Evaluator:
    """Also while scoring is open, to make up for conflicts; ``assign`` then gives them sheets.

    Raises ScoringError: ``not_open`` once it is closed, ``already_seated``,
    ``organisation_elsewhere``.
    """
    held = _not_closed(scorecard)
    if organisation is not None and organisation.akimat_id != held.akimat_id:
        raise ScoringError("organisation_elsewhere")
    if held.evaluators.filter(person=person).exists():
        raise ScoringError("already_seated", person=person.public_name)
    evaluator = Evaluator.objects.create(
        scorecard=held, person=person, organisation=organisation, capacity=capacity
    )
    _recorded("seat_evaluator", evaluator, actor, at)
    return evaluator


@transaction.atomic
def change_seat(
    *, evaluator: Evaluator, capacity: int | None, actor: Person | None, at: datetime
) -> Evaluator:
    """The most sheets they take, or None for no limit. Raises ScoringError("not_open")."""
    _not_closed(evaluator.scorecard)
    evaluator.capacity = capacity
    evaluator.save(update_fields=["capacity"])
    _recorded("change_seat", evaluator, actor, at, capacity=capacity)
    return evaluator


@transaction.atomic
def unseat_evaluator(*, evaluator: Evaluator, actor: Person | None, at: datetime) -> None:
    """Only who has not begun to score. Their sheets go to nobody until ``assign`` runs again.

    Raises ScoringError: ``not_open`` once it is closed, ``has_begun``.
    """
    _not_closed(evaluator.scorecard)
    if evaluator.sheets.filter(saved_at__isnull=False).exists():
        raise ScoringError("has_begun", person=evaluator.person.public_name)
    _recorded("unseat_evaluator", evaluator, actor, at)
    evaluator.delete()


@transaction.atomic
def declare_conflict(
    *,
    evaluator: Evaluator,
    alternative: Alternative,
    reason: str,
    at: datetime,
    actor: Person | None = None,
) -> Conflict:
    """Until the close, also for a sheet that is handed in: it is withdrawn and counts nowhere.

    While scoring is open the sheet goes to another evaluator at once, where one is free; if none
    is, ``queries.progress`` shows that a review is missing. ``actor``: who says so for them.
    Raises ScoringError: ``not_open`` once it is closed, ``reason_needed``, ``already_declared``,
    ``not_of_this_scorecard``.
    """
    held = _not_closed(evaluator.scorecard)
    if alternative.scorecard_id != held.pk or evaluator.scorecard_id != held.pk:
        raise ScoringError("not_of_this_scorecard")
    if not reason.strip():
        raise ScoringError("reason_needed", fields=["reason"])
    if evaluator.conflicts.filter(alternative=alternative).exists():
        raise ScoringError("already_declared")
    conflict = Conflict.objects.create(
        evaluator=evaluator, alternative=alternative, reason=reason.strip(), declared_at=at
    )
    sheets = ScoreSheet.objects.filter(
        evaluator=evaluator, alternative=alternative, withdrawn_at__isnull=True
    )
    given: list[ScoreSheet] = []
    if held.status == ScorecardStatus.DRAFT:
        sheets.delete()
    elif sheets.update(withdrawn_at=at):
        given = fill_gaps(held, at)
    record(
        verb="declare_conflict",
        subject=held,
        at=at,
        actor=actor or evaluator.person,
        akimat=held.akimat,
        evaluator=evaluator.pk,
        alternative=alternative.code,
        reassigned=len(given),
    )
    notices.tell_of_sheets(held, given, at)
    return conflict


def _not_closed(scorecard: Scorecard) -> Scorecard:
    held = locked(scorecard)
    if held.status == ScorecardStatus.CLOSED:
        raise ScoringError("not_open")
    return held


def _recorded(
    verb: str, evaluator: Evaluator, actor: Person | None, at: datetime, **detail: object
) -> None:
    record(
        verb=verb,
        subject=evaluator.scorecard,
        at=at,
        actor=actor,
        akimat=evaluator.scorecard.akimat,
        evaluator=evaluator.pk,
        person=evaluator.person_id,
        **detail,
    )
