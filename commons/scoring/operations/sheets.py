"""An evaluator fills a sheet in, in as many sittings as it takes, and hands it in once."""

import math
from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from commons.audit.operations import record
from commons.interface.numbers import decimal
from commons.people.models import Person

from ..enums import CriterionKind
from ..errors import ScoringError
from ..models import Criterion, Score, Scorecard, ScoreSheet
from ..sheets import missing_in, version_of
from .locking import open_at

LONGEST_REASON = 1500
LONGEST_REMARK = 3000
Given = Mapping[int, tuple[float | None, str]]


@transaction.atomic
def save_sheet(
    *,
    sheet: ScoreSheet,
    scores: Given,
    remark: str = "",
    actor: Person,
    at: datetime,
    version: str | None = None,
) -> ScoreSheet:
    """Keep {key of the criterion: (points or None, reason)}; criteria left out stay as they are.

    ``version``: `sheets.version_of` the sheet that the person saw, so that a second window does not
    write over what the first one saved. Raises ScoringError: ``not_your_sheet``, ``not_open``,
    ``not_yet_open``, ``sheet_withdrawn``, ``sheet_submitted``, ``sheet_changed``,
    ``not_of_this_scorecard``, ``not_scored_by_people``, ``value_off_scale``, ``too_long``.
    """
    held, _scorecard = _mine(sheet, actor, at)
    if version is not None and version != version_of(held):
        raise ScoringError("sheet_changed")
    _keep(held, scores, remark, at)
    return held


@transaction.atomic
def submit_sheet(*, sheet: ScoreSheet, actor: Person, at: datetime) -> ScoreSheet:
    """Hand in: every criterion that people judge has points and a reason. It is final.

    Raises ScoringError as ``save_sheet``, and ``sheet_incomplete`` (``fields``: names of what is
    missing, as in `forms.SheetForm`).
    """
    held, scorecard = _mine(sheet, actor, at)
    missing = missing_in(held)
    if missing:
        raise ScoringError(
            "sheet_incomplete",
            missing="; ".join(one.words for one in missing),
            fields=[one.field for one in missing],
        )
    held.submitted_at = at
    held.saved_at = at
    held.save(update_fields=["submitted_at", "saved_at"])
    record(
        verb="submit_sheet",
        subject=scorecard,
        at=at,
        actor=actor,
        akimat=scorecard.akimat,
        evaluator=held.evaluator_id,
        alternative=held.alternative.code,
    )
    return held


def _mine(sheet: ScoreSheet, actor: Person, at: datetime) -> tuple[ScoreSheet, Scorecard]:
    """The sheet and its scorecard, held; the scorecard first, so that a close cannot slip in."""
    known = ScoreSheet.objects.select_related("evaluator__scorecard").get(pk=sheet.pk)
    if known.evaluator.person_id != actor.pk:
        raise ScoringError("not_your_sheet")
    scorecard = open_at(known.evaluator.scorecard, at)
    held = (
        ScoreSheet.objects.select_for_update(of=("self",), no_key=True)
        .select_related("alternative", "evaluator")
        .get(pk=sheet.pk)
    )
    if held.withdrawn_at:
        raise ScoringError("sheet_withdrawn")
    if held.submitted_at:
        raise ScoringError("sheet_submitted")
    return held, scorecard


def _keep(sheet: ScoreSheet, scores: Given, remark: str, at: datetime) -> None:
    criteria = {
        one.pk: one for one in Criterion.objects.filter(scorecard=sheet.alternative.scorecard_id)
    }
    rows = []
    for key, (value, reason) in scores.items():
        if key not in criteria:
            raise ScoringError("not_of_this_scorecard")
        _check(criteria[key], value, reason)
        rows.append(Score(sheet=sheet, criterion_id=key, value=value, reason=reason.strip()))
    if len(remark) > LONGEST_REMARK:
        raise ScoringError("too_long", criterion="", most=LONGEST_REMARK, fields=["remark"])
    Score.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["sheet", "criterion"],
        update_fields=["value", "reason"],
    )
    sheet.remark = remark.strip()
    sheet.saved_at = at
    sheet.save(update_fields=["remark", "saved_at"])


def _check(criterion: Criterion, value: float | None, reason: str) -> None:
    if criterion.kind != CriterionKind.QUALITATIVE:
        raise ScoringError("not_scored_by_people", criterion=criterion.title)
    if len(reason) > LONGEST_REASON:
        raise ScoringError(
            "too_long",
            criterion=criterion.title,
            most=LONGEST_REASON,
            fields=[f"reason_{criterion.pk}"],
        )
    if value is None:
        return
    low, high = criterion.low or 0.0, criterion.high or 0.0
    if not (math.isfinite(value) and low <= value <= high and float(value).is_integer()):
        raise ScoringError(
            "value_off_scale",
            criterion=criterion.title,
            low=decimal(low),
            high=decimal(high),
            fields=[f"value_{criterion.pk}"],
        )
