"""Several connections at once: the last place, one note, one report, one file."""

import uuid

import pytest

from edp.events import operations
from edp.events.enums import EventKind
from edp.events.errors import EventError, NoteChangedError, ReportChangedError
from edp.events.models import Event, Note, NoteVersion, Registration, ReportVersion
from tests.budgeting.test_races import at_once
from tests.factories.edp import stakeholder, texts
from tests.factories.edp_events import event, note

pytestmark = pytest.mark.django_db(transaction=True)


def test_the_last_places_are_given_once(discovery):
    made = event(discovery.round, discovery.at, capacity=3)
    seats = [stakeholder(discovery.round) for _ in range(8)]

    raised = at_once(
        *[
            lambda seat=seat: operations.register(event=made, stakeholder=seat, at=discovery.at)
            for seat in seats
        ]
    )

    assert raised == [None] * 8
    rows = Registration.objects.values_list("status", flat=True)
    assert sorted(rows) == ["registered"] * 3 + ["waiting"] * 5


def test_one_person_pressing_twice_registers_once(discovery):
    made = event(discovery.round, discovery.at)
    seat = discovery.seats["biz"]
    raised = at_once(
        *[lambda: operations.register(event=made, stakeholder=seat, at=discovery.at)] * 4
    )
    assert raised == [None] * 4
    assert Registration.objects.count() == 1


def test_two_groups_side_by_side_take_one_person_once(discovery):
    plenary = event(discovery.round, discovery.at, kind=EventKind.PLENARY)
    groups = [event(discovery.round, discovery.at, inside=plenary) for _ in range(2)]
    seat = discovery.seats["biz"]

    raised = at_once(
        *[
            lambda group=group: operations.register(event=group, stakeholder=seat, at=discovery.at)
            for group in groups
        ]
    )

    assert sorted(getattr(error, "code", "") for error in raised) == ["", "other_group"]
    assert Registration.objects.count() == 1


def test_two_who_cancel_free_two_places(discovery):
    made = event(discovery.round, discovery.at, capacity=2)
    rows = [
        operations.register(event=made, stakeholder=stakeholder(discovery.round), at=discovery.at)
        for _ in range(4)
    ]

    raised = at_once(
        *[
            lambda row=row: operations.cancel_registration(registration=row, at=discovery.at)
            for row in rows[:2]
        ]
    )

    assert raised == [None, None]
    statuses = Registration.objects.order_by("pk").values_list("status", flat=True)
    assert list(statuses) == ["cancelled", "cancelled", "registered", "registered"]


def test_fewer_places_and_a_registration_do_not_pass_each_other(discovery):
    made = event(discovery.round, discovery.at, capacity=2)
    operations.register(event=made, stakeholder=discovery.seats["gov"], at=discovery.at)

    raised = at_once(
        lambda: operations.change_event(event=made, capacity=1, actor=None, at=discovery.at),
        lambda: operations.register(
            event=made, stakeholder=discovery.seats["biz"], at=discovery.at
        ),
    )

    held = Event.objects.get()
    taken = Registration.objects.filter(status="registered").count()
    assert raised[1] is None
    assert raised[0] is None or isinstance(raised[0], EventError)
    assert taken <= held.capacity


def test_a_note_sent_twice_at_once_is_one_note(discovery):
    made = event(discovery.round, discovery.at)
    key, author = uuid.uuid4(), discovery.people["biz"]

    raised = at_once(
        *[
            lambda: operations.write_note(
                event=made,
                author=author,
                text="Gluten",
                kind="idea",
                language="kk",
                key=key,
                at=discovery.at,
            )
        ]
        * 4
    )

    assert raised == [None] * 4
    assert Note.objects.count() == 1
    assert NoteVersion.objects.count() == 1


def test_writers_at_once_lose_no_word(discovery):
    made = event(discovery.round, discovery.at)
    held = note(made, discovery.people["biz"], discovery.at)
    words = [f"Wording {n}" for n in range(4)]

    raised = at_once(
        *[
            lambda text=text: operations.change_note(
                note=held, author=discovery.people["gov"], text=text, version=1, at=discovery.at
            )
            for text in words
        ]
    )

    held.refresh_from_db()
    assert sum(isinstance(error, NoteChangedError) for error in raised) == 3
    assert set(held.versions.values_list("text", flat=True)) == {"Gluten for bakeries", *words}
    assert held.versions.get(number=held.version).text == held.text
    assert held.versions.filter(is_taken=False).count() == 3


def test_rapporteurs_at_once_lose_no_word(discovery):
    made = event(discovery.round, discovery.at, days=-1)
    author = discovery.people["moderator"]

    raised = at_once(
        *[
            lambda n=n: operations.save_report(
                event=made,
                summary=texts(f"Summary {n}"),
                report=f"Report {n}",
                language="kk",
                version=0,
                actor=author,
                at=discovery.at,
            )
            for n in range(3)
        ]
    )

    assert sum(isinstance(error, ReportChangedError) for error in raised) == 2
    assert set(ReportVersion.objects.values_list("report", flat=True)) == {
        "Report 0",
        "Report 1",
        "Report 2",
    }
    assert ReportVersion.objects.filter(is_taken=True).count() == 1
