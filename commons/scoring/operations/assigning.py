"""Who reviews what: the linear programme of `algorithms.mcda.assign` over the rows."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from algorithms import mcda
from commons.audit.operations import record
from commons.people.models import Person

from .. import notices
from ..enums import ScorecardStatus
from ..errors import ScoringError
from ..models import Alternative, Scorecard, ScoreSheet
from ..queries import forbidden_pairs
from .locking import locked


@transaction.atomic
def assign(*, scorecard: Scorecard, actor: Person | None, at: datetime) -> list[ScoreSheet]:
    """Give every alternative its least number of reviews at loads as even as they can be.

    In a draft everything is dealt anew; while scoring is open what was given out stays and only
    what is missing is added. Nobody gets what they wrote, what their organisation stands behind or
    where they declared a conflict. Returns the sheets that are new.
    Raises ScoringError: ``not_open`` once it is closed, ``nobody_seated``,
    ``too_few_alternatives``, ``too_few_reviewers`` (``lacking`` in words).
    """
    held = locked(scorecard)
    if held.status == ScorecardStatus.CLOSED:
        raise ScoringError("not_open")
    if not held.evaluators.exists():
        raise ScoringError("nobody_seated")
    if not held.alternatives.exists():
        raise ScoringError("too_few_alternatives")
    if held.status == ScorecardStatus.DRAFT:
        ScoreSheet.objects.filter(evaluator__scorecard=held).delete()
    new = _deal(held, at)
    record(
        verb="assign_evaluators",
        subject=held,
        at=at,
        actor=actor,
        akimat=held.akimat,
        new=len(new),
        reviews=held.min_reviews,
    )
    if held.status == ScorecardStatus.OPEN:
        notices.tell_of_sheets(held, new, at)
    return new


def fill_gaps(scorecard: Scorecard, at: datetime) -> list[ScoreSheet]:
    """As many of the missing reviews as there are evaluators for; never raises for too few."""
    try:
        return _deal(scorecard, at)
    except ScoringError as error:
        if error.code != "too_few_reviewers":
            raise
        return _deal(scorecard, at, error.params["short"])


def _deal(
    scorecard: Scorecard, at: datetime, spared: Mapping[int, int] | None = None
) -> list[ScoreSheet]:
    """`spared`: reviews that cannot be had, by alternative; stand-ins take them and are dropped."""
    evaluators = {one.pk: one for one in scorecard.evaluators.order_by("pk")}
    alternatives = {one.pk: one for one in scorecard.alternatives.order_by("pk")}
    forbidden = forbidden_pairs(scorecard)
    active = ScoreSheet.objects.filter(evaluator__scorecard=scorecard, withdrawn_at__isnull=True)
    kept = set(active.values_list("evaluator_id", "alternative_id"))
    stand_ins = [item for item, count in (spared or {}).items() for _one in range(count)]
    names = range(-len(stand_ins), 0)
    only = {(n, i) for n in names for i in alternatives if i != stand_ins[n]}
    try:
        found = mcda.assign(
            [*evaluators, *names],
            list(alternatives),
            reviews=scorecard.min_reviews,
            forbidden=(forbidden - kept) | only,
            kept=kept,
            capacity={pk: e.capacity for pk, e in evaluators.items() if e.capacity is not None},
            seed=scorecard.seed,
        )
    except mcda.McdaError as error:
        if error.code != "too_few_reviewers":
            raise
        short: dict[int, int] = error.params["lacking"]  # type: ignore[assignment]
        lacking = named(alternatives, short)
        raise ScoringError("too_few_reviewers", lacking=lacking, short=short) from error
    return ScoreSheet.objects.bulk_create(
        ScoreSheet(evaluator_id=evaluator, alternative_id=alternative, assigned_at=at)
        for evaluator, alternative in found.pairs
        if evaluator in evaluators and (evaluator, alternative) not in kept
    )


def named(alternatives: Mapping[int, Alternative], lacking: Mapping[int, int]) -> str:
    """``“Milk powder”: 2; “Dry port”: 1``."""
    return "; ".join(f"“{alternatives[pk].title}”: {count}" for pk, count in lacking.items())
