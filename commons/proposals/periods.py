"""Until when a returned proposal may be corrected."""

from datetime import datetime

from django.utils import timezone

from commons.territories.workdays import add_working_days, end_of_day

from .models import Proposal


def correction_ends(proposal: Proposal, at: datetime) -> datetime:
    """The end of the akimat's correction period, or of the call if that is later."""
    last = add_working_days(timezone.localdate(at), proposal.akimat.correction_days)
    return max(proposal.call.closes_at, end_of_day(last))
