"""A round in a list: where it stands and what one can do there."""

from dataclasses import dataclass
from datetime import UTC, datetime

from . import actions
from .course import last_day
from .models import Round
from .standing import Standing, standing

FAR = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True)
class Row:
    round: Round
    standing: Standing
    action: actions.Action

    @property
    def last_day(self) -> datetime | None:
        """The last day of what is open now."""
        return last_day(self.standing.until) if self.standing.until else None


def row(round: Round, at: datetime) -> Row:
    stands = standing(round, at)
    return Row(round, stands, actions.primary(round, stands))


def by_urgency(rows: list[Row]) -> list[Row]:
    """Where everybody can do something comes first, the first to end first."""
    return sorted(
        rows,
        key=lambda one: (not one.standing.takes_part, one.standing.until or FAR, -one.round.pk),
    )
