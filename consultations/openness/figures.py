"""The figures of a council's year, counted from what it did on this site."""

import hashlib
import json
from datetime import date
from statistics import median
from typing import Any

from django.db.models import Count, Q
from django.utils import timezone

from commons.territories.workdays import working_days_between

from ..councils.models import Council, Mandate
from ..meetings.enums import MeetingStatus
from ..meetings.models import Meeting
from ..periods import periods_of
from ..recommendations.enums import Decision
from ..recommendations.models import Recommendation
from . import queries
from .enums import VisitStatus
from .models import Visit


def figures(council: Council, year: int) -> dict[str, Any]:
    """Whole numbers by name; money in tenge, `median_days` in working days or None."""
    return {
        **_seats(council, year),
        **_meetings(council, year),
        **_hours(council, year),
        **_recommendations(council, year),
        **_money(council, year),
    }


def fingerprint(held: dict[str, Any]) -> str:
    """SHA-256 of the figures as canonical JSON: keys sorted, no blanks."""
    text = json.dumps(held, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def _seats(council: Council, year: int) -> dict[str, Any]:
    """Who sat in the council on the last day of the year, or today while it runs."""
    day = min(date(year, 12, 31), timezone.localdate())
    sat = Mandate.objects.filter(council=council, begins_on__lte=day, ends_on__gte=day)
    sat = sat.filter(Q(ended_on__isnull=True) | Q(ended_on__gt=day))
    left = Mandate.objects.filter(council=council, ended_on__year=year)
    return {
        "members": sat.count(),
        "members_of_state": sat.filter(sector="gov").count(),
        "members_left": left.count(),
    }


def _meetings(council: Council, year: int) -> dict[str, Any]:
    held = Meeting.objects.filter(council=council, status=MeetingStatus.HELD, starts_at__year=year)
    centre = periods_of(council.akimat).centre_id
    outside = held.filter(territory__isnull=False).exclude(territory=centre)
    return {
        "meetings": held.count(),
        "meetings_outside": outside.count() if centre else None,
    }


def _hours(council: Council, year: int) -> dict[str, Any]:
    hours = council.office_hours.filter(
        starts_at__year=year, starts_at__lte=timezone.now(), cancelled_at__isnull=True
    )
    came = Visit.objects.filter(hours__in=hours, status=VisitStatus.CAME)
    return {"office_hours": hours.count(), "visitors": came.count()}


def _recommendations(council: Council, year: int) -> dict[str, Any]:
    sent = Recommendation.objects.filter(
        Q(document__council=council) | Q(document__meeting__council=council),
        document__sent_at__year=year,
    )
    rows = list(sent.values_list("document__sent_at", "due_on", "replied_at", "decision"))
    today = timezone.localdate()
    late = [row for row in rows if _replied_on(row) and row[1] and _replied_on(row) > row[1]]
    overdue = [row for row in rows if row[2] is None and row[1] and row[1] < today]
    days = [
        working_days_between(timezone.localdate(sent_at), timezone.localdate(replied_at))
        for sent_at, _due, replied_at, _decision in rows
        if replied_at
    ]
    by_decision = sent.order_by().values("decision").annotate(n=Count("pk"))
    counts = {row["decision"]: row["n"] for row in by_decision}
    return {
        "recommendations": len(rows),
        "replied": len(days),
        "replied_late": len(late),
        "overdue": len(overdue),
        "median_days": median(days) if days else None,
        **{decision.value: counts.get(decision.value, 0) for decision in Decision},
    }


def _replied_on(row: tuple[Any, ...]) -> Any:
    return timezone.localdate(row[2]) if row[2] else None


def _money(council: Council, year: int) -> dict[str, Any]:
    budget = council.budgets.filter(year=year).first()
    return {
        "budget_tenge": budget.amount_tenge if budget else None,
        "expenses_tenge": queries.total_tenge(queries.expenses(council, year)),
        "expenses": queries.totals_by(queries.expenses(council, year), "kind"),
    }
