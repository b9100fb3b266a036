"""The reminder of the day before: to everybody, once."""

from datetime import timedelta

from django.utils import timezone

from commons.notifications.models import Message
from edp.events import operations
from edp.events.models import Event
from edp.events.tasks import sweep_events
from tests.factories.edp import texts
from tests.factories.edp_events import event


def reminders():
    rows = Message.objects.filter(kind="event_reminder").order_by("person__email")
    return list(rows.values_list("person__email", flat=True))


def tomorrow(discovery, **more):
    begins = timezone.now() + timedelta(hours=20)
    return event(
        discovery.round,
        discovery.at,
        starts_at=begins,
        ends_at=begins + timedelta(hours=1),
        **more,
    )


def test_everybody_with_a_part_in_it_is_reminded_once(discovery):
    made = tomorrow(discovery, facilitator=discovery.seats["civ"])
    gone = operations.register(event=made, stakeholder=discovery.seats["gov"], at=discovery.at)
    operations.cancel_registration(registration=gone, at=discovery.at)
    operations.register(event=made, stakeholder=discovery.seats["biz"], at=discovery.at)

    sweep_events()
    sweep_events()

    wanted = sorted(discovery.people[code].email for code in ("biz", "civ"))
    assert reminders() == wanted


def test_an_event_that_moved_is_reminded_of_anew(discovery):
    made = tomorrow(discovery)
    operations.register(event=made, stakeholder=discovery.seats["biz"], at=discovery.at)
    sweep_events()
    operations.change_event(
        event=made,
        starts_at=made.starts_at + timedelta(minutes=30),
        actor=None,
        at=discovery.at,
    )
    sweep_events()
    assert len(reminders()) == 2


def test_who_is_not_reminded(discovery):
    draft, cancelled = tomorrow(discovery, published=False), tomorrow(discovery)
    later, past = (
        event(discovery.round, discovery.at),
        event(discovery.round, discovery.at, days=-1),
    )
    for one in (cancelled, later):
        operations.register(event=one, stakeholder=discovery.seats["biz"], at=discovery.at)
    operations.cancel_event(event=cancelled, reason=texts("x"), actor=None, at=discovery.at)

    sweep_events()

    assert reminders() == []
    assert not Event.objects.exclude(reminded_at=None).exists()
    for one in (draft, cancelled, past):
        assert operations.remind(event=one, at=discovery.at) == 0
