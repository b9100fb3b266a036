"""A meeting is opened and ended; people speak and ask."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest
from django.db import connection

from commons.notifications.models import Message
from consultations.errors import HearingError
from consultations.meetings import operations as meetings
from consultations.meetings.models import Meeting
from consultations.sittings import operations, permissions, queries
from consultations.sittings.errors import SittingError
from consultations.sittings.models import MeetingQuestion, MeetingQuestionVote, Sitting, Speaker
from consultations.sittings.operations.asking import MOST_QUESTIONS
from consultations.sittings.tasks import sweep_sittings
from tests.factories import hearings_sittings as made
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db


def names(meeting):
    return [row.public_name for row in queries.on_the_list(meeting)]


def test_a_meeting_opens_two_hours_early_at_most_and_once(meeting, moderator, begins):
    with pytest.raises(SittingError, match="too_early"):
        operations.start(meeting=meeting, actor=moderator, at=begins - timedelta(minutes=121))
    sitting = operations.start(meeting=meeting, actor=moderator, at=begins - timedelta(hours=2))
    assert sitting.item.title_en == "Report on the budget"
    with pytest.raises(SittingError, match="started_already"):
        operations.start(meeting=meeting, actor=moderator, at=begins)


def test_a_cancelled_meeting_is_not_opened(meeting, moderator, begins):
    meetings.cancel_meeting(
        meeting=meeting, reason=made.texts("Flood"), actor=moderator, at=begins - timedelta(days=1)
    )
    with pytest.raises(HearingError, match="wrong_state"):
        operations.start(meeting=meeting, actor=moderator, at=begins)


@pytest.mark.parametrize(
    ("ended", "due"),
    [
        # Nauryz, 21 to 23 March 2026, falls on a weekend in part: the days off are moved.
        ("2026-03-18T09:00Z", "2026-03-30"),
        # 1, 7 and 9 May.
        ("2026-04-29T09:00Z", "2026-05-08"),
        # 23:30 in Astana is still the same day.
        ("2026-04-22T18:30Z", "2026-04-29"),
    ],
)
def test_minutes_are_due_in_five_working_days_after_the_end(council, moderator, begins, ended, due):
    end = datetime.fromisoformat(ended)
    meeting = made.of_council(council, moderator, end - timedelta(hours=2))
    made.started(meeting, moderator)
    operations.end(meeting=meeting, actor=moderator, at=end)
    found = made.fresh(meeting)
    assert (found.status, found.minutes_due_on.isoformat()) == ("held", due)
    assert (found.held_at, found.minutes.due_on.isoformat()) == (end, due)


def test_a_meeting_that_nobody_ended_is_taken_for_held(meeting, moderator, begins):
    Meeting.objects.filter(pk=meeting.pk).update(
        starts_at=begins - timedelta(days=200), ends_at=begins - timedelta(days=200, hours=-2)
    )
    sweep_sittings()
    sweep_sittings()
    found = made.fresh(meeting)
    assert (found.status, found.held_at) == ("held", found.ends_at)
    assert found.sitting.started_at == found.starts_at


def test_those_who_registered_to_speak_are_on_the_list_in_their_order(
    hearing, moderator, resident, second_resident, begins
):
    for person, hours, speaks in [(second_resident, 2, True), (resident, 1, True)]:
        meetings.register(
            meeting=hearing,
            person=person,
            mode="in_person",
            wants_to_speak=speaks,
            topic="Roads",
            language="ru",
            at=begins - timedelta(hours=24 + hours),
        )
    made.started(hearing, moderator)
    assert names(hearing) == [second_resident.name, resident.name]
    operations.take_from_registrations(meeting=hearing, actor=moderator, at=begins)
    assert Speaker.objects.count() == 2


def test_staff_order_the_list_and_calling_one_ends_the_speech_before(hearing, moderator, begins):
    made.started(hearing, moderator)
    one, two, three = (made.speaker(hearing, moderator, begins, name) for name in "ABC")
    operations.move_up(speaker=three, actor=moderator, at=begins)
    assert names(hearing) == ["A", "C", "B"]
    operations.call(speaker=one, actor=moderator, at=begins)
    later = begins + timedelta(minutes=4, seconds=10)
    operations.call(speaker=three, actor=moderator, at=later)
    one.refresh_from_db()
    assert (one.status, one.minutes) == ("spoken", 5)
    operations.withdraw(speaker=two, actor=moderator, at=later)
    with pytest.raises(SittingError, match="wrong_turn"):
        operations.call(speaker=two, actor=moderator, at=later)
    operations.put_back(speaker=two, actor=moderator, at=later)
    assert names(hearing) == ["C", "B"]
    operations.end(meeting=hearing, actor=moderator, at=later + timedelta(minutes=2))
    three.refresh_from_db()
    assert (three.status, three.minutes) == ("spoken", 2)


@pytest.mark.parametrize(
    ("when", "is_open"),
    [
        (timedelta(days=-30), True),
        (timedelta(hours=-12), True),
        (timedelta(minutes=-30), False),
        (timedelta(), True),
        (timedelta(hours=1), True),
    ],
)
def test_questions_are_taken_before_the_day_and_during_the_meeting(hearing, begins, when, is_open):
    assert permissions.questions_open(made.fresh(hearing), begins + when) is is_open


def test_questions_end_with_the_meeting(hearing, moderator, resident, begins):
    made.held(hearing, moderator)
    with pytest.raises(SittingError, match="questions_closed"):
        made.question(made.fresh(hearing), resident, begins)


def test_similar_questions_are_found_and_hidden_ones_are_not(hearing, resident, moderator, begins):
    near = made.question(hearing, resident, begins, "When will the old bridge be repaired?")
    made.question(hearing, resident, begins, "How much do school meals cost?")
    assert queries.similar(hearing, "When is the bridge going to be repaired?") == [near]
    operations.hide(question=near, reason="Insult", actor=moderator, at=begins)
    assert queries.similar(hearing, "When is the bridge going to be repaired?") == []


def test_voting_counts_each_person_once_and_not_the_author(
    hearing, resident, second_resident, begins
):
    asked = made.question(hearing, resident, begins)
    for _ in range(2):
        operations.vote(question=asked, person=second_resident, at=begins)
    assert asked.votes == 1
    with pytest.raises(SittingError, match="own_question"):
        operations.vote(question=asked, person=resident, at=begins)
    for _ in range(2):
        operations.unvote(question=asked, person=second_resident, at=begins)
    assert asked.votes == 0


def test_an_answer_tells_the_author_once_and_hiding_gives_the_reason(
    hearing, resident, moderator, specialist, begins
):
    asked = made.question(hearing, resident, begins)
    made.answered(asked, specialist, begins)
    made.answered(asked, specialist, begins + timedelta(hours=1))
    operations.hide(question=asked, reason="Names a private person", actor=moderator, at=begins)
    kinds = list(
        Message.objects.filter(person=resident).order_by("pk").values_list("kind", "params")
    )
    assert [kind for kind, _ in kinds] == ["meeting_question_answered", "meeting_question_hidden"]
    assert kinds[1][1]["reason"] == "Names a private person"
    with pytest.raises(SittingError, match="question_hidden"):
        made.answered(asked, specialist, begins)


@pytest.mark.django_db(transaction=True)
def test_two_votes_and_two_questions_at_once_are_counted_right(
    hearing, resident, second_resident, neighbour, begins
):
    asked = made.question(hearing, resident, begins)
    for n in range(MOST_QUESTIONS - 1):
        made.question(hearing, neighbour, begins, f"Question number {n}?")

    def at_once(*acts):
        def run(act):
            try:
                return act()
            except SittingError as error:
                return error.code
            finally:
                connection.close()

        with ThreadPoolExecutor(len(acts)) as pool:
            return list(pool.map(run, acts))

    def vote(person):
        question = MeetingQuestion.objects.get(pk=asked.pk)
        return lambda: operations.vote(question=question, person=person, at=begins)

    at_once(vote(second_resident), vote(second_resident), vote(neighbour))
    asked.refresh_from_db()
    assert (asked.votes, MeetingQuestionVote.objects.count()) == (2, 2)
    said = at_once(*[lambda: made.question(hearing, neighbour, begins)] * 3)
    assert sorted(map(str, said)).count("too_many_questions") == 2
    assert MeetingQuestion.objects.filter(author=neighbour).count() == MOST_QUESTIONS


def test_the_live_state_changes_with_what_the_page_shows(hearing, moderator, resident, begins):
    made.started(hearing, moderator)
    seen = {queries.live_state(hearing)}
    asked = made.question(hearing, resident, begins)
    seen.add(queries.live_state(hearing))
    operations.vote(question=asked, person=PersonFactory(), at=begins)
    seen.add(queries.live_state(hearing))
    operations.go_to(meeting=hearing, item=None, actor=moderator, at=begins)
    seen.add(queries.live_state(hearing))
    assert len(seen) == 4
    assert Sitting.objects.get().item is None
