"""Reads: sheets of a person, how far the scoring is, what may be seen of others."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Count, F, Prefetch, Q, QuerySet

from commons.people.models import Person

from .enums import ScorecardStatus
from .models import (
    Alternative,
    Conflict,
    Criterion,
    Evaluator,
    Ranking,
    Score,
    Scorecard,
    ScoreSheet,
)
from .numbering import number_of
from .results import Result


def forbidden_pairs(scorecard: Scorecard) -> set[tuple[int, int]]:
    """(evaluator, alternative) by key: what they wrote, what their organisation stands behind,
    where they declared a conflict. Three queries."""
    seats = Evaluator.objects.filter(scorecard=scorecard)
    own = seats.filter(
        organisation__scored_alternatives__scorecard=scorecard,
    ).values_list("pk", "organisation__scored_alternatives")
    written = seats.filter(
        person__scored_alternatives__scorecard=scorecard,
    ).values_list("pk", "person__scored_alternatives")
    declared = Conflict.objects.filter(evaluator__scorecard=scorecard).values_list(
        "evaluator_id", "alternative_id"
    )
    return {*own, *written, *declared}


def sheets_of(person: Person, scorecard: Scorecard | None = None) -> QuerySet[ScoreSheet]:
    """What a person has to score or has scored, in every scorecard that was opened."""
    found = ScoreSheet.objects.filter(evaluator__person=person, withdrawn_at__isnull=True).exclude(
        evaluator__scorecard__status=ScorecardStatus.DRAFT
    )
    if scorecard is not None:
        found = found.filter(evaluator__scorecard=scorecard)
    return found.select_related("alternative", "evaluator__scorecard__akimat").order_by(
        F("submitted_at").asc(nulls_first=True), "evaluator__scorecard", "alternative"
    )


def sheet_with_scores(pk: int) -> ScoreSheet | None:
    """A sheet as its form needs it."""
    return (
        ScoreSheet.objects.select_related(
            "alternative", "evaluator__scorecard", "evaluator__person"
        )
        .prefetch_related("scores")
        .filter(pk=pk)
        .first()
    )


def criteria_of(scorecard: Scorecard) -> QuerySet[Criterion]:
    """In the order of areas and positions, with anchors."""
    return (
        scorecard.criteria.select_related("area")
        .prefetch_related("anchors")
        .order_by(F("area__position").asc(nulls_last=True), "position", "pk")
    )


def outstanding(scorecard: Scorecard) -> list[Any]:
    """Evaluators with sheets to hand in; `outstanding` says how many."""
    out = Q(sheets__submitted_at__isnull=True, sheets__withdrawn_at__isnull=True)
    return list(
        scorecard.evaluators.select_related("person", "scorecard")
        .annotate(outstanding=Count("sheets", filter=out & Q(sheets__isnull=False)))
        .filter(outstanding__gt=0)
        .order_by("pk")
    )


def due_before(until: datetime, at: datetime) -> QuerySet[Scorecard]:
    """Open ones whose closing time is near or past, in every akimat: for the daily reminder."""
    return Scorecard.objects.filter(
        Q(opens_at__isnull=True) | Q(opens_at__lte=at),
        status=ScorecardStatus.OPEN,
        closes_at__lt=until,
    ).order_by("pk")


@dataclass(slots=True)
class Tally:
    """Sheets of one evaluator or one alternative."""

    of: Any
    assigned: int = 0
    begun: int = 0
    submitted: int = 0
    withdrawn: int = 0
    saved_at: datetime | None = None
    lacking: int = 0

    @property
    def outstanding(self) -> int:
        return self.assigned - self.submitted

    def add(self, sheet: ScoreSheet) -> None:
        if sheet.withdrawn_at:
            self.withdrawn += 1
            return
        self.assigned += 1
        self.begun += bool(sheet.saved_at)
        self.submitted += bool(sheet.submitted_at)
        if sheet.saved_at and (self.saved_at is None or sheet.saved_at > self.saved_at):
            self.saved_at = sheet.saved_at


@dataclass(slots=True)
class Progress:
    """`lacking` of an alternative: reviews short of the least number, because nobody is free."""

    evaluators: list[Tally] = field(default_factory=list)
    alternatives: list[Tally] = field(default_factory=list)
    assigned: int = 0
    submitted: int = 0

    @property
    def complete(self) -> bool:
        return self.assigned == self.submitted

    @property
    def lacking(self) -> list[Tally]:
        return [one for one in self.alternatives if one.lacking]


def progress(scorecard: Scorecard) -> Progress:
    """How far everybody is, in three queries. It shows no points."""
    seats = {
        one.pk: Tally(one)
        for one in scorecard.evaluators.select_related("person", "organisation").order_by("pk")
    }
    things = {one.pk: Tally(one) for one in scorecard.alternatives.order_by("pk")}
    for sheet in ScoreSheet.objects.filter(evaluator__scorecard=scorecard).order_by("pk"):
        seats[sheet.evaluator_id].add(sheet)
        things[sheet.alternative_id].add(sheet)
    for tally in things.values():
        tally.lacking = max(0, scorecard.min_reviews - tally.assigned)
    return Progress(
        list(seats.values()),
        list(things.values()),
        sum(one.assigned for one in seats.values()),
        sum(one.submitted for one in seats.values()),
    )


def may_see_others(evaluator: Evaluator, alternative: Alternative) -> bool:
    """Blind until the close; after it, who was to score this has handed in first."""
    if evaluator.scorecard.status != ScorecardStatus.CLOSED:
        return False
    return not ScoreSheet.objects.filter(
        evaluator=evaluator,
        alternative=alternative,
        submitted_at__isnull=True,
        withdrawn_at__isnull=True,
    ).exists()


def reviews(scorecard: Scorecard, alternative: Alternative | None = None) -> list[ScoreSheet]:
    """Sheets that count, with scores, by alternative and number of the evaluator; empty before the
    close. `number` says which evaluator it was without saying who."""
    if scorecard.status != ScorecardStatus.CLOSED:
        return []
    numbers = evaluator_numbers(scorecard)
    sheets = counted(scorecard).select_related("alternative")
    if alternative is not None:
        sheets = sheets.filter(alternative=alternative)
    found = list(
        sheets.prefetch_related(
            Prefetch("scores", Score.objects.select_related("criterion").order_by("criterion"))
        )
    )
    for sheet in found:
        sheet.number = numbers[sheet.evaluator_id]  # type: ignore[attr-defined]
    return sorted(found, key=lambda sheet: (sheet.alternative_id, numbers[sheet.evaluator_id]))


def counted(scorecard: Scorecard) -> QuerySet[ScoreSheet]:
    """Sheets handed in and not withdrawn."""
    return ScoreSheet.objects.filter(
        evaluator__scorecard=scorecard, submitted_at__isnull=False, withdrawn_at__isnull=True
    ).order_by("evaluator", "alternative")


def evaluator_numbers(scorecard: Scorecard) -> dict[int, int]:
    """Evaluator 1, 2, … by key, in an order that neither names nor the order of seating give away.

    Only moderators may join it with names.
    """
    keys = Evaluator.objects.filter(scorecard=scorecard).values_list("pk", flat=True)
    return number_of(scorecard.fingerprint, list(keys))


def result_of(scorecard: Scorecard) -> Result | None:
    """The stored result; None before the close."""
    ranking = Ranking.objects.filter(scorecard=scorecard).first()
    return Result.from_json(ranking.result) if ranking else None
