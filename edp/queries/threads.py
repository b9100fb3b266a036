"""Opportunities whose way through the round is worth following from the round's page."""

from ..models import Round
from ..opportunities.enums import OpportunityStatus
from ..opportunities.models import Opportunity

# The farthest along come first.
FARTHEST = (
    OpportunityStatus.CHOSEN,
    OpportunityStatus.RESERVE,
    OpportunityStatus.SHORTLISTED,
    OpportunityStatus.EVALUATED,
)
SHOWN = 7


def shown(round: Round) -> list[Opportunity]:
    """Those that came farthest, while there are any beyond the open discussion."""
    found = Opportunity.objects.filter(round=round, status__in=FARTHEST).select_related("proposal")
    rank = {status: place for place, status in enumerate(FARTHEST)}
    return sorted(found, key=lambda one: (rank[OpportunityStatus(one.status)], one.pk))[:SHOWN]
