"""The periods of article 13 over the public holidays, with exact days."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db.models import QuerySet

from commons.notifications.models import Message
from commons.notifications.operations import follow
from commons.people.models import Person
from commons.territories.models import Akimat
from consultations.periods import Periods
from consultations.recommendations import operations
from consultations.recommendations.errors import RecommendationError
from consultations.recommendations.models import HeardRequest, Recommendation
from tests.factories.hearings_recommendations import (
    document,
    held_meeting,
    morning,
    promised,
    replied,
    sent,
)


@pytest.mark.parametrize(
    ("event", "due"),
    [
        (date(2026, 3, 3), date(2026, 3, 13)),  # over Monday 9 March, the moved day off
        (date(2026, 3, 17), date(2026, 3, 31)),  # over Nauryz, 21 to 25 March
        (date(2026, 4, 28), date(2026, 5, 12)),  # over 1, 7 and 9 May, the last moved to the 11th
        (date(2025, 12, 29), date(2026, 1, 12)),  # over New Year and 7 January
    ],
)
def test_document_is_to_be_sent_within_seven_working_days(
    akimat: Akimat, moderator: Person, event: date, due: date
) -> None:
    made = document(held_meeting(akimat, moderator, event), moderator, morning(event))

    assert made.send_due_on == due


@pytest.mark.parametrize(
    ("day", "due"),
    [
        (date(2026, 3, 13), date(2026, 4, 1)),  # over Nauryz
        (date(2026, 4, 24), date(2026, 5, 13)),  # over all three holidays of May
        (date(2024, 12, 30), date(2025, 1, 16)),  # Sunday 5 January was worked for Friday the 3rd
    ],
)
def test_reply_is_due_within_ten_working_days(
    akimat: Akimat, moderator: Person, specialist: Person, day: date, due: date
) -> None:
    asked = sent(held_meeting(akimat, moderator, day), moderator, morning(day), specialist)

    assert [one.due_on for one in asked] == [due, due]


def test_reply_period_follows_the_setting_of_the_day_of_sending(
    akimat: Akimat, moderator: Person, specialist: Person
) -> None:
    Periods.objects.create(akimat=akimat, reply_days=5)
    day = date(2026, 4, 24)
    one = sent(held_meeting(akimat, moderator, day), moderator, morning(day), specialist)[0]
    Periods.objects.update(reply_days=15)

    one.refresh_from_db()
    assert one.due_on == date(2026, 5, 4)


@pytest.mark.parametrize(
    ("day", "late", "took"),
    [(date(2026, 5, 13), False, 10), (date(2026, 5, 14), True, 11), (date(2026, 5, 10), False, 8)],
)
def test_reply_is_late_from_the_day_after(
    akimat: Akimat,
    moderator: Person,
    specialist: Person,
    day: date,
    late: bool,
    took: int,
) -> None:
    begun = date(2026, 4, 24)
    one = sent(held_meeting(akimat, moderator, begun), moderator, morning(begun), specialist)[0]

    found = replied(one, specialist, morning(day))

    assert (found.replied_late, found.replied_in) == (late, took)


@pytest.mark.parametrize(("day", "late"), [(date(2026, 3, 31), False), (date(2026, 4, 1), True)])
def test_document_sent_after_its_period_is_marked(
    akimat: Akimat, moderator: Person, specialist: Person, day: date, late: bool
) -> None:
    meeting = held_meeting(akimat, moderator, date(2026, 3, 17))

    one = sent(meeting, moderator, morning(day), specialist)[0]

    assert one.document.sent_late is late


def test_author_has_three_working_days_of_notice(
    akimat: Akimat, moderator: Person, specialist: Person, asked: list[Recommendation]
) -> None:
    at = morning(date(2026, 5, 6))
    request = _ask(asked[0], moderator, at)

    with pytest.raises(RecommendationError) as refused:
        _arrange(request, specialist, at, date(2026, 5, 12))
    arranged = _arrange(request, specialist, at, date(2026, 5, 13))

    assert refused.value.code == "heard_too_soon"
    assert refused.value.params["days"] == 3
    assert arranged.starts_at == morning(date(2026, 5, 13))


def test_another_day_needs_the_whole_notice_again(
    moderator: Person, specialist: Person, asked: list[Recommendation]
) -> None:
    request = _ask(asked[0], moderator, morning(date(2026, 3, 16)))
    _arrange(request, specialist, morning(date(2026, 3, 16)), date(2026, 3, 19))

    # From Wednesday the 18th: Thursday, Friday, and after Nauryz Thursday the 26th.
    with pytest.raises(RecommendationError, match="heard_too_soon"):
        _arrange(request, specialist, morning(date(2026, 3, 18)), date(2026, 3, 25))
    _arrange(request, specialist, morning(date(2026, 3, 18)), date(2026, 3, 26))


def test_reminders_come_three_and_one_working_days_before_then_to_all(
    akimat: Akimat,
    moderator: Person,
    specialist: Person,
    resident: Person,
) -> None:
    begun = date(2026, 4, 24)
    one = sent(
        held_meeting(akimat, moderator, begun), moderator, morning(begun), specialist, asks=1
    )[0]
    follow(person=resident, topic=f"recommendation/{one.pk}", at=morning(begun))
    told: dict[date, list[tuple[str, str]]] = {}
    day = date(2026, 4, 27)
    while day <= date(2026, 5, 16):
        before = set(Message.objects.values_list("pk", flat=True))
        operations.remind(at=morning(day))
        operations.remind(at=morning(day) + timedelta(hours=1))
        if new := _said(Message.objects.exclude(pk__in=before)):
            told[day] = new
        day += timedelta(days=1)

    # Due on Wednesday 13 May; the days between are off.
    assert told == {
        date(2026, 5, 6): [("recommendation_due", "specialist@example.kz")],
        date(2026, 5, 12): [("recommendation_due", "specialist@example.kz")],
        date(2026, 5, 14): [
            ("recommendation_overdue", "moderator@example.kz"),
            ("recommendation_overdue", "resident@example.kz"),
            ("recommendation_overdue", "specialist@example.kz"),
        ],
    }


def test_reminder_of_a_missed_day_is_caught_up(
    moderator: Person, specialist: Person, asked: list[Recommendation]
) -> None:
    # Due on Thursday 19 March: nobody ran the task on Monday, three working days before.
    operations.remind(at=morning(date(2026, 3, 17)))

    found = Message.objects.filter(kind="recommendation_due").values_list("key", flat=True)
    assert sorted(found) == sorted(f"recommendation/{one.pk}/due/3" for one in asked)


def test_writers_are_reminded_to_send_and_told_when_it_is_late(
    akimat: Akimat, moderator: Person, now: datetime
) -> None:
    document(held_meeting(akimat, moderator, date(2026, 3, 17)), moderator, now)

    operations.remind(at=morning(date(2026, 3, 27)))
    operations.remind(at=morning(date(2026, 3, 30)))
    operations.remind(at=morning(date(2026, 4, 1)))

    kinds = Message.objects.filter(kind__startswith="final_document").order_by("pk")
    assert list(kinds.values_list("kind", flat=True)) == [
        "final_document_due",
        "final_document_due",
        "final_document_overdue",
    ]


def test_promise_is_reminded_of_and_its_breach_told_to_followers(
    moderator: Person, specialist: Person, resident: Person, asked: list[Recommendation], now: Any
) -> None:
    promised(asked[0], specialist, now, until=date(2026, 5, 13))
    follow(person=resident, topic=f"recommendation/{asked[0].pk}", at=now)
    Message.objects.all().delete()

    operations.remind(at=morning(date(2026, 5, 12)))
    operations.remind(at=morning(date(2026, 5, 14)))

    said = Message.objects.filter(kind__startswith="commitment")
    assert _said(said) == [
        ("commitment_due", "moderator@example.kz"),
        ("commitment_due", "specialist@example.kz"),
        ("commitment_overdue", "moderator@example.kz"),
        ("commitment_overdue", "resident@example.kz"),
        ("commitment_overdue", "specialist@example.kz"),
    ]


def test_objection_is_answered_within_the_period_of_a_reply(
    moderator: Person, specialist: Person, resident: Person, asked: list[Recommendation], now: Any
) -> None:
    commitment = promised(asked[0], specialist, now, until=date(2026, 5, 13))
    follow(person=resident, topic=f"recommendation/{asked[0].pk}", at=now)
    at = morning(date(2026, 4, 24))
    operations.finish(commitment=commitment, proof={"kk": "1", "ru": "1"}, actor=specialist, at=at)

    made = operations.dispute(
        commitment=commitment, words="No bus came.", language="en", actor=resident, at=at
    )

    assert made.due_on == date(2026, 5, 13)


def _said(messages: QuerySet[Message]) -> list[tuple[str, str]]:
    return sorted(messages.values_list("kind", "person__email"))


def _ask(one: Recommendation, person: Person, at: datetime) -> HeardRequest:
    return operations.ask_to_be_heard(
        recommendation=one, wish="video", words="", language="ru", actor=person, at=at
    )


def _arrange(request: HeardRequest, actor: Person, at: datetime, day: date) -> HeardRequest:
    return operations.arrange(
        request=request, starts_at=morning(day), way="video", where="Room 5", actor=actor, at=at
    )
