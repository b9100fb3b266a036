"""Reminders of readings, on working days. Each is sent once: its key names the due day."""

from datetime import datetime

from django.utils import timezone

from commons.interface.official import read
from commons.notifications import operations as notifications
from commons.people.models import Person
from commons.territories.enums import Role
from commons.territories.workdays import add_working_days, is_working_day

from ... import links
from ..models import Indicator
from ..queries import awaited

# Working days before the due day, and after it until the moderators hear of it.
AHEAD, PATIENCE = 5, 10


def remind(*, at: datetime) -> int:
    """Tell who is responsible that a reading is due soon, then that it is late; tell the moderators
    once it is late by two weeks of working days, or at once where nobody is responsible.

    Returns how many messages there were, new or not. On a day off nothing is sent.
    """
    today = timezone.localdate(at)
    if not is_working_day(today):
        return 0
    sent = 0
    for indicator in awaited(add_working_days(today, AHEAD)):
        due = indicator.next_due_date
        assert due is not None
        late = due < today
        keeper = indicator.responsible
        if keeper is not None:
            sent += _tell(keeper, indicator, "late" if late else "soon", at)
        if late and (keeper is None or add_working_days(due, PATIENCE) < today):
            for person in _moderators(indicator):
                sent += _tell(person, indicator, "unread", at)
    return sent


def _moderators(indicator: Indicator) -> list[Person]:
    akimat = indicator.plan.round.akimat
    held = Person.objects.filter(memberships__akimat=akimat, memberships__role=Role.MODERATOR)
    return list(held.distinct().order_by("pk"))


def _tell(person: Person, indicator: Indicator, what: str, at: datetime) -> int:
    round, due = indicator.plan.round, indicator.next_due_date
    assert due is not None
    made = notifications.notify(
        person=person,
        kind=f"reading_{what}",
        params={
            "indicator": read(indicator, "title"),
            "round": read(round, "title"),
            "due_date": due.isoformat(),
        },
        path=links.of_round(round, "monitoring_reading_add", indicator.pk),
        key=f"indicator/{indicator.pk}/{due.isoformat()}/{what}",
        at=at,
    )
    return int(made is not None)
