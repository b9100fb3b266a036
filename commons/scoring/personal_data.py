"""A person's share of the scoring: the copy they may download, and what goes when they go."""

from typing import Any

from commons.people.models import Person

from .models import Conflict, Evaluator, ScoreSheet


def export(person: Person) -> dict[str, Any]:
    """Seats, score sheets with points and reasons, and declared conflicts."""
    seats = Evaluator.objects.filter(person=person).select_related("scorecard", "organisation")
    sheets = (
        ScoreSheet.objects.filter(evaluator__person=person)
        .select_related("alternative", "evaluator__scorecard")
        .prefetch_related("scores__criterion")
        .order_by("pk")
    )
    conflicts = Conflict.objects.filter(evaluator__person=person).select_related("alternative")
    return {
        "seats": [
            {
                "scorecard": seat.scorecard.title,
                "organisation": seat.organisation.name if seat.organisation else None,
            }
            for seat in seats.order_by("pk")
        ],
        "sheets": [_sheet(sheet) for sheet in sheets],
        "conflicts_of_interest": [
            {
                "alternative": one.alternative.title,
                "reason": one.reason,
                "declared_at": one.declared_at.isoformat(),
            }
            for one in conflicts.order_by("pk")
        ],
    }


def _sheet(sheet: ScoreSheet) -> dict[str, Any]:
    moments = ("assigned_at", "saved_at", "submitted_at", "withdrawn_at")
    return {
        "scorecard": sheet.evaluator.scorecard.title,
        "alternative": sheet.alternative.title,
        **{name: at.isoformat() if (at := getattr(sheet, name)) else None for name in moments},
        "remark": sheet.remark,
        "scores": [
            {"criterion": one.criterion.title, "points": one.value, "reason": one.reason}
            for one in sheet.scores.all()
        ],
    }


def erase(person: Person) -> None:
    """Drafts of sheets go and free their places. What was handed in stays: it is part of a public
    decision, and shows no name."""
    drafts = ScoreSheet.objects.filter(
        evaluator__person=person, submitted_at__isnull=True, evaluator__scorecard__closed_at=None
    )
    drafts.delete()
    seats = Evaluator.objects.filter(person=person, scorecard__closed_at=None)
    seats.filter(sheets=None).delete()
    seats.update(capacity=0)  # who stays for what they handed in gets no more
