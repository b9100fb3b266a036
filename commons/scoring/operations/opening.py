"""Open the scoring: check that everything is there, freeze it, publish its fingerprint."""

from datetime import datetime

from django.db import transaction
from django.db.models import Count, Q

from commons.audit.operations import record
from commons.people.models import Person

from .. import freezing, notices
from ..enums import CriterionKind, ScorecardStatus, Weighting
from ..errors import ScoringError
from ..models import Criterion, Figure, Scorecard, ScoreSheet
from ..queries import forbidden_pairs
from ..weighting import consistency
from .assigning import named
from .locking import advance, in_draft


@transaction.atomic
def open_scoring(*, scorecard: Scorecard, actor: Person | None, at: datetime) -> Scorecard:
    """Freeze criteria, weights, rules, alternatives and figures, and tell the evaluators.

    The canonical JSON of all that and its SHA-256 go into the audit record and stay readable.
    Raises ScoringError: ``not_draft`` and whatever `faults` finds first.
    """
    held = in_draft(scorecard)
    found = faults(held)
    if found:
        raise found[0]
    held.snapshot = freezing.canonical(held)
    held.fingerprint = freezing.fingerprint(held.snapshot)
    held.seed = freezing.seed(held.fingerprint)
    held.frozen_at = at
    advance(held, ScorecardStatus.OPEN)
    held.save()
    record(
        verb="open_scoring",
        subject=held,
        at=at,
        actor=actor,
        akimat=held.akimat,
        fingerprint=held.fingerprint,
        snapshot=held.snapshot,
    )
    sheets = ScoreSheet.objects.filter(evaluator__scorecard=held)
    notices.tell_of_sheets(held, sheets.select_related("evaluator__person"), at)
    return held


def faults(scorecard: Scorecard) -> list[ScoringError]:
    """Everything that keeps it from opening, so that a page can list it all at once."""
    criteria = list(scorecard.criteria.prefetch_related("anchors"))
    found = [*_of_criteria(scorecard, criteria), *_of_alternatives(scorecard, criteria)]
    return found or _of_assignment(scorecard)


def _of_criteria(scorecard: Scorecard, criteria: list[Criterion]) -> list[ScoringError]:
    found = []
    if not criteria:
        return [ScoringError("no_criteria")]
    if not any(one.weight for one in criteria):
        found.append(ScoringError("weights_all_zero"))
    bare = [
        one.title
        for one in criteria
        if one.kind == CriterionKind.QUALITATIVE
        and not {one.low, one.high} <= {anchor.value for anchor in one.anchors.all()}
    ]
    if bare:
        found.append(ScoringError("anchors_missing", criteria=", ".join(bare)))
    if scorecard.weighting == Weighting.AHP:
        compared = list(scorecard.comparisons.all())
        if consistency(criteria, compared) is None:
            needed = len(criteria) * (len(criteria) - 1) // 2
            found.append(ScoringError("comparisons_missing", missing=needed - len(compared)))
    if scorecard.weighting == Weighting.SWING:
        given = set(scorecard.criteria.filter(swing__isnull=False).values_list("pk", flat=True))
        if absent := [one.title for one in criteria if one.pk not in given]:
            found.append(ScoringError("swings_missing", criteria=", ".join(absent)))
    return found


def _of_alternatives(scorecard: Scorecard, criteria: list[Criterion]) -> list[ScoringError]:
    alternatives = list(scorecard.alternatives.all())
    if len(alternatives) < 2:
        return [ScoringError("too_few_alternatives")]
    given = set(
        Figure.objects.filter(alternative__scorecard=scorecard).values_list(
            "alternative_id", "criterion_id"
        )
    )
    missing = [
        f"“{alternative.title}”: {criterion.title}"
        for alternative in alternatives
        for criterion in criteria
        if criterion.kind == CriterionKind.QUANTITATIVE
        and (alternative.pk, criterion.pk) not in given
    ]
    return [ScoringError("figures_missing", missing="; ".join(missing))] if missing else []


def _of_assignment(scorecard: Scorecard) -> list[ScoringError]:
    """Only asked where something is judged by people."""
    if not scorecard.criteria.filter(kind=CriterionKind.QUALITATIVE).exists():
        return []
    if not scorecard.evaluators.exists():
        return [ScoringError("nobody_seated")]
    active = Count("sheets", filter=Q(sheets__withdrawn_at__isnull=True))
    alternatives = {one.pk: one for one in scorecard.alternatives.annotate(active=active)}
    lacking = {
        pk: scorecard.min_reviews - one.active
        for pk, one in alternatives.items()
        if one.active < scorecard.min_reviews
    }
    if lacking:
        return [ScoringError("not_assigned", lacking=named(alternatives, lacking))]
    return _own(scorecard)


def _own(scorecard: Scorecard) -> list[ScoringError]:
    """Partners may have joined an alternative after it was assigned."""
    barred = forbidden_pairs(scorecard)
    sheets = ScoreSheet.objects.filter(evaluator__scorecard=scorecard, withdrawn_at__isnull=True)
    for sheet in sheets.select_related("evaluator__person", "alternative"):
        if (sheet.evaluator_id, sheet.alternative_id) in barred:
            person, alternative = sheet.evaluator.person, sheet.alternative
            return [
                ScoringError(
                    "assigned_to_own", person=person.public_name, alternative=alternative.title
                )
            ]
    return []
