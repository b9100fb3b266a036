"""Places: taken, waited for, given back."""

from datetime import timedelta

import pytest

from commons.notifications.models import Message
from edp.events import operations, queries
from edp.events.enums import EventKind
from edp.events.errors import EventError
from edp.events.models import Registration
from edp.stakeholders.enums import StakeholderStatus
from tests.factories.edp import discovery_round, stakeholder, texts
from tests.factories.edp_events import event


def kinds(person):
    return list(Message.objects.filter(person=person).order_by("pk").values_list("kind", flat=True))


def statuses(event):
    return list(event.registrations.order_by("pk").values_list("status", flat=True))


def test_a_stakeholder_registers_once_however_often_it_is_sent(discovery):
    made = event(discovery.round, discovery.at)
    seat = discovery.seats["biz"]

    first = operations.register(event=made, stakeholder=seat, at=discovery.at)
    second = operations.register(event=made, person=seat.person, at=discovery.at)

    assert first == second
    assert (first.stakeholder, first.person) == (seat, None)
    assert kinds(seat.person) == ["event_registered"]


def test_who_comes_late_waits_and_moves_up_when_somebody_cancels(discovery):
    made = event(discovery.round, discovery.at, capacity=1)
    rows = [
        operations.register(
            event=made,
            stakeholder=discovery.seats[code],
            at=discovery.at + timedelta(minutes=minute),
        )
        for minute, code in enumerate(("gov", "biz", "sci"))
    ]
    assert statuses(made) == ["registered", "waiting", "waiting"]
    assert [queries.waiting_place(row) for row in rows[1:]] == [1, 2]

    operations.cancel_registration(registration=rows[0], at=discovery.at)

    assert statuses(made) == ["cancelled", "registered", "waiting"]
    assert kinds(discovery.people["biz"]) == ["event_waiting", "event_moved_up"]
    assert kinds(discovery.people["sci"]) == ["event_waiting"]


def test_who_comes_back_goes_to_the_end_of_the_line(discovery):
    made = event(discovery.round, discovery.at, capacity=1)
    first = operations.register(event=made, stakeholder=discovery.seats["gov"], at=discovery.at)
    operations.register(event=made, stakeholder=discovery.seats["biz"], at=discovery.at)
    operations.cancel_registration(registration=first, at=discovery.at)

    again = operations.register(
        event=made, stakeholder=discovery.seats["gov"], at=discovery.at + timedelta(hours=1)
    )

    assert again.pk == first.pk
    assert statuses(made) == ["waiting", "registered"]


def test_leaving_the_waiting_list_moves_nobody_up(discovery):
    made = event(discovery.round, discovery.at, capacity=1)
    rows = [
        operations.register(event=made, stakeholder=discovery.seats[code], at=discovery.at)
        for code in ("gov", "biz", "sci")
    ]
    operations.cancel_registration(registration=rows[1], at=discovery.at)
    operations.cancel_registration(registration=rows[1], at=discovery.at)
    assert statuses(made) == ["registered", "cancelled", "waiting"]


def test_an_open_event_takes_anyone_with_an_account(discovery):
    resident = discovery.people["resident"]
    made = event(discovery.round, discovery.at, is_open=True)
    row = operations.register(event=made, person=resident, at=discovery.at)
    assert (row.person, row.stakeholder, row.status) == (resident, None, "registered")


def test_a_resident_who_joins_the_round_keeps_the_place(discovery):
    resident = discovery.people["resident"]
    made = event(discovery.round, discovery.at, is_open=True)
    operations.register(event=made, person=resident, at=discovery.at)
    seat = stakeholder(discovery.round, person=resident)

    operations.register(event=made, stakeholder=seat, at=discovery.at)

    assert Registration.objects.count() == 1


@pytest.mark.parametrize(
    ("case", "code"),
    [
        ("draft", "not_published"),
        ("cancelled", "was_cancelled"),
        ("begun", "has_begun"),
        ("resident", "seats_only"),
        ("left", "seats_only"),
        ("other round", "seats_only"),
    ],
)
def test_who_cannot_register_and_when(discovery, case, code):
    made = event(discovery.round, discovery.at, published=case != "draft")
    seat, person, at = discovery.seats["biz"], None, discovery.at
    if case == "cancelled":
        operations.cancel_event(event=made, reason=texts("x"), actor=None, at=at)
    elif case == "begun":
        at = made.starts_at
    elif case == "resident":
        seat, person = None, discovery.people["resident"]
    elif case == "left":
        seat.status = StakeholderStatus.LEFT
    elif case == "other round":
        seat = stakeholder(discovery_round(discovery.akimat, at, slug="other"))
    with pytest.raises(EventError) as raised:
        operations.register(event=made, stakeholder=seat, person=person, at=at)
    assert raised.value.code == code
    assert not Registration.objects.exists()


def test_a_place_is_kept_once_the_event_has_begun(discovery):
    made = event(discovery.round, discovery.at)
    row = operations.register(event=made, stakeholder=discovery.seats["biz"], at=discovery.at)
    with pytest.raises(EventError) as raised:
        operations.cancel_registration(registration=row, at=made.starts_at)
    assert raised.value.code == "has_begun"


def test_nobody_sits_in_two_groups_of_one_plenary_at_the_same_time(discovery):
    plenary = event(discovery.round, discovery.at, kind=EventKind.PLENARY)
    first, second = [event(discovery.round, discovery.at, inside=plenary) for _ in range(2)]
    later = event(discovery.round, discovery.at, days=8, inside=plenary)
    seat = discovery.seats["biz"]
    row = operations.register(event=first, stakeholder=seat, at=discovery.at)

    with pytest.raises(EventError) as raised:
        operations.register(event=second, stakeholder=seat, at=discovery.at)
    assert raised.value.code == "other_group"

    operations.register(event=later, stakeholder=seat, at=discovery.at)
    operations.cancel_registration(registration=row, at=discovery.at)
    assert (
        operations.register(event=second, stakeholder=seat, at=discovery.at).status == "registered"
    )
