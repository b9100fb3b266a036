"""Counts of urns as they are shown beside a published result: apart, and in no count of ballots."""

from django.db.models import QuerySet

from .enums import BatchStatus, PollStatus
from .models import Poll, UrnCount


def urn_counts(poll: Poll) -> QuerySet[UrnCount]:
    """Those that a second officer confirmed, of a poll that is closed; none before.

    Whoever asks must know that the result of the poll is public.
    """
    return UrnCount.objects.filter(
        poll=poll, poll__status=PollStatus.CLOSED, status=BatchStatus.CONFIRMED
    ).order_by("place", "pk")
