"""Reminders and marks of what is overdue, on working days. Each is sent once, by its key."""

from datetime import date, datetime

from django.utils import timezone

from commons.interface.official import read
from commons.notifications import operations as notifications
from commons.people.models import Person
from commons.territories.workdays import add_working_days, is_working_day

from .. import notices
from ..enums import CommitmentStatus, DocumentStatus
from ..models import Commitment, FinalDocument, Recommendation
from ..queries import moderators

# Working days before the day on which something is due.
AHEAD = (1, 3)


def remind(*, at: datetime) -> int:
    """Tell who has to act 3 and 1 working days before a day runs out; once it has, tell everybody
    whom it concerns. Returns how many messages are new. On a day off nothing is sent."""
    today = timezone.localdate(at)
    if not is_working_day(today):
        return 0
    return _replies(today, at) + _documents(today, at) + _commitments(today, at)


def _step(due: date, today: date) -> str | None:
    """ "late", or the nearest of the steps ahead; a day that nobody ran the task is caught up."""
    if due < today:
        return "late"
    return next((str(days) for days in AHEAD if due <= add_working_days(today, days)), None)


def _replies(today: date, at: datetime) -> int:
    rows = Recommendation.objects.filter(
        document__status=DocumentStatus.SENT,
        replied_at__isnull=True,
        due_on__lte=add_working_days(today, max(AHEAD)),
    ).select_related("akimat", "document__akimat", "specialist")
    told = 0
    for row in rows.order_by("pk"):
        assert row.due_on is not None
        step = _step(row.due_on, today)
        if step == "late":
            keepers = [row.specialist_id, *moderators(row.akimat).values_list("pk", flat=True)]
            also = [key for key in keepers if key]
            told += notices.tell_all(row, "recommendation_overdue", at, also=also)
        elif step and row.specialist:
            told += notices.tell(row, [row.specialist], "recommendation_due", at, mark=step)
    return told


def _documents(today: date, at: datetime) -> int:
    rows = FinalDocument.objects.filter(
        status=DocumentStatus.DRAFT, send_due_on__lte=add_working_days(today, max(AHEAD))
    ).select_related("akimat")
    told = 0
    for row in rows.order_by("pk"):
        step = _step(row.send_due_on, today)
        late = step == "late"
        people = notices.authors(row)
        if late and not row.council_id:
            people = people | Person.objects.filter(pk__in=moderators(row.akimat).values("pk"))
        # The author of a petition waits for the document and does not write it.
        people = people.exclude(pk=row.requested_by_id or 0)
        told += notifications.notify_people(
            people=people,
            kind="final_document_overdue" if late else "final_document_due",
            params={"title": read(row, "title"), "due_date": row.send_due_on.isoformat()},
            path=notices.document_path(row),
            key=f"final_document/{row.pk}/{row.send_due_on.isoformat()}/{step}",
            at=at,
        )
    return told


def _commitments(today: date, at: datetime) -> int:
    rows = Commitment.objects.filter(
        status=CommitmentStatus.OPEN, due_on__lte=add_working_days(today, max(AHEAD))
    ).select_related("akimat", "recommendation__document", "recommendation__specialist")
    told = 0
    for row in rows.order_by("pk"):
        step = _step(row.due_on, today)
        mark = f"{row.due_on.isoformat()}/{step}"
        keepers = set(moderators(row.akimat).values_list("pk", flat=True))
        if row.recommendation.specialist_id:
            keepers.add(row.recommendation.specialist_id)
        if step == "late":
            told += notices.tell_of_commitment(
                row, "commitment_overdue", at, mark=mark, also=keepers
            )
        else:
            told += notifications.notify_people(
                people=Person.objects.filter(pk__in=keepers),
                kind="commitment_due",
                params={"title": read(row, "title"), "due_date": row.due_on.isoformat()},
                path=notices.commitment_path(row),
                key=f"commitment/{row.pk}/due/{mark}",
                at=at,
            )
    return told
