"""Times are taken once, lines are never changed, a fund never spends what it does not hold."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest
from django.db import connection

from commons.people.models import Person
from commons.territories.models import Akimat, Territory
from consultations.openness import operations, queries
from consultations.openness.errors import OpennessError
from consultations.openness.figures import figures, fingerprint
from consultations.openness.models import OfficeHours, Visit
from consultations.openness.slots import slots
from tests.factories.hearings_openness import (
    expense,
    fund,
    gift,
    office_hours,
    plain_council,
    spend,
)
from tests.factories.people import PersonFactory


def book(hours: OfficeHours, number: int, actor: Person, at: datetime) -> Visit:
    return operations.book(
        hours=hours,
        starts_at=slots(hours)[number],
        topic="Water",
        language="kk",
        by_video=False,
        actor=actor,
        at=at,
    )


def test_hours_are_divided_into_whole_visits(
    akimat: Akimat, moderator: Person, now: datetime
) -> None:
    hours = office_hours(plain_council(akimat, now), moderator, now)
    assert [one - hours.starts_at for one in slots(hours)] == [
        timedelta(minutes=minutes) for minutes in (0, 20, 40)
    ]


@pytest.mark.parametrize(
    ("number", "who", "code"), [(0, "other", "slot_taken"), (1, "same", "booked_already")]
)
def test_a_time_and_a_visitor_are_booked_once(
    akimat: Akimat, moderator: Person, resident: Person, now: datetime, number: int, who: str,
    code: str,
) -> None:  # fmt: skip
    hours = office_hours(plain_council(akimat, now), moderator, now)
    book(hours, 0, resident, now)
    person = resident if who == "same" else PersonFactory()
    with pytest.raises(OpennessError) as caught:
        book(hours, number, person, now)
    assert caught.value.code == code


def test_a_time_given_back_is_free_again(
    akimat: Akimat, moderator: Person, resident: Person, now: datetime
) -> None:
    hours = office_hours(plain_council(akimat, now), moderator, now)
    operations.give_back(visit=book(hours, 0, resident, now), actor=resident, at=now)
    assert book(hours, 0, PersonFactory(), now).starts_at == slots(hours)[0]


def test_who_booked_is_told_that_hours_are_cancelled(
    akimat: Akimat, moderator: Person, resident: Person, now: datetime
) -> None:
    hours = office_hours(plain_council(akimat, now), moderator, now)
    book(hours, 0, resident, now)
    operations.cancel_hours(hours=hours, reason="Illness", actor=moderator, at=now)
    assert [message.kind for message in resident.messages.all()] == ["office_hours_cancelled"]
    with pytest.raises(OpennessError, match="is_cancelled"):
        book(hours, 1, PersonFactory(), now)


@pytest.mark.django_db(transaction=True)
def test_of_many_bookings_of_one_time_one_wins(
    akimat: Akimat, moderator: Person, now: datetime
) -> None:
    hours = office_hours(plain_council(akimat, now), moderator, now)
    people = [PersonFactory() for _number in range(6)]

    def attempt(person: Person) -> str:
        try:
            book(hours, 0, person, now)
        except OpennessError as error:
            return error.code
        finally:
            connection.close()
        return "booked"

    with ThreadPoolExecutor(6) as pool:
        results = sorted(pool.map(attempt, people))
    assert results == ["booked"] + ["slot_taken"] * 5


def test_a_line_is_taken_back_by_a_second_line_once(
    akimat: Akimat, moderator: Person, now: datetime
) -> None:
    council = plain_council(akimat, now)
    line = expense(council, moderator, now)
    back = operations.reverse(line=line, reason="Typed twice", actor=moderator, at=now)
    assert (back.signed_tenge, back.what_en, back.reverses_id) == (-12_000, "Bus to Aksu", line.pk)
    assert queries.total_tenge(queries.expenses(council)) == 0
    for wrong, code in ((line, "reversed"), (back, "is_reversal")):
        with pytest.raises(OpennessError, match=code):
            operations.reverse(line=wrong, reason="Again", actor=moderator, at=now)


def test_a_fund_spends_no_more_than_the_money_it_holds(
    akimat: Akimat, district: Territory, moderator: Person, now: datetime
) -> None:
    held = fund(plain_council(akimat, now), district, moderator, now)
    money = gift(held, 100, moderator, now)
    gift(held, 900, moderator, now, kind="in_kind")
    spend(held, 60, moderator, now)
    for attempt in (
        lambda: spend(held, 41, moderator, now),
        lambda: operations.reverse(line=money, reason="Bounced", actor=moderator, at=now),
    ):
        with pytest.raises(OpennessError, match="not_enough"):
            attempt()
    assert queries.balance_tenge(held) == 40


def test_a_report_keeps_its_figures(akimat: Akimat, moderator: Person, now: datetime) -> None:
    council = plain_council(akimat, now)
    operations.set_budget(
        council=council, year=now.year, amount_tenge=50_000, actor=moderator, at=now
    )
    expense(council, moderator, now)
    with pytest.raises(OpennessError, match="year_runs"):
        operations.publish_report(council=council, year=now.year, words={}, actor=moderator, at=now)
    later = now.replace(year=now.year + 1)
    report = operations.publish_report(
        council=council, year=now.year, words={}, actor=moderator, at=later
    )
    expense(council, moderator, now, amount_tenge=1)
    report.refresh_from_db()
    assert report.figures["expenses_tenge"] == 12_000
    assert fingerprint(report.figures) == report.fingerprint
    assert figures(council, now.year)["expenses_tenge"] == 12_001
    with pytest.raises(OpennessError, match="published"):
        operations.publish_report(council=council, year=now.year, words={}, actor=moderator,
                                  at=later)  # fmt: skip
