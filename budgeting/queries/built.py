"""What came of rounds: delivered projects, and money by category."""

from collections import Counter
from dataclasses import dataclass

from django.db.models import Max, QuerySet, Sum

from commons.proposals.models import Category
from commons.territories.models import Akimat

from ..enums import MilestoneKind, ProjectStatus
from ..models import Payment, Project


def delivered() -> QuerySet[Project]:
    """Winners that have been opened to residents, the latest first, with `opened` and `spent`."""
    return (
        Project.objects.filter(
            status=ProjectStatus.WON,
            milestones__kind=MilestoneKind.OPENED,
            milestones__done_date__isnull=False,
            round__imported_from="",
            round__akimat__is_active=True,
        )
        .annotate(opened=Max("milestones__done_date"))
        .select_related("proposal__territory", "proposal__call", "round__akimat")
        .order_by("-opened", "-pk")
    )


def with_spent(projects: list[Project]) -> list[Project]:
    """Sets `spent_tenge` on each: what was paid, in one query."""
    paid = dict(
        Payment.objects.filter(project__in=projects)
        .values_list("project")
        .annotate(total=Sum("amount_tenge"))
        .order_by()
    )
    for project in projects:
        project.spent_tenge = paid.get(project.pk, 0)  # type: ignore[attr-defined]
    return projects


@dataclass(frozen=True)
class Spending:
    """Money on won projects of an akimat, by the name of the category, the largest first."""

    rows: list[tuple[str, int]]
    total_tenge: int
    is_paid: bool


def spending(akimat: Akimat) -> Spending:
    """What was paid by category; what was granted, as long as nothing has been paid yet."""
    won = Project.objects.filter(
        round__akimat=akimat, round__imported_from="", status=ProjectStatus.WON
    )
    category = "proposal__category"
    paid = list(won.values_list(category).annotate(n=Sum("payments__amount_tenge")).order_by())
    is_paid = any(amount for _category, amount in paid)
    granted = (
        paid if is_paid else won.values_list(category).annotate(n=Sum("cost_tenge")).order_by()
    )
    names = {
        category.pk: category.name for category in Category.objects.filter(call__akimat=akimat)
    }
    sums: Counter[str] = Counter()
    for key, amount in granted:
        if key in names and amount:
            sums[names[key]] += amount
    rows = sorted(sums.items(), key=lambda row: (-row[1], row[0]))
    return Spending(rows, sum(sums.values()), is_paid)
