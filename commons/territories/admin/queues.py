"""What waits on the desk: a queue counts it, says what is late and shows the most urgent."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Count, F, Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone

from ..models import Akimat
from ..workdays import add_working_days
from .reach import Desk, desk

MOST_URGENT = 5


@dataclass(frozen=True)
class Waiting:
    """One thing that waits. `due` is the last day on which it is in time."""

    title: str
    url: str
    since: datetime
    due: date | None
    note: str = ""

    @property
    def late_days(self) -> int:
        """Calendar days past the last day; 0 when in time."""
        today = timezone.localdate()
        return max(0, (today - self.due).days) if self.due else 0


@dataclass(frozen=True)
class Queue:
    label: Any
    url: str
    count: int
    late: int
    rows: tuple[Waiting, ...]
    empty: Any


def due_date(since: datetime, days: int) -> date:
    """The last working day on which something that came at `since` is in time."""
    return add_working_days(timezone.localdate(since), days)


def late_before(days: int, today: date) -> datetime:
    """What came before this moment is late today, given a period of so many working days."""
    day = today
    while add_working_days(day - timedelta(days=1), days) >= today:
        day -= timedelta(days=1)
    return timezone.make_aware(datetime.combine(day, time.min))


def late_condition(
    akimats: Iterable[Akimat], *, since: str, period: str, akimat_path: str, today: date
) -> Q:
    """What is late in any of the akimats, each by its own period: a filter, no query."""
    by_days: dict[int, list[int]] = {}
    for akimat in akimats:
        by_days.setdefault(getattr(akimat, period), []).append(akimat.pk)
    condition = Q(pk__in=[])
    for days, ids in sorted(by_days.items()):
        condition |= Q(**{f"{akimat_path}__in": ids, f"{since}__lt": late_before(days, today)})
    return condition


def in_scope(request: HttpRequest, queryset: QuerySet[Any], path: str) -> QuerySet[Any]:
    """The chosen akimat's part; without a choice everything the person reaches."""
    chosen = desk(request).chosen
    return queryset if chosen is None else queryset.filter(**{path: chosen.pk})


def build(
    queryset: QuerySet[Any],
    *,
    label: Any,
    empty: Any,
    url: str,
    late: Q,
    order: str,
    row: Callable[[Any], Waiting],
) -> Queue:
    """Two queries, however much waits."""
    counts = queryset.aggregate(
        count=Count("pk", distinct=True), late=Count("pk", filter=late, distinct=True)
    )
    urgent = queryset.order_by(F(order).asc(nulls_last=True), "pk")[:MOST_URGENT]
    rows = tuple(row(obj) for obj in urgent) if counts["count"] else ()
    return Queue(label, url, counts["count"], counts["late"], rows, empty)


def build_moderated(
    request: HttpRequest,
    queryset: QuerySet[Any],
    *,
    since: str,
    akimat_path: str,
    label: Any,
    empty: Any,
    url: str,
    row: Callable[[Any], Waiting],
) -> Queue:
    """A queue of what came at `since` and must be settled within the akimat's moderation days."""
    late = late_condition(
        periods(desk(request)),
        since=since,
        period="moderation_days",
        akimat_path=akimat_path,
        today=timezone.localdate(),
    )
    waiting = in_scope(request, queryset, akimat_path)
    return build(waiting, label=label, empty=empty, url=url, late=late, order=since, row=row)


def periods(reached: Desk) -> tuple[Akimat, ...]:
    return (reached.chosen,) if reached.chosen else reached.akimats
