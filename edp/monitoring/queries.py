"""Reads of indicators, readings and spending. No list asks once per row."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Prefetch, QuerySet

from commons.people.models import Person
from commons.territories.enums import Role
from commons.territories.models import Akimat

from ..enums import RoundStatus
from ..models import Round
from ..plan.models import Plan, PlanVersion
from .models import ActionSpending, Indicator, PlanReview, Reading


def indicators(plan: Plan) -> QuerySet[Indicator]:
    """With their current readings, in the order of the plan."""
    current = Reading.objects.filter(is_current=True).order_by("date", "pk")
    return (
        Indicator.objects.filter(plan=plan)
        .select_related(
            "priority",
            "objective__priority",
            "action__objective__priority",
            "responsible",
        )
        .prefetch_related(Prefetch("readings", queryset=current, to_attr="current"))
        .order_by("position", "pk")
    )


def published_ids(plan: Plan) -> set[int]:
    """The indicators that the version in force names."""
    version = PlanVersion.objects.filter(plan=plan).order_by("-number").first()
    if version is None:
        return set()
    return {row["id"] for row in version.content["kk"]["indicators"]}


def history(indicator: Indicator) -> QuerySet[Reading]:
    """All readings ever entered, corrected ones with what replaced them."""
    rows = Reading.objects.filter(indicator=indicator)
    return rows.select_related("entered_by", "replaced_by", "replaces").order_by("-date", "-pk")


def spending(action_ids: Iterable[int]) -> dict[int, ActionSpending]:
    """What counts as spent on each action: the latest day, and of it the row entered last."""
    found: dict[int, ActionSpending] = {}
    rows = ActionSpending.objects.filter(action__in=list(action_ids)).order_by("date", "pk")
    for row in rows:
        found[row.action_id] = row
    return found


def specialists(akimat: Akimat) -> QuerySet[Person]:
    """Who may be responsible for readings."""
    roles = (Role.SPECIALIST, Role.MODERATOR)
    return (
        Person.objects.filter(
            memberships__akimat=akimat,
            memberships__role__in=roles,
            is_active=True,
            erased_at__isnull=True,
        )
        .distinct()
        .order_by("name", "pk")
    )


def awaited(until: date) -> QuerySet[Indicator]:
    """Indicators of published plans whose reading is due by that day."""
    return (
        Indicator.objects.filter(
            next_due_date__lte=until,
            dropped_at__isnull=True,
            plan__versions__isnull=False,
            plan__round__status=RoundStatus.ANNOUNCED,
        )
        .select_related("plan__round__akimat", "responsible")
        .distinct()
        .order_by("next_due_date", "pk")
    )


def overdue(plan: Plan, today: date) -> QuerySet[Indicator]:
    rows = Indicator.objects.filter(plan=plan, next_due_date__lt=today, dropped_at__isnull=True)
    return rows.select_related("responsible").order_by("next_due_date", "pk")


def reviews(round: Round) -> QuerySet[PlanReview]:
    return PlanReview.objects.filter(plan__round=round).order_by("-held_date", "-pk")
