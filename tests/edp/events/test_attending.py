"""Who came: by ticks, by a list, at the door."""

import io
from datetime import timedelta

import pytest

from commons.people.models import Organisation
from commons.territories.errors import TableError
from edp.events import operations, queries
from edp.events.errors import EventError
from edp.events.models import Event
from edp.models import Stakeholder
from edp.stakeholders.enums import Origin, StakeholderStatus
from tests.factories.edp import stakeholder
from tests.factories.edp_events import event


@pytest.fixture
def held(discovery):
    """An event of today at which government and business have places and science waits."""
    made = event(discovery.round, discovery.at, capacity=2)
    for code in ("gov", "biz", "sci"):
        operations.register(event=made, stakeholder=discovery.seats[code], at=discovery.at)
    Event.objects.update(starts_at=discovery.at - timedelta(hours=2), ends_at=discovery.at)
    made.refresh_from_db()
    return made


def rows(event):
    return {
        row.stakeholder.sector: row for row in event.registrations.select_related("stakeholder")
    }


def imported(held, discovery, text):
    return operations.import_attendance(
        event=held,
        file=io.BytesIO(text.encode()),
        actor=discovery.people["moderator"],
        at=discovery.at,
    )


def test_ticks_are_kept_and_who_waited_and_came_has_a_place(discovery, held):
    found = rows(held)
    came = {found["gov"].pk: True, found["biz"].pk: False, found["sci"].pk: True, 10**9: True}

    changed = operations.mark_attendance(event=held, came=came, actor=None, at=discovery.at)
    again = operations.mark_attendance(event=held, came=came, actor=None, at=discovery.at)

    assert (changed, again) == (3, 0)
    found = rows(held)
    assert {code: row.attended for code, row in found.items()} == {
        "gov": True,
        "biz": False,
        "sci": True,
    }
    assert found["sci"].status == "registered"
    assert queries.came_by_sector(held) == {"gov": 1, "biz": 0, "sci": 1, "civ": 0, "resident": 0}


def test_a_registration_of_another_event_is_not_touched(discovery, held):
    other = event(discovery.round, discovery.at, days=3)
    row = operations.register(event=other, stakeholder=discovery.seats["gov"], at=discovery.at)
    assert not operations.mark_attendance(
        event=held, came={row.pk: True}, actor=None, at=discovery.at
    )
    row.refresh_from_db()
    assert row.attended is None


def test_attendance_waits_for_the_day(discovery):
    made = event(discovery.round, discovery.at, days=2)
    with pytest.raises(EventError) as raised:
        operations.mark_attendance(event=made, came={}, actor=None, at=discovery.at)
    assert raised.value.code == "not_yet"


def test_somebody_at_the_door_becomes_a_stakeholder_from_a_list(discovery, held):
    row = operations.add_walk_in(
        event=held,
        name=" Болат Ахметов ",
        sector="sci",
        organisation="Institute of Soils",
        email="Bolat@Example.kz",
        actor=None,
        at=discovery.at,
    )

    seat = row.stakeholder
    assert (seat.name, seat.email, seat.sector) == ("Болат Ахметов", "bolat@example.kz", "sci")
    assert (seat.origin, seat.status, seat.holds_seat) == (
        Origin.LIST,
        StakeholderStatus.ACCEPTED,
        False,
    )
    assert (seat.organisation.name, seat.organisation.akimat) == (
        "Institute of Soils",
        discovery.akimat,
    )
    assert row.attended is True


def test_somebody_known_is_not_entered_twice(discovery, held):
    known = discovery.seats["biz"]
    count = Stakeholder.objects.count()
    for _ in range(2):
        row = operations.add_walk_in(
            event=held,
            name="Anything",
            sector="biz",
            email=known.email.upper(),
            actor=None,
            at=discovery.at,
        )
    assert row.stakeholder == known
    assert (Stakeholder.objects.count(), held.registrations.count()) == (count, 3)


@pytest.mark.parametrize(
    ("name", "sector", "code"),
    [("", "biz", "name_needed"), ("A", "xyz", "sector_needed"), ("Same", "biz", "namesakes")],
)
def test_a_walk_in_needs_a_name_and_a_sector(discovery, held, name, sector, code):
    for _ in range(2):
        stakeholder(discovery.round, name="Same")
    with pytest.raises(EventError) as raised:
        operations.add_walk_in(event=held, name=name, sector=sector, actor=None, at=discovery.at)
    assert raised.value.code == code


