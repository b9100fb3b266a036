"""Until when a proposal waits for a moderator, and a returned one may be corrected."""

from datetime import date, datetime

from django.utils import timezone

from commons.territories.workdays import add_working_days, end_of_day

from .models import Proposal


def moderation_days(proposal: Proposal) -> int:
    """Working days of the call, or of the akimat where the call sets none."""
    return proposal.call.moderation_days or proposal.akimat.moderation_days


def moderation_due(proposal: Proposal, since: datetime) -> date:
    return add_working_days(timezone.localdate(since), moderation_days(proposal))


def correction_ends(proposal: Proposal, at: datetime) -> datetime:
    """The end of the akimat's correction period, or of the call if that is later. A call without
    an end takes corrections for ever; the author is told the period."""
    last = add_working_days(timezone.localdate(at), proposal.akimat.correction_days)
    ends = end_of_day(last)
    return ends if proposal.call.is_open_ended else max(proposal.call.closes_at, ends)
