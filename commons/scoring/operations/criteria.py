"""Areas, criteria and what the points of a scale mean; in a draft only."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_slug
from django.db import transaction
from django.db.models import Max

from commons.audit.operations import record
from commons.interface.official import Texts, columns, write
from commons.people.models import Person

from ..enums import CriterionKind
from ..errors import ScoringError
from ..models import Anchor, Area, Criterion, Scorecard
from .locking import in_draft, require

MOST_POINTS = 10
MOST_WEIGHT = 1000
TEXTS = ("title", "question", "unit", "source")
PLAIN = (
    "code",
    "kind",
    "direction",
    "weight",
    "low",
    "high",
    "preference",
    "indifference",
    "strict",
    "position",
)


@transaction.atomic
def set_areas(
    *,
    scorecard: Scorecard,
    areas: Sequence[tuple[int | None, Texts]],
    actor: Person | None,
    at: datetime,
) -> list[Area]:
    """All areas in their order, as (key or None for a new one, title); others go, and the criteria
    of those stand under no heading. Raises ScoringError: ``not_draft``, ``text_needed``,
    ``not_of_this_scorecard``."""
    held = in_draft(scorecard)
    known = {area.pk: area for area in held.areas.all()}
    kept = []
    for place, (key, title) in enumerate(areas):
        require(title)
        if key is not None and key not in known:
            raise ScoringError("not_of_this_scorecard")
        area = known[key] if key is not None else Area(scorecard=held)
        area.position = place
        write(area, "title", title)
        area.save()
        kept.append(area)
    held.areas.exclude(pk__in=[area.pk for area in kept]).delete()
    _changed(held, actor, at, areas=[area.pk for area in kept])
    return kept


@transaction.atomic
def add_criterion(
    *, scorecard: Scorecard, title: Texts, actor: Person | None, at: datetime, **fields: Any
) -> Criterion:
    """A criterion at the end of the list.

    ``fields``: question, unit and source (Texts), area, code (made up where left out), kind,
    direction, weight, low, high, preference, indifference, strict, anchors ({points: Texts}).
    Raises ScoringError as ``change_criterion``.
    """
    held = in_draft(scorecard)
    last = held.criteria.aggregate(last=Max("position"))["last"]
    criterion = Criterion(scorecard=held, position=0 if last is None else last + 1)
    if not fields.get("code"):
        fields["code"] = _free_code(held)
    _write(criterion, {"title": title, **fields})
    _changed(held, actor, at, added=criterion.code)
    return criterion


@transaction.atomic
def change_criterion(
    *, criterion: Criterion, actor: Person | None, at: datetime, **fields: Any
) -> Criterion:
    """Fields as for ``add_criterion``; what is left out stays. A placeholder that was changed is no
    longer one of ours.

    Raises ScoringError: ``not_draft``, ``text_needed``, ``code_invalid``, ``code_taken``,
    ``not_of_this_scorecard``, ``weight_negative``, ``weight_too_large``, ``scale_not_whole``,
    ``ends_incomplete``, ``ends_not_rising``, ``thresholds_wrong``, ``anchor_off_scale``.
    """
    held = in_draft(criterion.scorecard)
    found = held.criteria.get(pk=criterion.pk)
    if set(fields) & {*TEXTS, "kind", "direction", "low", "high", "anchors"}:
        found.is_placeholder = False
    _write(found, fields)
    _changed(held, actor, at, changed=found.code)
    return found


@transaction.atomic
def remove_criterion(*, criterion: Criterion, actor: Person | None, at: datetime) -> None:
    """Takes its anchors and figures along. Raises ScoringError("not_draft")."""
    held = in_draft(criterion.scorecard)
    held.criteria.filter(pk=criterion.pk).delete()
    _changed(held, actor, at, removed=criterion.code)


@transaction.atomic
def set_anchors(
    *, criterion: Criterion, anchors: Mapping[int, Texts], actor: Person | None, at: datetime
) -> None:
    """What each point means; points without words have none. Raises as ``change_criterion``."""
    change_criterion(criterion=criterion, actor=actor, at=at, anchors=anchors)


def _write(criterion: Criterion, fields: Mapping[str, Any]) -> None:
    if unknown := set(fields) - {*TEXTS, *PLAIN, "area", "anchors"}:
        raise TypeError(f"not a field of a criterion: {sorted(unknown)}")
    for name in TEXTS:
        if name in fields:
            write(criterion, name, fields[name])
    if "title" in fields:
        require(fields["title"])
    for name in PLAIN:
        if name in fields:
            setattr(criterion, name, fields[name])
    if "area" in fields:
        area = fields["area"]
        if area is not None and area.scorecard_id != criterion.scorecard_id:
            raise ScoringError("not_of_this_scorecard")
        criterion.area = area
    _check(criterion)
    criterion.save()
    if "anchors" in fields:
        _write_anchors(criterion, fields["anchors"])
    else:
        _check_anchors(criterion, criterion.anchors.values_list("value", flat=True))


def _check(criterion: Criterion) -> None:
    name = {"criterion": criterion.title}
    try:
        validate_slug(criterion.code)
    except ValidationError:
        raise ScoringError("code_invalid", fields=["code"]) from None
    others = criterion.scorecard.criteria.filter(code=criterion.code).exclude(pk=criterion.pk)
    if others.exists():
        raise ScoringError("code_taken", taken=criterion.code, fields=["code"])
    check_weight(criterion, criterion.weight)
    low, high = criterion.low, criterion.high
    if criterion.kind == CriterionKind.QUALITATIVE:
        whole = all(end is not None and float(end).is_integer() and end >= 0 for end in (low, high))
        if not whole or low is None or high is None or not 0 < high - low <= MOST_POINTS:
            raise ScoringError("scale_not_whole", most=MOST_POINTS, fields=["low", "high"], **name)
    elif (low is None) != (high is None):
        raise ScoringError("ends_incomplete", fields=["low", "high"], **name)
    elif low is not None and high is not None and low >= high:
        raise ScoringError("ends_not_rising", fields=["low", "high"], **name)
    if not 0 <= criterion.indifference <= criterion.strict:
        raise ScoringError("thresholds_wrong", fields=["indifference", "strict"], **name)


def check_weight(criterion: Criterion, weight: Any) -> None:
    """Raises ScoringError: ``weight_negative``, ``weight_too_large``."""
    params = {"criterion": criterion.title, "fields": [f"weight_{criterion.pk}", "weight"]}
    if weight < 0:
        raise ScoringError("weight_negative", **params)
    if weight > MOST_WEIGHT:
        raise ScoringError("weight_too_large", most=MOST_WEIGHT, **params)


def _write_anchors(criterion: Criterion, anchors: Mapping[int, Texts]) -> None:
    told = {value: texts for value, texts in anchors.items() if any(texts.values())}
    _check_anchors(criterion, told)
    for texts in told.values():
        require(texts)
    criterion.anchors.all().delete()
    Anchor.objects.bulk_create(
        Anchor(criterion=criterion, value=value, **columns("text", texts))
        for value, texts in sorted(told.items())
    )


def _check_anchors(criterion: Criterion, values: Any) -> None:
    if criterion.kind != CriterionKind.QUALITATIVE:
        return
    for value in values:
        if not (criterion.low or 0) <= value <= (criterion.high or 0):
            raise ScoringError("anchor_off_scale", value=value, criterion=criterion.title)


def _free_code(scorecard: Scorecard) -> str:
    taken = set(scorecard.criteria.values_list("code", flat=True))
    return next(code for n in range(1, len(taken) + 2) if (code := f"c{n}") not in taken)


def _changed(scorecard: Scorecard, actor: Person | None, at: datetime, **detail: Any) -> None:
    record(
        verb="change_criteria",
        subject=scorecard,
        at=at,
        actor=actor,
        akimat=scorecard.akimat,
        **detail,
    )
