"""Requests for environmental hearings are answered within five working days, or shown as late."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine

from commons.notifications.models import Message
from consultations.meetings import operations, tasks
from consultations.meetings.errors import MeetingError
from consultations.meetings.models import EnvironmentRequest
from tests.factories.hearings_meetings import draft_meeting, meeting, proposal


def asked(akimat, author, at, **more):
    values = {"title": "Ash dump", "text": "Dust in the village.", "language": "en"}
    return operations.request_hearing(akimat=akimat, author=author, at=at, **{**values, **more})


@pytest.mark.parametrize(
    ("day", "due"),
    [
        ((2026, 3, 4), (2026, 3, 12)),  # 9 March is free for the 8th, a Sunday
        ((2026, 3, 20), (2026, 4, 1)),  # Nauryz
        ((2026, 4, 30), (2026, 5, 12)),  # 1, 7 and 9 May
        ((2024, 12, 31), (2025, 1, 10)),  # 3 January is free, Sunday the 5th is worked instead
        ((2026, 1, 6), (2026, 1, 14)),  # 7 January
    ],
)
def test_the_answer_is_due_within_five_working_days(akimat, resident, day, due):
    made = asked(akimat, resident, datetime(*day, 6, tzinfo=UTC), organisation="Village society")
    assert made.due_on == date(*due)


def test_residents_and_organisations_may_ask(akimat, resident, neighbour, now):
    assert asked(akimat, resident, now).status == "waiting"
    with pytest.raises(MeetingError) as refused:
        asked(akimat, neighbour, now)
    assert refused.value.code == "request_who"
    assert asked(akimat, neighbour, now, organisation="Clean Air").organisation == "Clean Air"


def test_three_requests_wait_at_most(akimat, resident, now):
    for _ in range(3):
        asked(akimat, resident, now)
    with pytest.raises(MeetingError) as refused:
        asked(akimat, resident, now)
    assert refused.value.code == "request_most"


def test_an_answer_has_a_reason_and_is_given_once(akimat, resident, specialist, now):
    made = asked(akimat, resident, now)
    given = {"request": made, "actor": specialist, "language": "en", "at": now}
    with pytest.raises(MeetingError) as refused:
        operations.answer_request(agrees=False, answer=" ", **given)
    assert refused.value.code == "answer_needed"
    operations.answer_request(agrees=False, answer="No project is planned.", **given)
    with pytest.raises(MeetingError) as refused:
        operations.answer_request(agrees=True, answer="Yes", **given)
    assert refused.value.code == "request_answered"
    assert Message.objects.filter(person=resident, kind="environment_answered").count() == 1


def test_the_hearing_that_follows_is_told_to_who_asked(
    akimat, resident, moderator, specialist, now
):
    made = asked(akimat, resident, now)
    with pytest.raises(MeetingError) as refused:
        draft_meeting(akimat, moderator, now, kind="environment", request=made)
    assert refused.value.code == "request_not_agreed"
    made = operations.answer_request(
        request=made, agrees=True, answer="In April", language="en", actor=specialist, at=now
    )
    held = meeting(akimat, moderator, now, kind="environment", request=made)
    assert EnvironmentRequest.objects.get().meeting == held
    assert Message.objects.filter(person=resident, kind="environment_meeting").count() == 1


# --- what the clock brings ---


def test_the_sweep_reminds_once_the_day_before(akimat, moderator, resident, now):
    made = meeting(akimat, moderator, now)
    operations.register(meeting=made, person=resident, at=now)
    for hours, count in ((25, 0), (24, 1), (2, 1)):
        with time_machine.travel(made.starts_at - timedelta(hours=hours), tick=False):
            tasks.remind_of_meetings()
        assert Message.objects.filter(kind="meeting_reminder").count() == count


def test_delays_are_told_once_to_who_should_decide(akimat, moderator, resident, now):
    asked(akimat, resident, now)
    proposal(meeting(akimat, moderator, now), resident, now)
    for day, found in (
        (date(2026, 3, 10), []),
        (date(2026, 3, 11), ["agenda_late"]),
        (date(2026, 3, 13), ["agenda_late", "environment_late"]),
        (date(2026, 3, 14), ["agenda_late", "environment_late"]),
    ):
        with time_machine.travel(f"{day}T09:00:00+05:00", tick=False):
            tasks.settle_the_day()
        rows = Message.objects.filter(kind__endswith="_late", person=moderator)
        assert sorted(rows.values_list("kind", flat=True)) == found


def test_needs_and_addresses_are_forgotten_a_month_later(akimat, moderator, resident, now):
    made = meeting(akimat, moderator, now)
    operations.register(meeting=made, person=resident, needs=["ramp"], at=now)
    operations.enter(meeting=made, name="Guest", email="g@example.kz", actor=moderator, at=now)
    for days, emptied in ((29, 0), (31, 2), (32, 0)):
        at = made.ends_at + timedelta(days=days)
        assert operations.forget(at=at) == emptied
    rows = made.registrations.order_by("pk").values_list("needs", "email", "name")
    assert list(rows) == [([], "", ""), ([], "", "Guest")]
