"""The public board: every indicator of the published plan, how it stands and what its actions cost.
The number of queries does not grow with the plan."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date

from ..plan.enums import ACTION_TONES, ActionStatus
from ..plan.models import Action, Plan, PlanVersion, Priority
from . import queries
from .chart import Chart, spark
from .course import Standing, standing
from .enums import COURSE_TONES, Course
from .models import ActionSpending, Indicator, Reading
from .sentences import explained


@dataclass(frozen=True)
class Row:
    indicator: Indicator
    standing: Standing
    last: Reading | None
    spark: Chart
    sentence: str
    is_late: bool

    @property
    def tone(self) -> str:
        return COURSE_TONES[self.standing.course]

    @property
    def label(self) -> str:
        return str(Course(self.standing.course).label)


@dataclass(frozen=True)
class ActionRow:
    action: Action
    spent: ActionSpending | None
    is_late: bool

    @property
    def tone(self) -> str:
        return ACTION_TONES[self.action.status]

    @property
    def planned(self) -> int:
        return (self.action.public_tenge or 0) + (self.action.private_tenge or 0)

    @property
    def spent_tenge(self) -> int | None:
        if self.spent is None:
            return None
        return self.spent.public_tenge + self.spent.private_tenge

    @property
    def share(self) -> float:
        return (self.spent_tenge or 0) / self.planned if self.planned else 0.0


@dataclass(frozen=True)
class Group:
    """`priority` is None for what belongs to the whole plan."""

    priority: Priority | None
    rows: list[Row] = field(default_factory=list)
    actions: list[ActionRow] = field(default_factory=list)


@dataclass(frozen=True)
class Board:
    groups: list[Group]
    dropped: list[Indicator]
    late: list[Row]
    counts: list[tuple[str, str, str, int]]  # code, words, tone, how many
    planned: int
    spent: int | None

    @property
    def count(self) -> int:
        return sum(len(group.rows) for group in self.groups)


def row_of(indicator: Indicator, readings: list[Reading], today: date) -> Row:
    last = readings[-1] if readings else None
    found = standing(indicator, last.value if last else None, last.date if last else None)
    late = indicator.next_due_date is not None and indicator.next_due_date < today
    return Row(
        indicator,
        found,
        last,
        spark(indicator, readings),
        explained(indicator, found, last),
        late,
    )


def board_of(plan: Plan, version: PlanVersion, today: date) -> Board:
    """What the version in force names, with the figures and states of today."""
    document = version.content["kk"]
    public = {row["id"] for row in document["indicators"]}
    actions = {
        action["id"]
        for priority in document["priorities"]
        for objective in priority["objectives"]
        for action in objective["actions"]
    }
    held = list(queries.indicators(plan))
    rows = [
        row_of(one, one.current, today)  # type: ignore[attr-defined]
        for one in held
        if one.pk in public and not one.dropped_at
    ]
    dropped = [one for one in held if one.dropped_at and one.current]  # type: ignore[attr-defined]
    groups = _groups(plan, rows, _actions(plan, actions, today))
    counted = Counter(row.standing.course for row in rows)
    counts = [
        (code, str(Course(code).label), COURSE_TONES[code], counted[Course(code)])
        for code in Course.values
        if counted[Course(code)]
    ]
    every = [row for group in groups for row in group.actions]
    going = [row for row in every if row.action.status != ActionStatus.STOPPED or row.spent]
    spent = [row.spent_tenge for row in going if row.spent_tenge is not None]
    return Board(
        groups=groups,
        dropped=dropped,
        late=[row for row in rows if row.is_late],
        counts=counts,
        planned=sum(row.planned for row in going),
        spent=sum(spent) if spent else None,
    )


def _actions(plan: Plan, keys: set[int], today: date) -> list[ActionRow]:
    rows = list(
        Action.objects.filter(pk__in=keys, objective__priority__round=plan.round_id)
        .select_related("lead", "objective")
        .order_by("objective__position", "objective", "position", "pk")
    )
    spent = queries.spending(row.pk for row in rows)
    ended = (ActionStatus.DONE, ActionStatus.STOPPED)
    return [
        ActionRow(
            one,
            spent.get(one.pk),
            bool(one.ends_date and one.ends_date < today and one.status not in ended),
        )
        for one in rows
    ]


def _groups(plan: Plan, rows: list[Row], actions: list[ActionRow]) -> list[Group]:
    priorities = Priority.objects.filter(round=plan.round_id).order_by("position", "pk")
    groups = {one.pk: Group(one) for one in priorities}
    whole = Group(None)
    for row in rows:
        groups.get(home_of(row.indicator) or 0, whole).rows.append(row)
    for action in actions:
        groups[action.action.objective.priority_id].actions.append(action)
    found = [group for group in groups.values() if group.rows or group.actions]
    return [whole, *found] if whole.rows else found


def home_of(indicator: Indicator) -> int | None:
    """The priority under which it stands; None for the whole plan."""
    if indicator.action:
        return indicator.action.objective.priority_id
    if indicator.objective:
        return indicator.objective.priority_id
    return indicator.priority_id
