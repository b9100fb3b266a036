"""The reply, its corrections, handing over, and hearing the author."""

import threading
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction

from commons.audit.models import Entry
from commons.notifications.models import Message
from commons.notifications.operations import follow
from commons.people.models import Person
from commons.proposals.errors import ProposalError
from commons.territories.models import Akimat
from consultations.errors import HearingError
from consultations.recommendations import operations
from consultations.recommendations.errors import RecommendationError
from consultations.recommendations.models import HeardRequest, Recommendation, ReplyVersion
from tests.factories.hearings_meetings import PDF
from tests.factories.hearings_recommendations import (
    council_with,
    held_meeting,
    morning,
    replied,
    sent,
    texts,
)


def test_reply_is_given_for_each_recommendation_by_itself(
    asked: list[Recommendation], specialist: Person, resident: Person, now: datetime
) -> None:
    follow(person=resident, topic=f"recommendation/{asked[0].pk}", at=now)
    Message.objects.all().delete()

    replied(asked[0], specialist, now, until=date(2026, 6, 1))

    first, second = Recommendation.objects.order_by("number")
    assert (first.decision, first.replied_at, first.replied_by) == ("accepted", now, specialist)
    assert (first.replied_in, first.replied_late) == (0, False)
    assert (second.decision, second.replied_at) == ("", None)
    assert [one.title_ru for one in first.commitments.all()] == ["Night buses on line 5 (рус)"]
    said = Message.objects.values_list("kind", "person__email").order_by("person__email")
    assert list(said) == [
        ("recommendation_replied", "moderator@example.kz"),
        ("recommendation_replied", "resident@example.kz"),
    ]


@pytest.mark.parametrize("language", ["kk", "ru"])
def test_reply_needs_its_reason_in_both_state_languages(
    asked: list[Recommendation], specialist: Person, now: datetime, language: str
) -> None:
    with pytest.raises(HearingError, match="text_needed"):
        operations.publish_reply(
            recommendation=asked[0],
            decision="rejected",
            reply={**texts("Because"), language: " "},
            actor=specialist,
            at=now,
        )


def test_reply_is_given_once(
    asked: list[Recommendation], specialist: Person, moderator: Person, now: datetime
) -> None:
    replied(asked[0], specialist, now)

    with pytest.raises(RecommendationError, match="answered"):
        replied(asked[0], moderator, now, decision="rejected")


@pytest.mark.parametrize(
    ("decision", "until", "code"),
    [
        ("accepted", date(2026, 3, 4), "promise_past"),
        ("rejected", date(2026, 6, 1), "rejected_promises"),
    ],
)
def test_promise_is_for_a_day_to_come_and_not_with_a_refusal(
    asked: list[Recommendation],
    specialist: Person,
    now: datetime,
    decision: str,
    until: date,
    code: str,
) -> None:
    with pytest.raises(RecommendationError, match=code):
        replied(asked[0], specialist, now, decision=decision, until=until)
    assert Recommendation.objects.get(pk=asked[0].pk).replied_at is None


def test_reply_makes_at_most_five_promises(
    asked: list[Recommendation], specialist: Person, now: datetime
) -> None:
    promise = operations.Promise(texts("Bus"), texts("Office"), date(2026, 6, 1))

    with pytest.raises(RecommendationError, match="too_many_commitments"):
        operations.publish_reply(
            recommendation=asked[0],
            decision="accepted",
            reply=texts("Yes"),
            promises=[promise] * 6,
            actor=specialist,
            at=now,
        )


def test_correction_is_a_public_version_and_stays_late(
    asked: list[Recommendation], specialist: Person, now: datetime
) -> None:
    replied(asked[0], specialist, morning(date(2026, 3, 20)))

    operations.correct_reply(
        recommendation=asked[0],
        decision="partly",
        reply=texts("Only on weekdays."),
        reason=texts("The money was cut."),
        actor=specialist,
        at=morning(date(2026, 4, 1)),
    )

    row = Recommendation.objects.get(pk=asked[0].pk)
    assert (row.decision, row.reply_ru) == ("partly", "Only on weekdays. (рус)")
    assert (row.replied_at, row.replied_late) == (morning(date(2026, 3, 20)), True)
    found = ReplyVersion.objects.values_list("number", "decision", "reason_ru")
    assert list(found.order_by("number")) == [
        (1, "accepted", ""),
        (2, "partly", "The money was cut. (рус)"),
    ]


@pytest.mark.parametrize(
    ("change", "code"),
    [({"reason": {"kk": "", "ru": ""}}, "text_needed"), ({}, "same_reply")],
)
def test_correction_needs_a_reason_and_a_change(
    asked: list[Recommendation], specialist: Person, now: datetime, change: Any, code: str
) -> None:
    replied(asked[0], specialist, now)
    given = {"reply": texts("Because the late shift asked for it."), "reason": texts("So")}

    with pytest.raises(HearingError, match=code):
        operations.correct_reply(
            recommendation=asked[0],
            decision="accepted",
            actor=specialist,
            at=now,
            **{**given, **change},
        )


def test_database_keeps_the_first_reply_and_its_day(
    asked: list[Recommendation], specialist: Person, now: datetime
) -> None:
    replied(asked[0], specialist, morning(date(2026, 3, 20)))
    with pytest.raises(IntegrityError, match="stays as it is"), transaction.atomic():
        Recommendation.objects.filter(pk=asked[0].pk).update(replied_late=False)
    with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
        ReplyVersion.objects.update(reply_kk="Other")


