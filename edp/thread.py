"""The way of one idea through a round: idea, group, scores, consultation, priority, action,
indicator, result. Each step leads to the page it comes from."""

from dataclasses import dataclass, field
from datetime import date, datetime

from .models import Round
from .opportunities.models import Opportunity


@dataclass(frozen=True)
class Step:
    """`state` is "done" for what is there, "now" for what is under way, "" for what may come."""

    key: str
    title: str
    state: str
    text: str = ""
    at: datetime | date | None = None
    links: tuple[tuple[str, str], ...] = field(default_factory=tuple)


def thread_of(round: Round, opportunity: Opportunity, at: datetime) -> list[Step]:
    return []
