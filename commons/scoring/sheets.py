"""What a score sheet still lacks, and which version of it a page shows."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from .enums import CriterionKind
from .models import Criterion, ScoreSheet


@dataclass(frozen=True, slots=True)
class Missing:
    """`field` is the name of the form field that is empty."""

    criterion: Criterion
    field: str
    words: str


def missing_in(sheet: ScoreSheet) -> list[Missing]:
    """Points and reasons that are not there yet, in the order of the criteria."""
    given = {score.criterion_id: score for score in sheet.scores.all()}
    found = []
    judged = Criterion.objects.filter(
        scorecard=sheet.alternative.scorecard_id, kind=CriterionKind.QUALITATIVE
    )
    for criterion in judged:
        score = given.get(criterion.pk)
        told = {"criterion": criterion.title}
        if score is None or score.value is None:
            words = _("points for “%(criterion)s”") % told
            found.append(Missing(criterion, f"value_{criterion.pk}", words))
        if score is None or not score.reason:
            words = _("a reason for “%(criterion)s”") % told
            found.append(Missing(criterion, f"reason_{criterion.pk}", words))
    return found


def version_of(sheet: ScoreSheet) -> str:
    """Changes with every saving; a form carries it along."""
    return sheet.saved_at.isoformat() if sheet.saved_at else ""
