"""A round in a list: where it stands and what one can do there."""

from dataclasses import dataclass
from datetime import UTC, datetime

from . import actions
from .models import Round
from .standing import Standing, standing

FAR = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True)
class Row:
    round: Round
    standing: Standing
    action: actions.Action


def row(round: Round, at: datetime) -> Row:
    stands = standing(round, at)
    return Row(round, stands, actions.primary(round, stands))


def by_urgency(rows: list[Row]) -> list[Row]:
    """Where everybody can do something comes first, the first to end first."""
    return sorted(
        rows,
        key=lambda one: (not one.standing.takes_part, one.standing.until or FAR, -one.round.pk),
    )
