"""Who answers hears of the day that is near, and of the one that has passed. Each message goes out
once: its key names the day."""

from datetime import datetime

from django.utils import timezone

from commons.territories.workdays import add_working_days, is_working_day

from .. import notices, queries
from ..enums import DraftStatus
from ..models import Draft

# Working days before answers are due.
AHEAD = 3


def remind(*, at: datetime) -> int:
    """Who answers is told three working days ahead; on the first working day after the day has
    passed so are the moderators. On days off nobody is. Returns how many were told now."""
    today = timezone.localdate(at)
    if not is_working_day(today):
        return 0
    soon = add_working_days(today, AHEAD)
    found = Draft.objects.filter(
        status__in=(DraftStatus.OPEN, DraftStatus.ANSWERING), answers_on__lte=soon
    )
    told = 0
    for draft in found.select_related("akimat").order_by("pk"):
        waiting = queries.waiting_remarks(draft).count()
        if not waiting:
            continue
        assert draft.answers_on is not None
        late = draft.answers_on < today
        kind = "draft_answers_late" if late else "draft_answers_soon"
        people = notices.the_author(draft)
        told += notices.tell_who_answers(draft, kind, waiting, at, people)
        if late:
            told += notices.tell_who_answers(draft, kind, waiting, at, notices.moderators(draft))
    return told
