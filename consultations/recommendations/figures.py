"""Who answers in time: counts for the public board. A share is always shown with the numbers it is
made of, and akimats are set side by side only from `ENOUGH` recommendations on."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import (
    Aggregate,
    Count,
    F,
    FloatField,
    PositiveSmallIntegerField,
    Q,
    QuerySet,
)
from django.db.models.functions import ExtractYear

from commons.territories.models import Akimat

from .enums import CommitmentStatus, Decision, DocumentStatus, Standing
from .models import Commitment, FinalDocument, Recommendation
from .queries import source_kind, standing_is

# With fewer than these a percentage says more about chance than about the akimat.
ENOUGH = 5


class Median(Aggregate):
    """Half of the rows lie below; between two middle ones it is their mean. Ignores NULL."""

    function = "PERCENTILE_CONT"
    name = "median"
    output_field = FloatField()
    template = "%(function)s(0.5) WITHIN GROUP (ORDER BY %(expressions)s)"


@dataclass(frozen=True)
class Figures:
    total: int = 0
    in_time: int = 0
    late: int = 0
    overdue: int = 0
    waiting: int = 0
    accepted: int = 0
    partly: int = 0
    rejected: int = 0
    median: float | None = None  # working days from sending to reply

    @property
    def answered(self) -> int:
        return self.in_time + self.late

    @property
    def due(self) -> int:
        """Those whose day has come or which were answered before: what a share is a share of."""
        return self.answered + self.overdue

    @property
    def in_time_share(self) -> float | None:
        return self.in_time / self.due if self.due else None

    @property
    def taken(self) -> int:
        return self.accepted + self.partly

    @property
    def taken_share(self) -> float | None:
        """Accepted at least in part, of those answered."""
        return self.taken / self.answered if self.answered else None

    @property
    def is_enough(self) -> bool:
        return self.due >= ENOUGH

    @property
    def is_enough_answered(self) -> bool:
        return self.answered >= ENOUGH


@dataclass(frozen=True)
class Kept:
    """What became of promises, and how documents were sent."""

    promised: int = 0
    open: int = 0
    overdue: int = 0
    done: int = 0
    done_late: int = 0
    broken: int = 0
    moved: int = 0
    documents: int = 0
    documents_late: int = 0


def sent(
    akimat: Akimat | None = None, *, year: int | None = None, source: str = ""
) -> QuerySet[Any]:
    """The recommendations that the board counts, with `source` and `year` (of sending)."""
    rows: QuerySet[Any] = (
        Recommendation.objects.filter(document__status=DocumentStatus.SENT, akimat__is_active=True)
        .order_by()
        .annotate(
            source=source_kind(),
            year=ExtractYear("document__sent_at", output_field=PositiveSmallIntegerField()),
        )
    )
    if akimat is not None:
        rows = rows.filter(akimat=akimat)
    if year is not None:
        rows = rows.filter(year=year)
    return rows.filter(source=source) if source else rows


def figures(rows: QuerySet[Any], today: date) -> Figures:
    return Figures(**rows.aggregate(**_counts(today)))


def figures_by(rows: QuerySet[Any], today: date, name: str) -> dict[Any, Figures]:
    """By "source", "year" or "akimat", in the order of that value. One query."""
    found = rows.values(name).annotate(**_counts(today)).order_by(name)
    return {row.pop(name): Figures(**row) for row in found}


def kept(akimat: Akimat, today: date) -> Kept:
    late = Q(status=CommitmentStatus.DONE, closed_on__gt=F("due_on"))
    promises = Commitment.objects.filter(akimat=akimat).aggregate(
        promised=Count("pk"),
        open=Count("pk", filter=Q(status=CommitmentStatus.OPEN)),
        overdue=Count("pk", filter=Q(status=CommitmentStatus.OPEN, due_on__lt=today)),
        done=Count("pk", filter=Q(status=CommitmentStatus.DONE)),
        done_late=Count("pk", filter=late),
        broken=Count("pk", filter=Q(status=CommitmentStatus.BROKEN)),
        moved=Count("pk", filter=~Q(due_on=F("first_due_on"))),
    )
    documents = FinalDocument.objects.filter(akimat=akimat, status=DocumentStatus.SENT).aggregate(
        documents=Count("pk"), documents_late=Count("pk", filter=Q(sent_late=True))
    )
    return Kept(**promises, **documents)


def years(akimat: Akimat) -> list[int]:
    """Years in which the akimat was sent something, the newest first."""
    found = sent(akimat).values_list("year", flat=True).distinct().order_by("-year")
    return list(found)


def _counts(today: date) -> dict[str, Any]:
    return {
        "total": Count("pk"),
        **{one.value: Count("pk", filter=standing_is(one, today)) for one in Standing},
        **{one.value: Count("pk", filter=_decided(one)) for one in Decision},
        "median": Median("replied_in"),
    }


def _decided(decision: Decision) -> Q:
    return Q(replied_at__isnull=False, decision=decision)
