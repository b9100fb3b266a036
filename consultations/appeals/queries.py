"""Reads of questions to the akim."""

from datetime import date
from statistics import median
from typing import Any

from django.db.models import Count, F, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, TruncDate

from commons.proposals import queries as proposals
from commons.proposals.enums import ProposalStatus
from commons.proposals.models import Proposal, Support
from commons.territories.models import Akimat
from commons.territories.workdays import working_days_between

from .enums import Standing
from .models import Question

SORTS = ("newest", "supported", "due")


def of_akimat(akimat: Akimat) -> QuerySet[Question]:
    return Question.objects.filter(akimat=akimat).select_related(
        "akimat__territory", "proposal__call", "proposal__author", "proposal__territory"
    )


def public(akimat: Akimat) -> QuerySet[Question]:
    """Published ones; a rejected question is on the list of the rejected, with its reason."""
    return of_akimat(akimat).filter(proposal__status=ProposalStatus.PUBLISHED)


def rejected(akimat: Akimat) -> QuerySet[Question]:
    found = of_akimat(akimat).filter(proposal__status=ProposalStatus.REJECTED)
    return found.order_by("-proposal__updated_at", "-pk")


def standing_is(standing: str, today: date) -> Q:
    """Questions that stand so, as `standing_of` says of one."""
    return {
        Standing.WAITING: Q(replied_at__isnull=True, due_on__gte=today),
        Standing.OVERDUE: Q(replied_at__isnull=True, due_on__lt=today),
        Standing.ANSWERED: Q(replied_on__lte=F("due_on")),
        Standing.LATE: Q(replied_on__gt=F("due_on")),
    }[Standing(standing)]


def with_dates(rows: QuerySet[Question]) -> QuerySet[Question]:
    """Adds `replied_on`, the day of the reply in the country's time."""
    return rows.annotate(replied_on=TruncDate("replied_at"))


def waiting(akimat: Akimat) -> QuerySet[Question]:
    """Without a reply, the longest overdue first."""
    return public(akimat).filter(replied_at__isnull=True).order_by("due_on", "pk")


def listed(
    akimat: Akimat, *, text: str, standing: str, sort: str, today: date
) -> QuerySet[Question]:
    """The public list, searched, narrowed and sorted; with `support_count`."""
    texts = proposals.search(Proposal.objects.filter(question__akimat=akimat), text)
    rows = with_dates(public(akimat))
    if text.strip():
        rows = rows.filter(proposal__in=texts.values("pk"))
    if standing in Standing.values:
        rows = rows.filter(standing_is(standing, today))
    rows = rows.annotate(support_count=_supports()).prefetch_related("replies")
    order = {
        "supported": ("-support_count", "-pk"),
        "due": (F("replied_at").asc(nulls_first=True), "due_on", "pk"),
    }.get(sort, ("-proposal__published_at", "-pk"))
    return rows.order_by(*order)


def _supports() -> Coalesce:
    """By subquery, so that joins cannot multiply the count."""
    rows = Support.objects.filter(proposal=OuterRef("proposal")).order_by().values("proposal")
    counted = rows.annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


def figures(akimat: Akimat, today: date) -> dict[str, Any]:
    """How many there are of each standing, and the median of working days to a reply."""
    rows = with_dates(public(akimat))
    counts = {one.value: rows.filter(standing_is(one, today)).count() for one in Standing}
    asked = rows.exclude(replied_at=None).annotate(published_on=TruncDate("proposal__published_at"))
    days = [
        working_days_between(published, replied)
        for published, replied in asked.order_by().values_list("published_on", "replied_on")
    ]
    return {
        **counts,
        "total": sum(counts.values()),
        "median_days": median(days) if days else None,
        "rejected": rejected(akimat).count(),
    }