def test_a_list_marks_known_people_and_adds_new_ones(discovery, held):
    stakeholder(discovery.round, "civ", name="Дана Ким")
    text = (
        "name;email;organisation;sector\n"
        f";{discovery.people['biz'].email};;\n"
        "дана  ким;;;\n"
        "New Person;new@example.kz;Ertis Agro;business\n"
        "Other Person;;ertis agro;biz\n"
    )

    report = imported(held, discovery, text)

    assert (report.marked, report.new, report.known, report.bad_lines) == (4, 2, 0, [])
    assert queries.came_by_sector(held)["biz"] == 3
    assert Organisation.objects.filter(name__iexact="ertis agro").count() == 1
    again = imported(held, discovery, text)
    assert (again.marked, again.new, again.known, again.bad_lines) == (0, 0, 4, [])


@pytest.mark.usefixtures("in_english")
def test_every_bad_line_is_named_and_the_good_ones_count(discovery, held):
    for _ in range(2):
        stakeholder(discovery.round, name="Twin")
    gov = discovery.people["gov"].email
    text = (
        "name,email,organisation,sector\n"
        f",{gov},,\n"
        ",,firm,biz\n"
        ",nobody@example.kz,,\n"
        "Stranger,,,\n"
        "Twin,,,\n"
        "New,not-an-address,,biz\n"
        "New,,,industry\n"
        f"{'x' * 121},,,biz\n"
        f"Again,{gov.upper()},,\n"
        "too,few\n"
    )

    report = imported(held, discovery, text)

    assert (report.marked, report.new) == (1, 0)
    assert [(fault.line, fault.field) for fault in report.bad_lines] == [
        (3, "name"),
        (4, "email"),
        (5, "name"),
        (6, "name"),
        (7, "email"),
        (8, "sector"),
        (9, "name"),
        (10, "name"),
        (11, "—"),
    ]
    assert "already on line 2" in report.bad_lines[7].expected


def test_a_file_without_the_columns_is_refused(discovery, held):
    with pytest.raises(TableError) as raised:
        imported(held, discovery, "surname;iin\nA;1\n")
    assert raised.value.code == "header"


def test_a_resident_who_registered_is_found_in_the_list(discovery):
    resident = discovery.people["resident"]
    made = event(discovery.round, discovery.at, is_open=True)
    operations.register(event=made, person=resident, at=discovery.at)
    Event.objects.update(starts_at=discovery.at - timedelta(hours=1), ends_at=discovery.at)

    report = imported(made, discovery, f"email\n{resident.email}\n")

    assert (report.marked, report.new) == (1, 0)
    assert queries.came_by_sector(made)["resident"] == 1


def test_a_thousand_people_are_read_with_few_queries(
    discovery, held, django_assert_max_num_queries
):
    lines = [f"Person {n};p{n}@example.kz;Firm {n % 5};biz" for n in range(1000)]
    text = "name;email;organisation;sector\n" + "\n".join(lines)
    with django_assert_max_num_queries(60):
        report = imported(held, discovery, text)
    assert (report.marked, report.new) == (1000, 1000)


def invited(discovery, name, **more):
    values = {"status": StakeholderStatus.INVITED, "joined_at": None, "holds_seat": False, **more}
    return stakeholder(discovery.round, "biz", name=name, **values)


@pytest.mark.parametrize("state", ["invited", "declined"])
def test_who_was_invited_and_comes_takes_part(discovery, held, state):
    guest = invited(discovery, "Guest", status=state)

    imported(held, discovery, f"email\n{guest.email}\n")

    guest.refresh_from_db()
    assert (guest.status, guest.holds_seat, guest.joined_at) == ("accepted", True, discovery.at)


def test_coming_takes_no_seat_that_a_colleague_holds(discovery, held):
    holder = discovery.seats["biz"]
    guest = invited(discovery, "Guest", organisation=holder.organisation)
    other = invited(discovery, "Other")
    twin = invited(discovery, "Twin", organisation=other.organisation)

    operations.add_walk_in(
        event=held, name="Guest", sector="biz", email=guest.email, actor=None, at=discovery.at
    )
    imported(held, discovery, f"email\n{other.email}\n{twin.email}\n")

    seats = dict(Stakeholder.objects.filter(status="accepted").values_list("pk", "holds_seat"))
    assert [seats[one.pk] for one in (holder, guest, other, twin)] == [True, False, True, False]


def test_seat_that_passes_on_waits_for_its_answer(discovery, held):
    heir = invited(
        discovery,
        "Heir",
        organisation=discovery.seats["biz"].organisation,
        replaces=discovery.seats["biz"],
    )
    imported(held, discovery, f"email\n{heir.email}\n")
    heir.refresh_from_db()
    assert heir.status == "invited"
    assert held.registrations.get(stakeholder=heir).attended is True
