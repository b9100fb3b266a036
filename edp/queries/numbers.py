"""How much there is in a round by now, in one query."""

from typing import Any

from django.db.models import Count, IntegerField, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, NullIf

from commons.proposals.enums import ProposalStatus

from ..events.models import Event
from ..models import Round
from ..opportunities.enums import OpportunityStatus
from ..opportunities.models import Opportunity
from ..plan.models import Priority
from ..stakeholders.enums import StakeholderStatus
from ..stakeholders.models import Stakeholder

GONE = (OpportunityStatus.MERGED, OpportunityStatus.SPLIT)


def _count(rows: QuerySet[Any]) -> Coalesce:
    counted = rows.order_by().values("round").annotate(n=Count("pk", distinct=True)).values("n")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


def with_numbers(rounds: QuerySet[Round]) -> QuerySet[Round]:
    """Adds `people_count`, `organisation_count`, `event_count`, `idea_count`, `priority_count`."""
    seats = Stakeholder.objects.filter(round=OuterRef("pk"), status=StakeholderStatus.ACCEPTED)
    organisations = (
        seats.exclude(organisation=None)
        .order_by()
        .values("round")
        .annotate(n=Count("organisation", distinct=True))
        .values("n")
    )
    events = Event.objects.filter(
        round=OuterRef("pk"), published_at__isnull=False, cancelled_at__isnull=True
    )
    ideas = Opportunity.objects.filter(
        round=OuterRef("pk"), proposal__status=ProposalStatus.PUBLISHED
    ).exclude(status__in=GONE)
    # Known once the final resolution is published, which is what sets the state; the plan may then
    # make one priority out of several.
    priorities = Priority.objects.filter(round=OuterRef("pk"))
    chosen = Opportunity.objects.filter(round=OuterRef("pk"), status=OpportunityStatus.CHOSEN)
    return rounds.annotate(
        people_count=_count(seats),
        organisation_count=Coalesce(Subquery(organisations, output_field=IntegerField()), 0),
        event_count=_count(events),
        idea_count=_count(ideas),
        priority_count=Coalesce(NullIf(_count(priorities), Value(0)), _count(chosen)),
    )
