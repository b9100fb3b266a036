"""Terms of three years, and formations that begin two months before their end."""

from datetime import UTC, date, datetime

import pytest

from commons.notifications.models import Message
from consultations.councils import operations, queries
from consultations.councils.terms import months_on
from consultations.periods import Periods
from tests.factories import hearings_councils as make

pytestmark = pytest.mark.django_db


def at(day: str) -> datetime:
    return datetime.fromisoformat(f"{day}T04:00:00").replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("begins", "ends", "due"),
    [
        (date(2026, 5, 22), date(2029, 5, 22), date(2029, 3, 22)),  # Nauryz: the date stands
        (date(2024, 2, 29), date(2027, 2, 28), date(2026, 12, 28)),
        (date(2026, 4, 30), date(2029, 4, 30), date(2029, 2, 28)),
        (date(2026, 1, 9), date(2029, 1, 9), date(2028, 11, 9)),
    ],
)
def test_a_term_of_three_years_and_two_months_for_the_next_working_group(
    akimat, now, begins, ends, due
):
    council = make.council(akimat, now, begins_on=begins)
    assert (council.term_ends_on, council.formation_due_on) == (ends, due)
    assert {one.ends_on for one in make.mandates(council)} == {ends}


def test_a_setting_changes_later_terms_only(akimat, now):
    council = make.council(akimat, now, begins_on=date(2026, 3, 1))
    Periods.objects.create(akimat=akimat, term_years=2, formation_months=3)
    akimat.__dict__.pop("_hearing_periods", None)
    later = make.council(akimat, now, begins_on=date(2026, 3, 1), name="Later")
    council.refresh_from_db()
    assert council.term_ends_on == date(2029, 3, 1)
    assert (later.term_ends_on, later.formation_due_on) == (date(2028, 3, 1), date(2027, 12, 1))


def test_months_are_counted_back_over_the_year():
    assert months_on(date(2027, 1, 31), -2) == date(2026, 11, 30)


def test_moderators_hear_once_before_and_once_when_it_is_late(akimat, moderator, now):
    council = make.council(akimat, now, begins_on=date(2026, 3, 4), actor=moderator)
    assert council.formation_due_on == date(2029, 1, 4)
    Message.objects.all().delete()
    for day in ("2028-12-04", "2028-12-05", "2028-12-06"):
        operations.look_after_terms(at=at(day))
    assert [one.kind for one in Message.objects.all()] == ["council_formation_soon"]
    assert not queries.late_formations(akimat, date(2029, 1, 4)).exists()
    assert list(queries.late_formations(akimat, date(2029, 1, 5))) == [council]
    for day in ("2029-01-04", "2029-01-05", "2029-01-06"):
        operations.look_after_terms(at=at(day))
    kinds = sorted(one.kind for one in Message.objects.all())
    assert kinds == ["council_formation_late", "council_formation_soon"]


def test_an_announced_formation_of_the_next_council_has_begun(akimat, moderator, now):
    council = make.council(akimat, now, begins_on=date(2026, 3, 4), actor=moderator)
    later = make.draft_council(akimat, now, succeeds=council, name="Next")
    formation = make.draft(akimat, at("2028-12-20"), moderator, made=later)
    assert queries.late_formations(akimat, date(2029, 2, 1)).count() == 1
    operations.announce_formation(formation=formation, actor=moderator, at=at("2028-12-21"))
    assert not queries.late_formations(akimat, date(2029, 2, 1)).exists()


def test_a_term_ends_itself_and_stays_on_record(akimat, resident, now):
    council = make.council(
        akimat, now, begins_on=date(2023, 3, 4), people=(resident,), sectors=("civ", "civ", "civ")
    )
    Message.objects.all().delete()
    operations.look_after_terms(at=at("2026-03-04"))
    council.refresh_from_db()
    assert council.ended_on is None
    operations.look_after_terms(at=at("2026-03-05"))
    operations.look_after_terms(at=at("2026-03-06"))
    council.refresh_from_db()
    assert council.ended_on == date(2026, 3, 4)
    assert {one.end_kind for one in make.mandates(council)} == {"term"}
    assert Message.objects.filter(person=resident, kind="council_term_ends").count() == 1
