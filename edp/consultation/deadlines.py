"""Until when a comment must be answered."""

from datetime import date, datetime

from django.utils import timezone

from commons.territories.workdays import add_working_days

from ..models import Round


def due_date(round: Round, written_at: datetime) -> date:
    """The last working day for the reply, by the rules of the round."""
    return add_working_days(timezone.localdate(written_at), round.reply_days)
