"""Reads of what is being built: one project, and the board of an akimat."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.utils import timezone

from commons.territories.models import Akimat

from ..enums import PhaseKind, ProjectStatus, RoundStatus
from ..models import Contract, Milestone, Payment, Phase, Photo, Project
from ..queries import people


def winners(akimat: Akimat) -> QuerySet[Project]:
    """All that is or was built after published rounds of the akimat, the newest round first."""
    return (
        Project.objects.filter(
            round__akimat=akimat,
            round__status=RoundStatus.RESULT_PUBLISHED,
            round__imported_from="",
            status=ProjectStatus.WON,
        )
        .select_related(
            "proposal__category", "proposal__territory", "envelope__territory", "round__akimat"
        )
        .prefetch_related(
            Prefetch("milestones", Milestone.objects.order_by("planned_date", "pk")),
            Prefetch("contracts", Contract.objects.order_by("signed_date", "pk")),
            Prefetch("payments", Payment.objects.order_by("paid_date", "pk")),
            Prefetch("round__phases", Phase.objects.order_by("opens_at")),
        )
        .order_by("-round__announced_at", "pk")
    )


def with_photos(projects: QuerySet[Project]) -> QuerySet[Project]:
    return projects.prefetch_related(Prefetch("photos", Photo.objects.order_by("taken_date", "pk")))


def year_of(project: Project) -> int:
    """The year in which the residents chose it. Reads prefetched phases."""
    phases = {phase.kind: phase for phase in project.round.phases.all()}
    voting = phases.get(PhaseKind.VOTING)
    moment = voting.closes_at if voting else project.round.announced_at or timezone.now()
    return timezone.localdate(moment).year


def district_of(project: Project) -> str:
    """KATO code of the district it is built in."""
    place = project.proposal.territory or project.round.akimat.territory
    return people.voting_area(place)


@dataclass(frozen=True)
class Money:
    """`cost` is what the ballot said; `agreed`, what the contracts are worth."""

    cost: int
    agreed: int
    paid: int

    @property
    def is_over(self) -> bool:
        return max(self.agreed, self.paid) > self.cost


def money_of(project: Project) -> Money:
    """Reads prefetched contracts and payments."""
    return Money(
        cost=project.cost_tenge or 0,
        agreed=sum(contract.amount_tenge for contract in project.contracts.all()),
        paid=sum(payment.amount_tenge for payment in project.payments.all()),
    )


def total(projects: Iterable[Project]) -> Money:
    sums = [money_of(project) for project in projects]
    return Money(sum(m.cost for m in sums), sum(m.agreed for m in sums), sum(m.paid for m in sums))


def due(milestone: Milestone) -> date:
    """The day on which it is expected now."""
    return milestone.expected_date or milestone.planned_date


def is_late(milestone: Milestone, today: date) -> bool:
    """Expected later than planned, or not done though its day has passed."""
    if milestone.done_date:
        return False
    return due(milestone) > milestone.planned_date or due(milestone) < today


def contract_payments(project: Project) -> list[dict[str, Any]]:
    """Each contract with what was paid on it, and at the end the payments without one."""
    paid: dict[int | None, list[Payment]] = {}
    for payment in project.payments.all():
        paid.setdefault(payment.contract_id, []).append(payment)
    rows: list[dict[str, Any]] = [
        {
            "contract": contract,
            "payments": paid.get(contract.pk, []),
            "paid": sum(p.amount_tenge for p in paid.get(contract.pk, [])),
        }
        for contract in project.contracts.all()
    ]
    if loose := paid.get(None):
        rows.append(
            {"contract": None, "payments": loose, "paid": sum(p.amount_tenge for p in loose)}
        )
    for row in rows:
        contract = row["contract"]
        row["share"] = row["paid"] / contract.amount_tenge if contract else None
        row["is_over"] = bool(contract) and row["paid"] > contract.amount_tenge
    return rows
