"""Quorum, roll calls and what follows from them."""

from datetime import timedelta

import pytest

from consultations.councils.errors import CouncilError
from consultations.councils.models import Mandate
from consultations.periods import Periods
from consultations.sittings import operations, quorum
from consultations.sittings.errors import SittingError
from consultations.sittings.models import MeetingDecision, RollCall, RollCallVote
from consultations.sittings.operations.voting import outcome
from tests.factories import hearings_sittings as made

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("size", "needed"), [(1, 1), (5, 4), (9, 6), (10, 7), (15, 10), (16, 11), (30, 20)]
)
def test_quorum_is_two_thirds_of_the_seats_in_force(akimat, moderator, begins, size, needed):
    held = made.council(akimat, begins, size=size)
    meeting = made.started(made.of_council(held, moderator, begins), moderator, here=needed)
    found = quorum.quorum_of(meeting)
    assert (found.seats, found.present, found.needed, found.reached) == (
        size, needed, needed, True,
    )  # fmt: skip
    made.come(meeting, moderator, needed - 1)
    assert quorum.quorum_of(meeting).reached is False


def test_quorum_follows_the_setting_of_the_akimat(akimat, meeting, moderator):
    Periods.objects.create(akimat=akimat, quorum_percent=50)
    started = made.started(meeting, moderator, here=5)
    assert quorum.quorum_of(started).needed == 5


def test_seats_outside_their_term_on_the_day_are_not_counted(council, meeting, begins):
    seats = made.seats_of(meeting)
    day = begins.date()
    Mandate.objects.filter(pk=seats[8].pk).update(begins_on=day + timedelta(days=1))
    Mandate.objects.filter(pk=seats[7].pk).update(ends_on=day - timedelta(days=1))
    Mandate.objects.filter(pk=seats[6].pk).update(ended_on=day, end_kind="resigned")
    Mandate.objects.filter(pk=seats[5].pk).update(
        ended_on=day + timedelta(days=1), end_kind="resigned"
    )
    assert [row.name for row in quorum.members(meeting)] == ["M1", "M2", "M3", "M4", "M5", "M6"]


def test_without_a_quorum_no_vote_is_opened_and_the_numbers_say_why(meeting, moderator, begins):
    started = made.started(meeting, moderator, here=5)
    roll_call = made.prepared(started, moderator)
    with pytest.raises(SittingError) as caught:
        operations.open_vote(roll_call=roll_call, actor=moderator, at=begins)
    assert caught.value.code == "no_quorum"
    assert caught.value.params == {"present": 5, "seats": 9, "needed": 6}


def test_a_vote_is_void_where_the_quorum_was_lost_meanwhile(meeting, moderator, begins):
    started = made.started(meeting, moderator, here=6)
    roll_call = made.prepared(started, moderator)
    operations.open_vote(roll_call=roll_call, actor=moderator, at=begins)
    seats = made.seats_of(meeting)
    operations.cast(roll_call=roll_call, mandate=seats[0], choice="for", actor=moderator, at=begins)
    made.come(meeting, moderator, 5)
    closed = operations.close_vote(roll_call=roll_call, actor=moderator, at=begins)
    assert (closed.outcome, closed.present, closed.votes_for) == ("no_quorum", 5, 1)
    assert not MeetingDecision.objects.exists()


@pytest.mark.parametrize(
    ("rule", "votes_for", "expected"),
    [
        ("present", 4, "rejected"),
        ("present", 5, "adopted"),
        ("seats", 6, "rejected"),
        ("seats", 7, "adopted"),
        ("two_thirds", 5, "rejected"),
        ("two_thirds", 6, "adopted"),
    ],
)
def test_majority_counts_who_abstains_as_present(rule, votes_for, expected):
    count = quorum.Quorum(seats=12 if rule == "seats" else 9, present=8, needed=6, percent=67)
    assert outcome(rule, count, votes_for) == expected


