"""What is built after published results: steps, contracts and payments."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from budgeting.enums import MilestoneKind, ProjectStatus
from budgeting.models import Contract, Milestone, Payment
from commons.territories.models import Akimat

from ..declaring import Dataset, date, integer, string, texts
from .budget import PUBLISHED, akimat_at, projects

KEY = integer("id", _("Key."))
PROJECT = integer("project_id", _("Key of the project."))
ROUND = integer("round_id", _("Key of the round."), "project.round_id")
# Where the akimat stands, and nothing else of the project.
PLACE = ("project__round__akimat__slug", "project__round__akimat_id", "project__round__id")


def _winners(akimat: Akimat | None) -> QuerySet[Any]:
    found = projects(akimat).filter(status=ProjectStatus.WON, round__status=PUBLISHED)
    return found.values("pk")


def milestones(akimat: Akimat | None) -> QuerySet[Milestone]:
    found = Milestone.objects.filter(project__in=_winners(akimat))
    return _with_akimat(
        found,
        "kind",
        "planned_date",
        "expected_date",
        "done_date",
        *(f"delay_reason_{code}" for code in ("kk", "ru", "en")),
    )


def contracts(akimat: Akimat | None) -> QuerySet[Contract]:
    found = Contract.objects.filter(project__in=_winners(akimat))
    return _with_akimat(found, "contractor", "subject", "number", "amount_tenge", "signed_date")


def payments(akimat: Akimat | None) -> QuerySet[Payment]:
    found = Payment.objects.filter(project__in=_winners(akimat))
    return _with_akimat(found, "contract_id", "what", "amount_tenge", "paid_date")


def _with_akimat(rows: QuerySet[Any], *own: str) -> QuerySet[Any]:
    joined = rows.select_related("project__round__akimat")
    return joined.only(*own, "project__round_id", *PLACE)


MILESTONES = Dataset(
    name="milestones",
    title=_("Milestones of projects"),
    about=_("Steps of building a chosen project: planned, moved with a reason, done."),
    group="budget",
    rows=milestones,
    round="project__round",
    since="planned_date",
    fields=(
        KEY,
        akimat_at("project.round."),
        ROUND,
        PROJECT,
        string("kind", _("Step."), codes=MilestoneKind),
        date("planned_date", _("Planned for.")),
        date("expected_date", _("Expected now, where that is another day."), nullable=True),
        date("done_date", _("Done on."), nullable=True),
        texts("delay_reason", _("Reason of the delay.")),
    ),
)
CONTRACTS = Dataset(
    name="contracts",
    title=_("Contracts of projects"),
    about=_("Who builds a chosen project, and for how much."),
    group="budget",
    rows=contracts,
    round="project__round",
    since="signed_date",
    fields=(
        KEY,
        akimat_at("project.round."),
        ROUND,
        PROJECT,
        string("contractor", _("Contractor.")),
        string("subject", _("Subject.")),
        string("number", _("Number.")),
        integer("amount_tenge", _("Amount."), unit=_("tenge")),
        date("signed_date", _("Signed on.")),
    ),
)
PAYMENTS = Dataset(
    name="payments",
    title=_("Payments for projects"),
    about=_("Money paid for a chosen project."),
    group="budget",
    rows=payments,
    round="project__round",
    since="paid_date",
    fields=(
        KEY,
        akimat_at("project.round."),
        ROUND,
        PROJECT,
        integer("contract_id", _("Key of the contract."), nullable=True),
        string("what", _("For what.")),
        integer("amount_tenge", _("Amount."), unit=_("tenge")),
        date("paid_date", _("Paid on.")),
    ),
)
