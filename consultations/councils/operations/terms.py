"""Every morning: terms end, and moderators hear that the next council must be formed."""

from datetime import datetime, timedelta

from django.utils import timezone

from .. import notices, queries
from ..models import Council
from .councils import end_expired

# Days before the day by which a working group must begin, and before the end of a term.
AHEAD = 30


def look_after_terms(*, at: datetime) -> int:
    """Safe to run twice: every message is sent once. Returns how many were sent now."""
    end_expired(at=at)
    today = timezone.localdate(at)
    sent = 0
    for council in queries.awaiting_formation(today + timedelta(days=AHEAD)).order_by("pk"):
        assert council.formation_due_on is not None
        late = council.formation_due_on < today
        sent += notices.formation_due(council, "late" if late else "soon", at)
    near = Council.objects.filter(
        ended_on__isnull=True, term_ends_on__range=(today, today + timedelta(days=AHEAD))
    )
    for council in near.select_related("akimat__territory").order_by("pk"):
        sent += notices.term_ends(council, at)
    return sent
