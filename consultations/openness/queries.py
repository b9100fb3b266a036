"""Reads of the open books."""

from datetime import datetime
from typing import Any

from django.db.models import Case, F, QuerySet, Sum, When
from django.db.models.functions import Coalesce

from commons.territories.models import Akimat

from ..councils.models import Council
from .enums import GiftKind, VisitStatus
from .models import Expense, Fund, Gift, OfficeHours, Spending, Visit, YearReport


def hours_of(akimat: Akimat) -> QuerySet[OfficeHours]:
    """All office hours of an akimat, the soonest first."""
    return OfficeHours.objects.filter(akimat=akimat).select_related(
        "council", "territory", "akimat__territory"
    )


def coming_hours(akimat: Akimat, at: datetime) -> QuerySet[OfficeHours]:
    return hours_of(akimat).filter(ends_at__gt=at)


def taken(hours: OfficeHours) -> set[datetime]:
    """Beginnings of the times that are taken."""
    rows = Visit.objects.filter(hours=hours).exclude(status=VisitStatus.CANCELLED)
    return set(rows.values_list("starts_at", flat=True))


def visit_of(hours: OfficeHours, person: Any) -> Visit | None:
    if not person.is_authenticated:
        return None
    mine = Visit.objects.filter(hours=hours, person=person)
    return mine.exclude(status=VisitStatus.CANCELLED).first()


def visitors(hours: OfficeHours) -> QuerySet[Visit]:
    rows = Visit.objects.filter(hours=hours).exclude(status=VisitStatus.CANCELLED)
    return rows.select_related("person", "hours").order_by("starts_at", "pk")


def _lines(rows: QuerySet[Any]) -> QuerySet[Any]:
    return rows.select_related("receipt", "reverses", "reversed_by")


def expenses(council: Council, year: int | None = None) -> QuerySet[Expense]:
    """Lines of the register, the latest first."""
    rows = _lines(Expense.objects.filter(council=council)).select_related("meeting")
    return rows.filter(on__year=year) if year else rows


def years_of(council: Council) -> list[int]:
    """Years with expenses or a budget, the latest first."""
    spent = Expense.objects.filter(council=council).order_by().values_list("on__year", flat=True)
    planned = council.budgets.values_list("year", flat=True)
    return sorted({*spent, *planned}, reverse=True)


_SIGNED = Sum(Case(When(reverses__isnull=True, then=F("amount_tenge")), default=-F("amount_tenge")))


def total_tenge(rows: QuerySet[Any]) -> int:
    """The sum of lines, those that take another back counted off."""
    found: int = rows.order_by().aggregate(total=Coalesce(_SIGNED, 0))["total"]
    return found


def totals_by(rows: QuerySet[Any], field: str) -> dict[str, int]:
    """The same by the values of a column."""
    found = rows.order_by().values(field).annotate(total=_SIGNED)
    return {row[field]: row["total"] for row in found}


def funds(akimat: Akimat) -> QuerySet[Fund]:
    return Fund.objects.filter(akimat=akimat).select_related("council", "territory", "akimat")


def gifts(fund: Fund) -> QuerySet[Gift]:
    return _lines(Gift.objects.filter(fund=fund))


def spendings(fund: Fund) -> QuerySet[Spending]:
    return _lines(Spending.objects.filter(fund=fund))


def balance_tenge(fund: Fund) -> int:
    """Money given less money spent; gifts of things are not money."""
    money = gifts(fund).filter(kind=GiftKind.MONEY)
    return total_tenge(money) - total_tenge(spendings(fund))


def reports(council: Council) -> QuerySet[YearReport]:
    return YearReport.objects.filter(council=council)
