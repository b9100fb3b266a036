"""Begin a scorecard, ready-made or blank, and change its rules while it is a draft."""

from datetime import datetime
from typing import Any

from django.db import transaction

from commons.audit.operations import record
from commons.interface.official import Texts, columns, write
from commons.people.models import Person
from commons.territories.models import Akimat

from .. import ready_made
from ..enums import ScorecardStatus
from ..errors import ScoringError
from ..models import Anchor, Area, Criterion, Scorecard
from .locking import in_draft, locked, require

TEXTS = ("title", "intro")
RULES = ("method", "aggregation", "adjusts_severity", "min_reviews", "opens_at", "closes_at")


@transaction.atomic
def create_scorecard(
    *,
    akimat: Akimat,
    template: str,
    actor: Person | None,
    at: datetime,
    title: Texts | None = None,
    **rules: Any,
) -> Scorecard:
    """A draft filled from ``smart_specialisation``, ``cluster`` or ``blank``.

    ``rules`` as for ``change_scorecard``; ``title`` defaults to that of the template.
    Raises ScoringError: ``unknown_template``, ``text_needed``.
    """
    made = ready_made.load(template)
    named = title or made.title
    require(named)
    scorecard = Scorecard(akimat=akimat, **columns("title", named), **columns("intro", made.intro))
    _set_rules(scorecard, rules)
    scorecard.save()
    _fill(scorecard, made)
    record(
        verb="create_scorecard",
        subject=scorecard,
        at=at,
        actor=actor,
        akimat=akimat,
        template=template,
    )
    return scorecard


def _fill(scorecard: Scorecard, made: ready_made.Template) -> None:
    areas = {
        area.code: Area.objects.create(
            scorecard=scorecard, position=place, **columns("title", area.title)
        )
        for place, area in enumerate(made.areas)
    }
    for place, one in enumerate(made.criteria):
        criterion = Criterion.objects.create(
            scorecard=scorecard,
            area=areas.get(one.area),
            position=place,
            code=one.code,
            kind=one.kind,
            direction=one.direction,
            weight=one.weight,
            low=one.low,
            high=one.high,
            is_placeholder=one.is_placeholder,
            **columns("title", one.title),
            **columns("question", one.question),
            **columns("unit", one.unit),
            **columns("source", one.source),
        )
        Anchor.objects.bulk_create(
            Anchor(criterion=criterion, value=value, **columns("text", text))
            for value, text in one.anchors.items()
        )


@transaction.atomic
def change_scorecard(
    *,
    scorecard: Scorecard,
    actor: Person | None,
    at: datetime,
    title: Texts | None = None,
    intro: Texts | None = None,
    **rules: Any,
) -> Scorecard:
    """Change texts and rules of a draft; what is left out stays.

    ``rules``: method, aggregation, adjusts_severity, min_reviews, opens_at, closes_at. Criteria and
    weights have operations of their own. Raises ScoringError: ``not_draft``, ``text_needed``,
    ``closes_before_it_opens``, ``reviews_too_few``.
    """
    held = in_draft(scorecard)
    for name, texts in zip(TEXTS, (title, intro), strict=True):
        if texts is not None:
            if name == "title":
                require(texts)
            write(held, name, texts)
    _set_rules(held, rules)
    held.save()
    record(
        verb="change_scorecard",
        subject=held,
        at=at,
        actor=actor,
        akimat=held.akimat,
        changed=sorted([*rules, *(n for n, t in zip(TEXTS, (title, intro), strict=True) if t)]),
    )
    return held


def _set_rules(scorecard: Scorecard, rules: dict[str, Any]) -> None:
    if unknown := set(rules) - set(RULES):
        raise TypeError(f"not a rule of a scorecard: {sorted(unknown)}")
    for name, value in rules.items():
        setattr(scorecard, name, value)
    if scorecard.min_reviews < 1:
        raise ScoringError("reviews_too_few")
    if scorecard.opens_at and scorecard.closes_at and scorecard.closes_at <= scorecard.opens_at:
        raise ScoringError("closes_before_it_opens")


@transaction.atomic
def extend_scoring(
    *, scorecard: Scorecard, closes_at: datetime, actor: Person | None, at: datetime
) -> Scorecard:
    """Give the evaluators more time; the day it was due before stays on record.

    Raises ScoringError: ``not_open``, ``deadline_not_later``.
    """
    held = locked(scorecard)
    if held.status != ScorecardStatus.OPEN:
        raise ScoringError("not_open")
    if closes_at <= at or (held.opens_at and closes_at <= held.opens_at):
        raise ScoringError("deadline_not_later")
    before, held.closes_at = held.closes_at, closes_at
    held.save(update_fields=["closes_at"])
    record(
        verb="extend_scoring",
        subject=held,
        at=at,
        actor=actor,
        akimat=held.akimat,
        before=before.isoformat() if before else None,
        after=closes_at.isoformat(),
    )
    return held


@transaction.atomic
def discard_scorecard(*, scorecard: Scorecard, actor: Person | None, at: datetime) -> None:
    """Remove a draft and all in it. Raises ScoringError("not_draft")."""
    held = in_draft(scorecard)
    record(verb="discard_scorecard", subject=held, at=at, actor=actor, akimat=held.akimat)
    held.alternatives.all().delete()
    held.delete()
