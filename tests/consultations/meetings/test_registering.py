"""Places in the room: taken, waited for, given back; remote part; people without an account."""

from datetime import timedelta

import pytest

from commons.notifications.models import Message
from consultations.meetings import operations, queries
from consultations.meetings.enums import Mode
from consultations.meetings.errors import MeetingError
from consultations.meetings.models import MeetingRegistration
from tests.budgeting.test_races import at_once
from tests.factories.hearings_meetings import draft_meeting, meeting
from tests.factories.people import PersonFactory


def states(meeting):
    rows = meeting.registrations.order_by("pk")
    return [(row.mode, row.status) for row in rows]


def kinds(person):
    return list(Message.objects.filter(person=person).order_by("pk").values_list("kind", flat=True))


def test_who_comes_late_waits_and_moves_up(akimat, moderator, resident, neighbour, now):
    made = meeting(akimat, moderator, now, capacity=1)
    first = operations.register(meeting=made, person=resident, at=now)
    second = operations.register(meeting=made, person=neighbour, at=now)
    assert states(made) == [("in_person", "registered"), ("in_person", "waiting")]
    assert queries.waiting_place(second) == 1

    operations.cancel_registration(registration=first, at=now)

    assert states(made) == [("in_person", "cancelled"), ("in_person", "registered")]
    assert kinds(neighbour) == ["meeting_waiting", "meeting_moved_up"]


def test_remote_places_are_not_counted(akimat, moderator, resident, neighbour, now):
    made = meeting(akimat, moderator, now, capacity=1, is_remote=True, link="https://m.kz/1")
    operations.register(meeting=made, person=resident, at=now)
    row = operations.register(meeting=made, person=neighbour, mode=Mode.REMOTE, at=now)
    assert row.status == "registered"
    with pytest.raises(MeetingError) as refused:
        operations.register(meeting=made, person=neighbour, mode=Mode.IN_PERSON, at=now)
    assert refused.value.code == "room_full"

    operations.register(meeting=made, person=resident, mode=Mode.REMOTE, at=now)

    operations.register(meeting=made, person=neighbour, mode=Mode.IN_PERSON, at=now)
    assert states(made) == [("remote", "registered"), ("in_person", "registered")]


def test_going_remote_gives_the_place_to_who_waits(akimat, moderator, resident, neighbour, now):
    made = meeting(akimat, moderator, now, capacity=1, is_remote=True, link="https://m.kz/1")
    operations.register(meeting=made, person=resident, at=now)
    operations.register(meeting=made, person=neighbour, at=now)
    operations.register(meeting=made, person=resident, mode=Mode.REMOTE, at=now)
    assert states(made) == [("remote", "registered"), ("in_person", "registered")]


def test_registering_again_changes_what_was_said(akimat, moderator, resident, now):
    made = meeting(akimat, moderator, now)
    operations.register(
        meeting=made, person=resident, wants_to_speak=True, topic="Roads", needs=["ramp"], at=now
    )
    row = operations.register(meeting=made, person=resident, topic="Roads", at=now)
    assert (row.wants_to_speak, row.topic, row.needs) == (False, "", [])
    assert MeetingRegistration.objects.count() == 1
    assert kinds(resident) == ["meeting_registered"]


@pytest.mark.parametrize(
    ("more", "asked", "code"),
    [
        ({}, {"mode": "remote"}, "not_remote"),
        (
            {"is_remote": True, "link": "https://m.kz/1", "place": {"kk": "", "ru": ""}},
            {"mode": "in_person"},
            "only_remote",
        ),
        ({}, {"wants_to_speak": True}, "topic_needed"),
    ],
)
def test_only_what_the_meeting_offers(akimat, moderator, resident, now, more, asked, code):
    made = meeting(akimat, moderator, now, **more)
    with pytest.raises(MeetingError) as refused:
        operations.register(meeting=made, person=resident, at=now, **asked)
    assert refused.value.code == code


def test_registration_ends_when_the_meeting_begins(akimat, moderator, resident, now):
    made = meeting(akimat, moderator, now)
    operations.register(meeting=made, person=resident, at=made.starts_at - timedelta(minutes=1))
    with pytest.raises(MeetingError) as refused:
        operations.register(meeting=made, person=moderator, at=made.starts_at)
    assert refused.value.code == "has_begun"
    draft = draft_meeting(akimat, moderator, now)
    with pytest.raises(MeetingError) as refused:
        operations.register(meeting=draft, person=resident, at=now)
    assert refused.value.code == "not_announced"


def test_people_without_an_account_are_entered_once(akimat, moderator, specialist, resident, now):
    made = meeting(akimat, moderator, now, capacity=2)
    operations.register(meeting=made, person=resident, at=now)
    given = {"meeting": made, "actor": specialist, "at": now}
    row = operations.enter(name=" Зейнеп  апа ", email="z@example.kz", **given)
    assert (row.public_name, row.person, row.status) == ("Зейнеп апа", None, "registered")
    for email, code in (("Z@example.kz", "entered_already"), (resident.email, "has_account")):
        with pytest.raises(MeetingError) as refused:
            operations.enter(name="Somebody", email=email, **given)
        assert refused.value.code == code
    assert operations.enter(name="At the door", **given).status == "waiting"

    operations.cancel_registration(registration=row, actor=specialist, at=now)

    again = operations.enter(name="Зейнеп", email="z@example.kz", **given)
    assert (again.pk, again.status) == (row.pk, "waiting")


def test_more_places_let_people_move_up_and_fewer_are_refused(
    akimat, moderator, resident, neighbour, now
):
    made = meeting(akimat, moderator, now, capacity=1)
    for person in (resident, neighbour):
        operations.register(meeting=made, person=person, at=now)
    operations.change_meeting(meeting=made, actor=moderator, at=now, capacity=2)
    assert [status for _mode, status in states(made)] == ["registered", "registered"]
    with pytest.raises(MeetingError) as refused:
        operations.change_meeting(meeting=made, actor=moderator, at=now, capacity=1)
    assert refused.value.code == "places_taken"


@pytest.mark.django_db(transaction=True)
def test_the_last_places_are_given_once(akimat, moderator, now):
    made = meeting(akimat, moderator, now, capacity=3)
    people = [PersonFactory() for _ in range(7)]
    raised = at_once(
        *[
            lambda person=person: operations.register(meeting=made, person=person, at=now)
            for person in people
        ]
    )
    assert raised == [None] * 7
    found = sorted(status for _mode, status in states(made))
    assert found == ["registered"] * 3 + ["waiting"] * 4
