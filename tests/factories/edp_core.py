"""Rounds made through their operations, as a moderator would."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from commons.people.models import Person
from commons.territories.models import Akimat
from edp import operations
from edp.models import Round
from tests.factories.edp import DAYS, texts

Span = tuple[datetime, datetime]


def spans(start: datetime, kinds: Iterable[str] | None = None) -> dict[str, Span | None]:
    """Dates of the stages, counted from `start` in days; all of them unless some are named."""
    return {
        str(kind.value): (start + timedelta(days=opens), start + timedelta(days=closes))
        for kind, (opens, closes) in DAYS.items()
        if kinds is None or kind.value in kinds
    }


def changes(start: datetime, **more: Any) -> dict[str, Any]:
    """All that a round needs before it can be announced at `start`."""
    return {
        "title": texts("What could we be good at?"),
        "summary": texts("We look for it together."),
        "rules": texts("One organisation, one seat."),
        "mandate": texts("The akim asks which activities to build on."),
        "mandate_act": texts("Order No. 15"),
        "mandate_date": date(2026, 2, 20),
        "stages": spans(start),
        **more,
    }


def draft(
    akimat: Akimat, at: datetime, actor: Person | None = None, slug: str = "economy", **more: Any
) -> Round:
    return operations.create_round(
        akimat=akimat,
        territory=akimat.territory,
        slug=slug,
        actor=actor,
        at=at,
        changes=changes(at, **more),  # type: ignore[arg-type]
    )


def announced(
    akimat: Akimat, at: datetime, actor: Person | None = None, slug: str = "economy", **more: Any
) -> Round:
    round = draft(akimat, at, actor, slug, **more)
    return operations.announce(round=round, actor=actor, at=at)
