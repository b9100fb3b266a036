"""The board: columns by state, totals, filters. Six queries, however many projects."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from commons.territories.models import Akimat, Territory

from ..models import Project
from . import queries
from .forms import BoardFilterForm
from .queries import Money
from .states import STATES, state


@dataclass(frozen=True)
class Card:
    project: Project
    money: Money
    year: int
    due: date | None
    reason: str

    @property
    def paid_share(self) -> float:
        return self.money.paid / self.money.cost if self.money.cost else 0.0


@dataclass(frozen=True)
class Column:
    code: str
    label: str
    tone: str
    css_class: str
    cards: list[Card]


@dataclass(frozen=True)
class Board:
    columns: list[Column]
    totals: Money
    count: int
    of_all: int
    form: BoardFilterForm
    is_filtered: bool

    @property
    def done(self) -> int:
        return sum(len(c.cards) for c in self.columns if c.code == "done")

    @property
    def late(self) -> int:
        return sum(len(c.cards) for c in self.columns if c.code == "late")

    @property
    def paid_share(self) -> float:
        return self.totals.paid / self.totals.cost if self.totals.cost else 0.0


def board_of(akimat: Akimat, wanted: Mapping[str, Any], today: date) -> Board:
    """All winners of the akimat, narrowed by `year`, `district` and `category` where given."""
    projects = list(queries.winners(akimat))
    form = BoardFilterForm(wanted, choices=_choices(projects))
    form.is_valid()
    chosen = {name: value for name, value in form.cleaned_data.items() if value}
    shown = [project for project in projects if _fits(project, chosen)]
    by_state: dict[str, list[Card]] = {code: [] for code in STATES}
    for project in shown:
        by_state[state(project, today)].append(_card(project, today))
    return Board(
        columns=[
            Column(code, str(label), tone, css_class, by_state[code])
            for code, (label, tone, css_class) in STATES.items()
        ],
        totals=queries.total(shown),
        count=len(shown),
        of_all=len(projects),
        form=form,
        is_filtered=bool(chosen),
    )


def _card(project: Project, today: date) -> Card:
    coming = [m for m in project.milestones.all() if not m.done_date]
    late = [m for m in coming if queries.is_late(m, today)]
    next_one = min(coming, key=queries.due, default=None)
    return Card(
        project=project,
        money=queries.money_of(project),
        year=queries.year_of(project),
        due=queries.due(next_one) if next_one else None,
        reason=next((m.delay_reason for m in late if m.delay_reason), ""),
    )


def _fits(project: Project, chosen: dict[str, str]) -> bool:
    values = {
        "year": str(queries.year_of(project)),
        "district": queries.district_of(project),
        "category": project.proposal.category.name if project.proposal.category else "",
    }
    return all(values[name] == value for name, value in chosen.items())


def _choices(projects: list[Project]) -> dict[str, list[tuple[str, str]]]:
    """Only what there is; categories of several rounds by their name."""
    years = sorted({queries.year_of(project) for project in projects}, reverse=True)
    codes = {queries.district_of(project) for project in projects}
    places = Territory.objects.filter(kato__in=codes).order_by("name", "kato")
    categories = sorted({p.proposal.category.name for p in projects if p.proposal.category})
    return {
        "year": [(str(year), str(year)) for year in years],
        "district": [(place.kato, place.name) for place in places],
        "category": [(name, name) for name in categories],
    }
