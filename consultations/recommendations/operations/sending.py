"""Sending freezes the document under its fingerprint and starts the clock of every reply."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from commons.audit.operations import record
from commons.people.models import Person

from ...periods import due_on, periods_of
from .. import notices
from ..checks import checks, is_ready
from ..content import content_of, fingerprint
from ..enums import DocumentStatus
from ..errors import RecommendationError
from ..models import FinalDocument
from ..queries import staff
from .writing import unsent


@transaction.atomic
def send_document(*, document: FinalDocument, actor: Person, at: datetime) -> FinalDocument:
    """Send the document to the akimat (Law on Public Control, article 13). Each reply is due
    so many working days after today; sending after the legal period is allowed and stays visible.

    Raises RecommendationError: sent, not_ready.
    """
    row = unsent(document)
    rows = list(row.recommendations.select_related("specialist").order_by("number", "pk"))
    named = frozenset(staff(row.akimat).values_list("pk", flat=True))
    today = timezone.localdate(at)
    if not is_ready(checks(row, rows, named, today)):
        raise RecommendationError("not_ready")
    due = due_on(at, periods_of(row.akimat).reply_days)
    for one in rows:
        one.due_on = due
        one.save(update_fields=["due_on"])
    row.status = DocumentStatus.SENT
    row.sent_at = at
    row.sent_late = today > row.send_due_on
    row.content = content_of(row, rows, at.isoformat())
    row.digest = fingerprint(row.content)
    row.save()
    record(
        verb="hearings.document_sent",
        subject=row,
        at=at,
        actor=actor,
        akimat=row.akimat,
        digest=row.digest,
        late=row.sent_late,
        due_on=due.isoformat(),
    )
    notices.tell_of_document(row, rows, at)
    return row