def test_files_wait_with_the_draft_and_five_are_the_most(
    asked: list[Recommendation], specialist: Person, now: datetime
) -> None:
    for number in range(5):
        attach(asked[0], f"act{number}.pdf", PDF, now)
    with pytest.raises(RecommendationError, match="too_many_files"):
        attach(asked[0], "act6.pdf", PDF, now)
    held = asked[0].files.first()
    assert held is not None

    operations.detach(recommendation=asked[0], file_pk=held.pk)
    with pytest.raises(ProposalError, match="document_type"):
        attach(asked[0], "act.pdf", b"<html>", now)

    replied(asked[0], specialist, now)
    assert asked[0].files.count() == 4
    with pytest.raises(RecommendationError, match="answered"):
        attach(asked[0], "late.pdf", PDF, now)


def test_handing_over_is_on_record_and_moves_no_day(
    asked: list[Recommendation], specialist: Person, moderator: Person, now: datetime
) -> None:
    due = asked[0].due_on
    made = operations.hand_over(
        recommendation=asked[0], to=moderator, reason=texts("She knows"), actor=specialist, at=now
    )

    row = Recommendation.objects.get(pk=asked[0].pk)
    assert (row.specialist, row.due_on) == (moderator, due)
    assert (made.given_by, made.given_to, made.reason_ru) == (
        specialist,
        moderator,
        "She knows (рус)",
    )
    assert Entry.objects.get(verb="hearings.handed_over").detail["to"] == moderator.pk


def test_handing_over_goes_to_other_staff_of_the_akimat(
    asked: list[Recommendation],
    specialist: Person,
    foreign_moderator: Person,
    resident: Person,
    now: datetime,
) -> None:
    for person, code in (
        (specialist, "same_person"),
        (resident, "not_staff"),
        (foreign_moderator, "not_staff"),
    ):
        with pytest.raises(RecommendationError, match=code):
            operations.hand_over(
                recommendation=asked[0],
                to=person,
                reason=texts("So"),
                actor=specialist,
                at=now,
            )


def test_author_of_a_councils_document_is_its_lead(
    akimat: Akimat,
    moderator: Person,
    specialist: Person,
    resident: Person,
    second_resident: Person,
    now: datetime,
) -> None:
    council = council_with(akimat, now, chair=resident, member=second_resident)
    meeting = held_meeting(akimat, moderator, date(2026, 3, 3), council)
    one = sent(meeting, moderator, now, specialist)[0]

    for person in (second_resident, moderator, specialist):
        with pytest.raises(RecommendationError, match="not_author"):
            ask(one, person, now)
    assert ask(one, resident, now).status == "asked"
    with pytest.raises(RecommendationError, match="asked_already"):
        ask(one, resident, now)


def test_outcome_is_recorded_after_the_author_was_heard(
    asked: list[Recommendation], moderator: Person, specialist: Person, now: datetime
) -> None:
    request = ask(asked[0], moderator, now)
    day = morning(date(2026, 3, 10))
    operations.arrange(
        request=request, starts_at=day, way="person", where="Room 5", actor=specialist, at=now
    )

    with pytest.raises(RecommendationError, match="heard_to_come"):
        record(request, specialist, day - timedelta(minutes=1))
    with pytest.raises(HearingError, match="text_needed"):
        record(request, specialist, day, {"kk": "Бір"})
    held = record(request, specialist, day)

    assert (held.status, held.outcome_ru) == ("held", "Agreed (рус)")
    with pytest.raises(RecommendationError, match="wrong_state"):
        record(request, specialist, day)
    assert ask(asked[0], moderator, day).status == "asked"


def test_withdrawn_request_makes_room_for_another(
    asked: list[Recommendation], moderator: Person, now: datetime
) -> None:
    request = ask(asked[0], moderator, now)

    operations.withdraw_request(request=request, actor=moderator, at=now)

    assert ask(asked[0], moderator, now).pk != request.pk


@pytest.mark.django_db(transaction=True)
def test_two_replies_at_once_leave_one(
    asked: list[Recommendation], specialist: Person, moderator: Person, now: datetime
) -> None:
    refused: list[str] = []
    start = threading.Barrier(2)

    def answer(person: Person) -> None:
        start.wait()
        try:
            replied(asked[0], person, now)
        except RecommendationError as error:
            refused.append(error.code)
        finally:
            connection.close()

    threads = [threading.Thread(target=answer, args=[one]) for one in (specialist, moderator)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert refused == ["answered"]
    assert ReplyVersion.objects.count() == 1


def attach(one: Recommendation, name: str, data: bytes, at: datetime) -> None:
    operations.attach(recommendation=one, upload=SimpleUploadedFile(name, data), at=at)


def ask(one: Recommendation, person: Person, at: datetime) -> HeardRequest:
    return operations.ask_to_be_heard(
        recommendation=one, wish="person", words="Please", language="en", actor=person, at=at
    )


def record(
    request: HeardRequest, actor: Person, at: datetime, outcome: dict[str, str] | None = None
) -> HeardRequest:
    return operations.record_heard(
        request=request, came=True, outcome=outcome or texts("Agreed"), actor=actor, at=at
    )