def test_closing_names_everybody_and_an_adopted_decision_gets_its_number(
    meeting, moderator, begins
):
    started = made.started(meeting, moderator, here=8)
    closed = made.voted(made.prepared(started, moderator), moderator, "+++++-0", begins)
    assert (closed.outcome, closed.seats, closed.present) == ("adopted", 9, 8)
    assert (closed.votes_for, closed.votes_against, closed.votes_abstained) == (5, 1, 1)
    assert closed.not_voting == 1
    assert list(
        RollCallVote.objects.order_by("mandate__name").values_list("mandate__name", "choice")
    ) == [
        *[(f"M{n}", "for") for n in range(1, 6)],
        ("M6", "against"),
        ("M7", "abstained"),
        ("M8", "not_voting"),
    ]
    decision = MeetingDecision.objects.get()
    assert (decision.number, decision.text_ru, decision.roll_call) == (
        1, "Approve the report (рус)", closed,
    )  # fmt: skip


def test_a_tie_is_not_a_majority(meeting, moderator, begins):
    started = made.started(meeting, moderator, here=8)
    closed = made.voted(made.prepared(started, moderator), moderator, "++++----", begins)
    assert closed.outcome == "rejected"
    assert not MeetingDecision.objects.exists()


def test_one_vote_is_open_at_a_time(meeting, moderator, begins):
    started = made.started(meeting, moderator)
    first, second = (made.prepared(started, moderator) for _ in range(2))
    operations.open_vote(roll_call=first, actor=moderator, at=begins)
    with pytest.raises(SittingError, match="vote_open"):
        operations.open_vote(roll_call=second, actor=moderator, at=begins)
    with pytest.raises(SittingError, match="vote_open"):
        operations.end(meeting=meeting, actor=moderator, at=begins)
    operations.drop(roll_call=first, actor=moderator, at=begins)
    operations.open_vote(roll_call=second, actor=moderator, at=begins)
    assert RollCall.objects.get(pk=first.pk).status == "dropped"


def test_members_change_their_vote_while_it_is_open_and_absent_ones_cannot_vote(
    meeting, moderator, member_of_it, begins
):
    started = made.started(meeting, moderator, here=8)
    roll_call = made.prepared(started, moderator)
    seats = made.seats_of(meeting)

    def cast(seat, choice):
        operations.cast(
            roll_call=roll_call, mandate=seat, choice=choice, actor=member_of_it, at=begins
        )

    with pytest.raises(SittingError, match="not_open"):
        cast(seats[2], "for")
    operations.open_vote(roll_call=roll_call, actor=moderator, at=begins)
    cast(seats[2], "for")
    cast(seats[2], "against")
    with pytest.raises(SittingError, match="not_present"):
        cast(seats[8], "for")
    vote = RollCallVote.objects.get()
    assert (vote.mandate, vote.choice, vote.entered_by) == (seats[2], "against", member_of_it)
    operations.close_vote(roll_call=roll_call, actor=moderator, at=begins)
    with pytest.raises(SittingError, match="not_open"):
        cast(seats[2], "for")


def test_an_elected_chair_takes_the_seat_and_an_official_cannot_stand(meeting, moderator, begins):
    started = made.started(meeting, moderator)
    seats = made.seats_of(meeting)
    Mandate.objects.filter(pk=seats[4].pk).update(sector="gov")
    with pytest.raises(CouncilError, match="chair_in_service"):
        operations.prepare(
            meeting=started,
            kind="chair",
            candidate=made.seats_of(meeting)[4],
            actor=moderator,
            at=begins,
        )
    election = operations.prepare(
        meeting=started, kind="chair", candidate=seats[3], actor=moderator, at=begins
    )
    made.voted(election, moderator, "+++++++++", begins)
    chairs = Mandate.objects.filter(seat="chair").values_list("name", "elected_at")
    assert list(chairs) == [("M4", meeting.pk)]
    assert not MeetingDecision.objects.exists()


def test_meetings_without_a_council_take_no_votes_but_record_decisions(hearing, moderator, begins):
    started = made.started(hearing, moderator)
    assert quorum.quorum_of(started) is None
    with pytest.raises(SittingError, match="no_council"):
        made.prepared(started, moderator)
    operations.decide(meeting=started, texts=made.texts("Repair it"), actor=moderator, at=begins)
    assert MeetingDecision.objects.get().text_kk == "Repair it (қаз)"


def test_a_council_decides_by_vote_only(meeting, moderator, begins):
    started = made.started(meeting, moderator)
    with pytest.raises(SittingError, match="voted_decision"):
        operations.decide(meeting=started, texts=made.texts("So be it"), actor=moderator, at=begins)
