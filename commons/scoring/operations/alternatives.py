"""What is scored, and the figures known about it."""

import math
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from commons.audit.operations import record
from commons.interface.numbers import decimal
from commons.people.models import Organisation, Person

from ..enums import CriterionKind
from ..errors import ScoringError
from ..models import Alternative, Criterion, Figure, Scorecard
from .locking import in_draft


@transaction.atomic
def add_alternative(
    *,
    scorecard: Scorecard,
    code: str,
    title: str,
    organisations: Iterable[Organisation] = (),
    authors: Iterable[Person] = (),
) -> Alternative:
    """Something to be scored; those who stand behind it will not score it.

    Raises ScoringError: ``not_draft``, ``code_taken``.
    """
    held = in_draft(scorecard)
    if held.alternatives.filter(code=code).exists():
        raise ScoringError("code_taken", taken=code)
    alternative = Alternative.objects.create(scorecard=held, code=code, title=title)
    alternative.organisations.set(organisations)
    alternative.authors.set(authors)
    return alternative


@transaction.atomic
def change_alternative(
    *,
    alternative: Alternative,
    title: str | None = None,
    organisations: Iterable[Organisation] | None = None,
    authors: Iterable[Person] | None = None,
) -> Alternative:
    """While it is a draft. Raises ScoringError("not_draft")."""
    in_draft(alternative.scorecard)
    if title is not None:
        alternative.title = title
        alternative.save(update_fields=["title"])
    if organisations is not None:
        alternative.organisations.set(organisations)
    if authors is not None:
        alternative.authors.set(authors)
    return alternative


@transaction.atomic
def remove_alternative(*, alternative: Alternative) -> None:
    """With its figures, conflicts and sheets. Raises ScoringError("not_draft")."""
    in_draft(alternative.scorecard)
    alternative.delete()


@transaction.atomic
def enter_figure(
    *,
    alternative: Alternative,
    criterion: Criterion,
    value: float,
    source: str,
    actor: Person | None,
    at: datetime,
) -> Figure:
    """The value of a quantitative criterion, and the document it comes from.

    Raises ScoringError: ``not_draft``, ``not_of_this_scorecard``, ``figure_not_quantitative``,
    ``figure_invalid``, ``figure_outside``, ``source_needed``.
    """
    held = in_draft(alternative.scorecard)
    if criterion.scorecard_id != held.pk:
        raise ScoringError("not_of_this_scorecard")
    if criterion.kind != CriterionKind.QUANTITATIVE:
        raise ScoringError("figure_not_quantitative", criterion=criterion.title)
    if not math.isfinite(value):
        raise ScoringError("figure_invalid", criterion=criterion.title)
    low, high = criterion.low, criterion.high
    if low is not None and high is not None and not low <= value <= high:
        raise ScoringError(
            "figure_outside",
            value=decimal(value, 3),
            low=decimal(low, 3),
            high=decimal(high, 3),
            criterion=criterion.title,
        )
    if not source.strip():
        raise ScoringError(
            "source_needed", criterion=criterion.title, alternative=alternative.title
        )
    figure, _new = Figure.objects.update_or_create(
        alternative=alternative,
        criterion=criterion,
        defaults={"value": value, "source": source.strip()},
    )
    record(
        verb="enter_figure",
        subject=held,
        at=at,
        actor=actor,
        akimat=held.akimat,
        alternative=alternative.code,
        criterion=criterion.code,
        value=value,
        source=source.strip(),
    )
    return figure


@transaction.atomic
def enter_figures(
    *,
    criterion: Criterion,
    values: Mapping[int, float | None],
    source: str,
    actor: Person | None,
    at: datetime,
) -> None:
    """{key of the alternative: value, or None to remove it}, all from one source; only what differs
    from what is there is written. Raises ScoringError as ``enter_figure``."""
    held = in_draft(criterion.scorecard)
    things = {one.pk: one for one in held.alternatives.all()}
    known = {one.alternative_id: one for one in criterion.figures.all()}
    for key, value in values.items():
        if key not in things:
            raise ScoringError("not_of_this_scorecard")
        told: dict[str, Any] = {
            "alternative": things[key],
            "criterion": criterion,
            "actor": actor,
            "at": at,
        }
        now = known.get(key)
        if value is None:
            if now is not None:
                clear_figure(**told)
        elif now is None or (now.value, now.source) != (value, source.strip()):
            enter_figure(value=value, source=source, **told)


@transaction.atomic
def clear_figure(
    *, alternative: Alternative, criterion: Criterion, actor: Person | None, at: datetime
) -> None:
    """Raises ScoringError("not_draft")."""
    held = in_draft(alternative.scorecard)
    gone, _rows = Figure.objects.filter(alternative=alternative, criterion=criterion).delete()
    if gone:
        record(
            verb="clear_figure",
            subject=held,
            at=at,
            actor=actor,
            akimat=held.akimat,
            alternative=alternative.code,
            criterion=criterion.code,
        )
