"""Figures of many opportunities in one go, all or none."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from django.db import transaction

from commons.people.models import Person
from commons.scoring import operations as scoring
from commons.scoring.models import Alternative, Criterion


class Line(Protocol):
    @property
    def alternative(self) -> Alternative: ...
    @property
    def criterion(self) -> Criterion: ...
    @property
    def value(self) -> float: ...
    @property
    def source(self) -> str: ...


@transaction.atomic
def enter_figures(
    *,
    criterion: Criterion,
    values: Mapping[Alternative, float | None],
    source: str,
    actor: Person,
    at: datetime,
) -> None:
    """One question; an empty value takes the figure out again. Raises as `enter_figure`."""
    for alternative, value in values.items():
        if value is None:
            scoring.clear_figure(alternative=alternative, criterion=criterion, actor=actor, at=at)
        else:
            scoring.enter_figure(
                alternative=alternative,
                criterion=criterion,
                value=value,
                source=source,
                actor=actor,
                at=at,
            )


@transaction.atomic
def import_figures(*, lines: Sequence[Line], actor: Person, at: datetime) -> int:
    """Lines of a file; returns how many. Raises as `enter_figure`, and then none is kept."""
    for line in lines:
        scoring.enter_figure(
            alternative=line.alternative,
            criterion=line.criterion,
            value=line.value,
            source=line.source,
            actor=actor,
            at=at,
        )
    return len(lines)
