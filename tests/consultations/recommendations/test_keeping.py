"""What was promised, until it is done or not."""

from datetime import date, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from commons.notifications.models import Message
from commons.notifications.operations import follow
from commons.people.models import Person
from consultations.recommendations import operations
from consultations.recommendations.errors import RecommendationError
from consultations.recommendations.models import Commitment, Dispute, Recommendation
from tests.factories.hearings_meetings import PDF
from tests.factories.hearings_recommendations import morning, promised, texts


@pytest.fixture
def promise(asked: list[Recommendation], specialist: Person, now: datetime) -> Commitment:
    """For Monday 1 June."""
    return promised(asked[0], specialist, now, until=date(2026, 6, 1))


@pytest.fixture
def follower(promise: Commitment, resident: Person, now: datetime) -> Person:
    follow(person=resident, topic=f"recommendation/{promise.recommendation_id}", at=now)
    return resident


def test_progress_is_public_with_its_file_and_told_to_followers(
    promise: Commitment, specialist: Person, follower: Person, now: datetime
) -> None:
    Message.objects.all().delete()
    step = operations.report(
        commitment=promise,
        text=texts("Half the buses came"),
        upload=SimpleUploadedFile("act.pdf", PDF),
        actor=specialist,
        at=now,
    )

    assert [one.file_name for one in step.files.all()] == ["act.pdf"]
    said = Message.objects.values_list("kind", "person__email").order_by("person__email")
    assert list(said) == [
        ("commitment_progress", "moderator@example.kz"),
        ("commitment_progress", "resident@example.kz"),
    ]


def test_moved_day_keeps_the_first_one_on_record(
    promise: Commitment, specialist: Person, now: datetime
) -> None:
    step = operations.move_date(
        commitment=promise, to=date(2026, 7, 1), reason=texts("Late"), actor=specialist, at=now
    )

    promise.refresh_from_db()
    assert (promise.first_due_on, promise.due_on) == (date(2026, 6, 1), date(2026, 7, 1))
    assert (step.due_before, step.due_after) == (date(2026, 6, 1), date(2026, 7, 1))
    for to, code in ((date(2026, 7, 1), "same_day"), (date(2026, 3, 4), "day_past")):
        with pytest.raises(RecommendationError, match=code):
            operations.move_date(
                commitment=promise, to=to, reason=texts("So"), actor=specialist, at=now
            )


def test_promise_is_overdue_from_the_day_after(promise: Commitment) -> None:
    assert not promise.is_overdue(date(2026, 6, 1))
    assert promise.is_overdue(date(2026, 6, 2))


@pytest.mark.parametrize(("day", "late"), [(date(2026, 6, 1), False), (date(2026, 6, 2), True)])
def test_promise_done_after_its_day_was_late(
    promise: Commitment, specialist: Person, day: date, late: bool
) -> None:
    done(promise, specialist, morning(day))

    promise.refresh_from_db()
    assert (promise.status, promise.was_late) == ("done", late)


def test_closed_promise_takes_no_more_steps(
    promise: Commitment, specialist: Person, now: datetime
) -> None:
    operations.break_promise(commitment=promise, reason=texts("No money"), actor=specialist, at=now)

    with pytest.raises(RecommendationError, match="not_open"):
        done(promise, specialist, now)


def test_done_is_disputed_once_by_who_follows(
    promise: Commitment,
    specialist: Person,
    follower: Person,
    second_resident: Person,
    now: datetime,
) -> None:
    with pytest.raises(RecommendationError, match="not_done"):
        dispute(promise, follower, now)
    done(promise, specialist, now)

    dispute(promise, follower, now)
    with pytest.raises(RecommendationError, match="disputed_already"):
        dispute(promise, follower, now)
    for person in (second_resident, specialist):
        with pytest.raises(RecommendationError, match="not_following"):
            dispute(promise, person, now)


def test_right_objection_takes_the_promise_up_again(
    promise: Commitment, specialist: Person, follower: Person, now: datetime
) -> None:
    done(promise, specialist, now)
    made = dispute(promise, follower, now)

    with pytest.raises(RecommendationError, match="day_past"):
        answer(made, specialist, now, upheld=True, due=date(2026, 3, 4))
    answer(made, specialist, now, upheld=True, due=date(2026, 8, 1))

    promise.refresh_from_db()
    assert (promise.status, promise.due_on, promise.closed_on) == ("open", date(2026, 8, 1), None)
    assert [one.kind for one in promise.steps.order_by("pk")] == ["done", "reopened"]
    with pytest.raises(RecommendationError, match="dispute_answered"):
        answer(made, specialist, now, upheld=False)


def test_wrong_objection_leaves_it_done(
    promise: Commitment, specialist: Person, follower: Person, now: datetime
) -> None:
    done(promise, specialist, now)

    answer(dispute(promise, follower, now), specialist, now, upheld=False)

    promise.refresh_from_db()
    assert promise.status == "done"
    assert Message.objects.filter(kind="dispute_answered", person=follower).count() == 1


def done(promise: Commitment, actor: Person, at: datetime) -> None:
    operations.finish(commitment=promise, proof=texts("They run"), actor=actor, at=at)


def dispute(promise: Commitment, person: Person, at: datetime) -> Dispute:
    return operations.dispute(
        commitment=promise, words="No bus came.", language="en", actor=person, at=at
    )


def answer(
    made: Dispute, actor: Person, at: datetime, *, upheld: bool, due: date | None = None
) -> None:
    operations.answer_dispute(
        dispute=made, upheld=upheld, answer=texts("We looked"), due=due, actor=actor, at=at
    )
